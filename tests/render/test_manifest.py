"""The manifest names every file with its media type, so a file without one is found at once."""

import json

import pytest

from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.manifest import manifest

PUBLIC_URL = "https://mitdomov.example"


def test_each_file_has_its_media_type(small_snapshot: Snapshot) -> None:
    data = manifest({"web/okno.svg": b"<svg/>"}, small_snapshot, public_url=PUBLIC_URL)
    [entry] = json.loads(data)["files"]
    assert (entry["file"], entry["media_type"]) == ("web/okno.svg", "image/svg+xml")


@pytest.mark.parametrize("path", ["web/film.mp4", "web/README"])
def test_a_file_without_a_media_type_is_refused(small_snapshot: Snapshot, path: str) -> None:
    with pytest.raises(ValueError, match="no media type"):
        manifest({path: b""}, small_snapshot, public_url=PUBLIC_URL)
