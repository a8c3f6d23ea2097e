"""Finds the issue that a command names: a folder on disk, or a number in the database."""

from pathlib import Path

from mitdomov.cli.instance import open_instance
from mitdomov.cli.output import refuse
from mitdomov.editorial.importing import UnknownIssueError, load_folder
from mitdomov.magazine.folder import read_files
from mitdomov.magazine.folder_model import IssueFolder
from mitdomov.magazine.reading import read_issue


def find_issue(source: str) -> IssueFolder:
    """The issue at `source`: a folder when there is one of that name, else a number of an issue.

    A folder needs no database and no configuration. Raises `FolderError`.
    """
    directory = Path(source)
    if directory.is_dir():
        return read_issue(read_files(directory))
    if "/" in source and not is_number(source):
        refuse(f"Složka {source} neexistuje.")
    try:
        return load_folder(open_instance().store, source)
    except UnknownIssueError as error:
        refuse(str(error))


def is_number(text: str) -> bool:
    """Whether `text` has the form of an issue's number, N/RRRR."""
    first, _, year = text.partition("/")
    return first.isdecimal() and year.isdecimal()
