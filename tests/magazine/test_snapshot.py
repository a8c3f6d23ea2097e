"""A frozen issue is typeset, immutable and has one hash wherever it is frozen."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from mitdomov.clock import PRAGUE
from mitdomov.document.tree import Document, Paragraph, plain
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.model import Cover
from mitdomov.magazine.snapshot import Snapshot, canonical, content_sha256, freeze, thaw
from tests.conftest import SMALL_ISSUE
from tests.magazine.issue_strategies import issue_folders

GOLDEN = "4d6a06da924586b2c441f02ac57c35ebd39b279359635b3172da29b4b2fe5ef2"
"""Of the small issue. It changes with the model's names, the rules of typography, the ids of
blocks and the text of the issue; when it does, say in the change why old hashes may differ."""


def sources(folder: IssueFolder) -> Callable[[str], bytes]:
    """The pictures of `folder` by their SHA-256, as a store of blobs gives them."""
    by_hash = {hashlib.sha256(data).hexdigest(): data for data in folder.pictures.values()}
    return by_hash.__getitem__


def test_small_issue_has_its_hash(small_snapshot: Snapshot) -> None:
    assert small_snapshot.sha256 == GOLDEN
    assert hashlib.sha256(canonical(small_snapshot)).hexdigest() == GOLDEN


def test_the_hash_needs_no_work_on_pictures(small_folder: IssueFolder) -> None:
    unreadable = dict.fromkeys(small_folder.pictures, b"no picture")
    assert content_sha256(small_folder) == GOLDEN
    assert content_sha256(replace(small_folder, pictures=unreadable)) != GOLDEN


@pytest.mark.parametrize(
    ("seed", "zone", "locale"), [("1", "Pacific/Auckland", "C"), ("2", "America/Lima", "C.UTF-8")]
)
def test_hash_is_the_same_in_any_process(seed: str, zone: str, locale: str) -> None:
    """Neither the seed of Python's hashes nor time zone, locale or order of files matters."""
    script = (
        "import sys; from pathlib import Path\n"
        "from mitdomov.magazine.folder.disk import read_files\n"
        "from mitdomov.magazine.folder.reading import read_issue\n"
        "from mitdomov.magazine.snapshot import freeze\n"
        "files = read_files(Path(sys.argv[1]))\n"
        "print(freeze(read_issue(dict(reversed(files.items())))).sha256)\n"
    )
    environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
    done = subprocess.run(
        [sys.executable, "-c", script, str(SMALL_ISSUE / "1-2030")],
        env=os.environ | environment,
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == GOLDEN


def test_thawed_snapshot_is_the_frozen_one(
    small_folder: IssueFolder, small_snapshot: Snapshot
) -> None:
    thawed = thaw(canonical(small_snapshot), sources(small_folder))
    assert thawed == small_snapshot
    event = thawed.issue.articles[3].event
    assert event is not None
    assert event.starts_at.tzinfo is PRAGUE


@given(issue_folders())
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_any_snapshot_survives_freezing_and_thawing(folder: IssueFolder) -> None:
    snapshot = freeze(folder)
    thawed = thaw(canonical(snapshot), sources(folder))
    assert thawed == snapshot
    assert thawed.sha256 == snapshot.sha256


def test_freezing_typeset_text_again_changes_nothing(
    small_folder: IssueFolder, small_snapshot: Snapshot
) -> None:
    again = IssueFolder(small_snapshot.issue, small_snapshot.publication, small_folder.pictures)
    assert freeze(again) == small_snapshot


def test_every_text_of_a_reader_is_typeset(small_snapshot: Snapshot) -> None:
    editorial, feature, _, event = small_snapshot.issue.articles
    paragraph = editorial.body.blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert "V\N{NO-BREAK SPACE}tomto čísle" in plain(paragraph.content)
    assert "s\N{NO-BREAK SPACE}9\N{NO-BREAK SPACE}000" in feature.perex
    assert feature.picture is not None
    assert "v\N{NO-BREAK SPACE}ulici K\N{NO-BREAK SPACE}Nádraží" in feature.picture.caption
    assert "v\N{NO-BREAK SPACE}opravených" in event.perex
    jana = small_snapshot.issue.contributors[0]
    assert "o\N{NO-BREAK SPACE}bydlení" in jana.profile
    assert "o\N{NO-BREAK SPACE}sociálním" in small_snapshot.publication.subtitle
    assert "a\N{NO-BREAK SPACE}můžete" in small_snapshot.publication.help_box.text


def test_what_machines_read_stays_as_it_is(
    small_folder: IssueFolder, small_snapshot: Snapshot
) -> None:
    before, after = small_folder.issue.articles[2], small_snapshot.issue.articles[2]
    assert after.original == before.original
    assert small_snapshot.publication.contact_email == small_folder.publication.contact_email
    assert small_snapshot.publication.eu.statement == "Spolufinancováno Evropskou unií"


def test_only_shown_pictures_are_kept(small_folder: IssueFolder, small_snapshot: Snapshot) -> None:
    assert list(small_snapshot.pictures) == ["fasada.png", "klic.png"]
    spare = {**small_folder.pictures, "navic.png": small_folder.pictures["klic.png"]}
    assert freeze(replace(small_folder, pictures=spare)).sha256 == small_snapshot.sha256


def test_each_place_that_shows_a_picture_counts(small_folder: IssueFolder) -> None:
    editorial, feature, *_ = small_folder.issue.articles
    bare = replace(
        small_folder.issue,
        articles=(editorial,),
        contributors=tuple(replace(one, portrait="") for one in small_folder.issue.contributors),
    )
    portrait = replace(bare, contributors=small_folder.issue.contributors)
    head = replace(bare, articles=(replace(feature, body=Document()),))
    figure = replace(bare, articles=(replace(feature, picture=None),))
    cover = replace(bare, cover=Cover(picture="fasada.png"))
    shown = [
        list(freeze(replace(small_folder, issue=issue)).pictures)
        for issue in (bare, portrait, head, figure, cover)
    ]
    assert shown == [[], ["klic.png"], ["fasada.png"], ["klic.png"], ["fasada.png"]]


def test_hash_follows_the_source_of_a_picture(
    small_folder: IssueFolder, small_snapshot: Snapshot
) -> None:
    """Even when the pixels are the same: what an encoder makes of them does not count."""
    out = BytesIO()
    Image.open(BytesIO(small_folder.pictures["klic.png"])).save(out, "PNG", compress_level=1)
    other = freeze(
        replace(small_folder, pictures={**small_folder.pictures, "klic.png": out.getvalue()})
    )
    assert other.pictures["klic.png"].data == small_snapshot.pictures["klic.png"].data
    assert other.sha256 != small_snapshot.sha256


def test_hash_follows_every_word(small_folder: IssueFolder, small_snapshot: Snapshot) -> None:
    help_box = replace(small_folder.publication.help_box, phone="111 111 111")
    publication = replace(small_folder.publication, help_box=help_box)
    first, *rest = small_folder.issue.articles
    issue = replace(small_folder.issue, articles=(replace(first, body=Document()), *rest))
    hashes = {
        small_snapshot.sha256,
        freeze(replace(small_folder, publication=publication)).sha256,
        freeze(replace(small_folder, issue=issue)).sha256,
        freeze(replace(small_folder, issue=replace(issue, is_sample=False))).sha256,
    }
    assert len(hashes) == 4


def test_canonical_json_is_sorted_and_has_no_floats(small_snapshot: Snapshot) -> None:
    def refuse(text: str) -> None:
        raise AssertionError(f"a float: {text}")

    data = canonical(small_snapshot)
    content = json.loads(data, parse_float=refuse)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert text.encode() == data
    assert content["schema"] == 1


def test_content_of_another_schema_is_not_guessed_at(small_snapshot: Snapshot) -> None:
    data = canonical(small_snapshot).replace(b'"schema":1', b'"schema":99')
    with pytest.raises(ValueError, match="schema 99"):
        thaw(data, lambda _: b"")


def test_snapshot_cannot_be_changed(small_snapshot: Snapshot) -> None:
    with pytest.raises(FrozenInstanceError):
        small_snapshot.sha256 = "0"  # type: ignore[misc]
    with pytest.raises(TypeError):
        small_snapshot.pictures["klic.png"] = small_snapshot.pictures["fasada.png"]  # type: ignore[index]
