"""What is written can be read back and means the same."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings

from mitdomov.clock import PRAGUE
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.folder.writing import write_issue
from mitdomov.magazine.model import Event
from tests.magazine.issue_strategies import issue_folders


@given(issue_folders())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_issue_survives_writing_and_reading(folder: IssueFolder) -> None:
    files = write_issue(folder)
    assert read_issue(files) == folder
    assert write_issue(read_issue(files)) == files


def test_small_issue_survives_writing_and_reading(small_folder: IssueFolder) -> None:
    assert read_issue(write_issue(small_folder)) == small_folder


def test_defaults_are_left_out(small_folder: IssueFolder) -> None:
    editorial = write_issue(small_folder)["articles/01-uvodni-slovo.md"].decode()
    header = editorial.split("+++")[1]
    assert [line.split(" = ")[0] for line in header.splitlines() if " = " in line] == [
        "type",
        "section",
        "title",
        "perex",
        "authors",
    ]


def test_hundred_articles_get_three_digits(small_folder: IssueFolder) -> None:
    first = small_folder.issue.articles[0]
    many = tuple(replace(first, slug=f"clanek-{number}") for number in range(100))
    files = write_issue(replace(small_folder, issue=replace(small_folder.issue, articles=many)))
    assert "articles/001-clanek-0.md" in files
    assert "articles/100-clanek-99.md" in files


def test_times_are_prague_wall_clock(small_folder: IssueFolder) -> None:
    event = small_folder.issue.articles[3].event
    assert event is not None
    assert event.starts_at == datetime(2030, 4, 4, 7, 0, tzinfo=UTC)
    assert (
        b"starts_at = 2030-04-04 09:00:00\n"
        in write_issue(small_folder)["articles/04-den-otevrenych-dveri.md"]
    )


def test_the_hour_that_comes_twice_stays_the_second(small_folder: IssueFolder) -> None:
    """On 27 October 2030 half past two comes in summer time and again in winter time."""
    second = datetime(2030, 10, 27, 1, 30, tzinfo=UTC).astimezone(PRAGUE)
    article = replace(small_folder.issue.articles[3], event=Event(starts_at=second))
    issue = replace(small_folder.issue, articles=(article,))
    files = write_issue(replace(small_folder, issue=issue))
    event = read_issue(files).issue.articles[0].event
    assert event is not None
    assert event.starts_at.astimezone(UTC) == second.astimezone(UTC)
    assert event.starts_at.tzinfo is PRAGUE
