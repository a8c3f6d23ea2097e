"""An issue mended after it was sent says so: read from its folder, kept by it, under its hash."""

from dataclasses import replace
from datetime import date

import pytest

from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.folder.writing import write_issue
from mitdomov.magazine.model import Correction
from mitdomov.magazine.snapshot import canonical, freeze
from tests.conftest import SMALL_ISSUE

TABLE = '\n[[corrections]]\ndated = 2030-06-01\nnote = "{note}"\n'


def folder_with(note: str) -> IssueFolder:
    files = read_files(SMALL_ISSUE / "1-2030")
    files["issue.toml"] += TABLE.format(note=note).encode()
    return read_issue(files)


def test_corrections_are_read_and_written() -> None:
    folder = folder_with("Opraven počet bytů.")
    assert folder.issue.corrections == (Correction(date(2030, 6, 1), "Opraven počet bytů."),)
    assert read_issue(write_issue(folder)).issue.corrections == folder.issue.corrections


def test_a_correction_may_name_its_article() -> None:
    folder = folder_with('Opraveno."\narticle = "prvni-klice')
    [named] = folder.issue.corrections
    assert (named.note, named.article) == ("Opraveno.", "prvni-klice")
    assert read_issue(write_issue(folder)).issue.corrections == (named,)
    assert b'"article":' not in canonical(freeze(folder_with("Opraveno.")))


def test_a_correction_says_what_was_mended() -> None:
    with pytest.raises(FolderError) as refused:
        folder_with("")
    assert "corrections" in str(refused.value)


def test_a_correction_makes_another_snapshot_and_is_typeset(small_folder: IssueFolder) -> None:
    mended = freeze(folder_with("V Lhotě je 37 bytů."))
    assert mended.sha256 != freeze(small_folder).sha256
    assert (
        mended.issue.corrections[0].note == "V\N{NO-BREAK SPACE}Lhotě je 37\N{NO-BREAK SPACE}bytů."
    )


def test_an_issue_is_as_young_as_its_last_correction(small_folder: IssueFolder) -> None:
    issue = small_folder.issue
    assert issue.updated_on == issue.dated
    later = tuple(Correction(date(2031, month, 1), "Ano.") for month in (2, 1))
    assert replace(issue, corrections=later).updated_on == date(2031, 2, 1)
