"""The point that must stay in sight goes with the picture, through every step."""

from io import BytesIO

import pytest
from PIL import Image

from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.imaging.focus import focus_of, with_focus, without_focus
from mitdomov.magazine.pictures import normalise
from mitdomov.magazine.snapshot import freeze
from tests.hostile_pictures import jpeg, photo, png, saved, svg


@pytest.mark.parametrize("data", [jpeg(), png()])
def test_mark_is_read_back_and_the_picture_stays_the_same(data: bytes) -> None:
    marked = with_focus(data, (0.25, 1.0))
    assert focus_of(marked) == (0.25, 1.0)
    assert focus_of(with_focus(marked, (0.0, 0.5))) == (0.0, 0.5)
    assert without_focus(marked) == data
    before, after = (Image.open(BytesIO(each)) for each in (data, marked))
    assert list(before.convert("RGB").tobytes()) == list(after.convert("RGB").tobytes())


@pytest.mark.parametrize("data", [b"", saved(photo(), "WEBP"), svg("<rect/>")])
def test_other_files_stay_as_they_are(data: bytes) -> None:
    assert with_focus(data, (0.1, 0.1)) == data
    assert focus_of(data) is None


@pytest.mark.parametrize("data", [jpeg(), png()])
def test_normal_picture_keeps_the_mark_and_nothing_else(data: bytes) -> None:
    assert focus_of(normalise(with_focus(data, (0.3, 0.7))).data) == (0.3, 0.7)
    assert focus_of(normalise(data).data) is None


def test_snapshot_knows_the_point(small_folder: IssueFolder) -> None:
    pictures = dict(small_folder.pictures)
    pictures["fasada.png"] = with_focus(pictures["fasada.png"], (0.1, 0.9))
    folder = IssueFolder(
        small_folder.issue, small_folder.publication, pictures, small_folder.sources
    )
    shown = freeze(folder).pictures
    assert shown["fasada.png"].focus == (0.1, 0.9)
    assert shown["klic.png"].focus is None
