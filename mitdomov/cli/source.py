"""Finds the issue that a command names: a folder on disk, or a number in the database."""

from pathlib import Path

from mitdomov.cli.kinds import issue_number
from mitdomov.cli.output import refuse
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_issue


def find_issue(source: str) -> IssueFolder:
    """The issue at `source`: a folder when there is one of that name, else a number of an issue.

    A folder needs no database and no configuration. Raises `FolderError`.
    """
    path = Path(source)
    number = issue_number(source)
    if source and _exists(path):
        return read_issue(read_files(path))
    if not is_number(number):
        refuse(
            f"„{source}“ není složka ani číslo časopisu; zadejte např. issues/1-2026, nebo 1/2026."
        )
    return _kept_issue(number)


def is_number(text: str) -> bool:
    """Whether `text` has the form of an issue's number, N/RRRR."""
    first, _, year = text.partition("/")
    return first.isdecimal() and year.isdecimal()


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, a zero byte
        return False


def _kept_issue(number: str) -> IssueFolder:
    from mitdomov.cli.instance import open_instance
    from mitdomov.editorial.importing import UnknownIssueError, load_folder

    try:
        return load_folder(open_instance().store, number)
    except UnknownIssueError as error:
        refuse(str(error))
