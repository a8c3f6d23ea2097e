"""Pictures come in as authors have them and go out safe, upright and in sRGB."""

import random
import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageDraw

from mitdomov.magazine.pictures import (
    MAX_SIDE_PX,
    NormalPicture,
    PictureError,
    examine,
    normalise,
)
from tests.hostile_pictures import bomb

DAMAGED = "Obrázek je poškozený nebo neúplný; vyexportujte jej znovu."
UNKNOWN = "Není to obrázek PNG, JPEG, WebP ani SVG; vyexportujte jej v jednom z těchto formátů."
TOO_MANY_PIXELS = (
    "Obrázek má víc než 40 megapixelů; zmenšete jej, k tisku na A4 stačí delší strana 3508 bodů."
)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(picture: NormalPicture) -> Image.Image:
    image = Image.open(BytesIO(picture.data))
    image.load()
    return image


def photo(width: int = 120, height: int = 80) -> Image.Image:
    """Many colours, as a photograph has."""
    return Image.merge("RGB", [Image.effect_noise((width, height), 90) for _ in "RGB"])


def drawing(mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (120, 80), "white")
    ImageDraw.Draw(image).rectangle((10, 10, 60, 60), fill="navy")
    return image.convert(mode)


def test_photograph_becomes_jpeg_of_its_size() -> None:
    for data in (saved(photo(), "JPEG"), saved(photo(), "PNG"), saved(photo(), "WEBP")):
        picture = normalise(data)
        assert (picture.media_type, picture.width_px, picture.height_px) == ("image/jpeg", 120, 80)
        assert opened(picture).size == (120, 80)


def test_colours_of_a_photograph_are_kept_at_full_resolution() -> None:
    """Red beside blue bleeds when chroma is subsampled."""
    stripes = Image.new("RGB", (64, 64))
    for x in range(64):
        stripes.paste((255, 0, 0) if x % 2 else (0, 0, 255), (x, 0, x + 1, 64))
    red, _, blue = opened(normalise(saved(stripes, "JPEG", quality=100, subsampling=0))).getpixel(
        (31, 31)
    )  # type: ignore[misc]
    assert red > 200
    assert blue < 60


def test_drawing_becomes_png_pixel_for_pixel() -> None:
    picture = normalise(saved(drawing(), "WEBP", lossless=True))
    assert picture.media_type == "image/png"
    assert opened(picture).tobytes() == drawing().tobytes()


def test_what_shines_through_still_does() -> None:
    image = Image.new("RGBA", (20, 10), (255, 0, 0, 128))
    assert opened(normalise(saved(image, "PNG"))).getpixel((3, 3)) == (255, 0, 0, 128)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_mode_of_png_ends_opaque_in_eight_bits(mode: str) -> None:
    assert opened(normalise(saved(drawing(mode), "PNG"))).mode in {"L", "RGB"}


def test_deep_greys_are_scaled_not_cut_off() -> None:
    image = Image.new("I;16", (3, 1))
    for x, shade in enumerate((0, 32768, 65535)):
        image.putpixel((x, 0), shade)
    assert opened(normalise(saved(image, "PNG"))).tobytes() == bytes([0, 128, 255])


def test_printers_colours_become_screen_colours() -> None:
    image = Image.new("CMYK", (16, 16), (0, 255, 255, 0))
    red, green, blue = opened(normalise(saved(image, "JPEG"))).getpixel((8, 8))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 90


def test_profile_is_applied_and_dropped() -> None:
    """With a profile whose red and blue are exchanged, a red picture is meant to be blue."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exchanged = srgb.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")
    red = Image.new("RGB", (8, 8), "red")
    for image in (red, red.convert("P"), red.convert("RGBA")):
        shown = opened(normalise(saved(image, "PNG", icc_profile=exchanged)))
        assert shown.getpixel((4, 4)) == pytest.approx((0, 0, 255), abs=2)
        assert "icc_profile" not in shown.info


def test_photograph_full_of_noise_is_kept() -> None:
    """Pillow gives up optimising what needs more than a byte for each pixel."""
    picture = normalise(saved(photo(900, 600), "JPEG"), quality=94)
    assert (picture.width_px, picture.height_px) == (900, 600)
    assert len(picture.data) > 900 * 600


def test_picture_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = normalise(saved(photo(120, 80), "JPEG", exif=exif))
    assert (picture.width_px, picture.height_px) == (80, 120)


def test_photograph_with_damaged_exif_is_shown_as_it_lies() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(photo(120, 80), "JPEG", exif=exif)
    damaged = data.replace(b"Exif\0\0MM", b"Exif\0\0MX").replace(b"Exif\0\0II", b"Exif\0\0IX")
    assert damaged != data
    picture = normalise(damaged)
    assert (picture.width_px, picture.height_px) == (120, 80)


def test_metadata_do_not_leave_the_house() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Tajný fotoaparát"
    exif.get_ifd(0x8825)[1] = "N"
    for kind in ("JPEG", "PNG", "WEBP"):
        for image in (photo(), drawing()):
            data = saved(image, kind, exif=exif, comment=b"kdo to fotil")
            cleaned = opened(normalise(data))
            assert not cleaned.getexif()
            assert not {"exif", "comment", "xmp"} & set(cleaned.info)


def test_large_picture_fits_a4_at_300_dpi() -> None:
    picture = normalise(saved(photo(4000, 1000), "JPEG"))
    assert (picture.width_px, picture.height_px) == (MAX_SIDE_PX, 877)


def test_kind_is_told_by_content_not_by_name() -> None:
    """Nothing but bytes goes in, so `foto.jpg` may be a PNG; HTML after the picture is left out."""
    picture = normalise(saved(drawing(), "PNG") + b"<script>alert(1)</script>")
    assert b"script" not in picture.data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a<script>",
        b"<!doctype html><p>",
        b"%PDF-1.7",
        saved(drawing(), "BMP"),
        b"\0" * 99,
    ],
)
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(PictureError) as error:
        normalise(data)
    assert error.value.sentence == UNKNOWN


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_half_a_picture_is_refused(kind: str) -> None:
    """Even after WeasyPrint, which tells Pillow to be content with halves."""
    import weasyprint  # noqa: F401

    data = saved(photo(), kind)
    for use in (normalise, examine):
        with pytest.raises(PictureError) as error:
            use(data[: len(data) // 2])
        assert error.value.sentence == DAMAGED


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
def test_decompression_bomb_is_refused_before_it_unpacks() -> None:
    """900 megapixels in 109 kB: the process stays under 200 MB."""
    script = (
        "import pathlib, re, sys\n"
        "from mitdomov.magazine.pictures import PictureError, normalise\n"
        "try:\n    normalise(sys.stdin.buffer.read())\n"
        "except PictureError as error:\n    print(error.sentence)\n"
        # Not getrusage: its peak includes the process that started this one.
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', status)[1])\n"
    )
    data = bomb(30_000, 30_000)
    done = subprocess.run(
        [sys.executable, "-c", script], input=data, capture_output=True, check=True
    )
    sentence, memory_kb = done.stdout.decode().splitlines()
    assert len(data) < 120_000
    assert sentence == TOO_MANY_PIXELS
    assert int(memory_kb) < 200_000


@pytest.mark.parametrize(("width", "height"), [(8000, 5001), (10_000, 10_000), (40_000_001, 1)])
def test_limit_is_forty_megapixels(width: int, height: int) -> None:
    """Pillow warns from 89 megapixels and refuses from 179; the limit is ours."""
    with pytest.raises(PictureError) as error:
        examine(bomb(width, height))
    assert error.value.sentence == TOO_MANY_PIXELS


def test_damaged_pictures_are_refused_or_safe() -> None:
    """Of 2,000 mutants none raises anything but `PictureError`."""
    chance = random.Random(20300314)  # noqa: S311 - the same mutants every time
    healthy = [
        saved(drawing(), "PNG"),
        saved(drawing("P"), "PNG"),
        saved(photo(), "JPEG"),
        saved(photo(), "WEBP"),
    ]
    refused = 0
    for _ in range(2000):
        mutant = bytearray(chance.choice(healthy))
        for _ in range(chance.randint(1, 8)):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        try:
            assert opened(normalise(bytes(mutant))).info.keys() <= {"jfif", "jfif_version"} | {
                "jfif_unit",
                "jfif_density",
            }
        except PictureError:
            refused += 1
    assert 0 < refused < 2000
