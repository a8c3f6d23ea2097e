"""The media library in a real browser: dropping files, cropping by pointer and by keyboard."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from mitdomov.accounts.roles import Role
from mitdomov.editorial.media.library import add_picture
from mitdomov.editorial.media.model import MediaItem
from tests.hostile_pictures import DANGEROUS_DRAWINGS, NO_PICTURES, jpeg, png
from tests.web.in_chromium import chromium, put_axe_into, served, sign_in, violations, window
from tests.web.served import Site

_DROP = """async ([selector, files]) => {
  const transfer = new DataTransfer();
  for (const [name, type, bytes] of files) {
    transfer.items.add(new File([new Uint8Array(bytes)], name, {type}));
  }
  const target = document.querySelector(selector);
  for (const kind of ["dragenter", "dragover", "drop"]) {
    const options = {dataTransfer: transfer, bubbles: true, cancelable: true};
    target.dispatchEvent(new DragEvent(kind, options));
  }
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def desk(site: Site, browser: Browser) -> Iterator[tuple[str, Page]]:
    complaints: list[str] = []
    with served(site) as url, window(browser) as page:
        page.set_default_timeout(15_000)
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        sign_in(page, site, url, Role.EDITOR)
        yield url, page
    refusals = re.compile(r"422 \(UNPROCESSABLE")
    assert [each for each in complaints if not refusals.search(each)] == []


def item_of(site: Site, file: str) -> MediaItem:
    with site.store.reading() as session:
        return session.scalars(select(MediaItem).where(MediaItem.file == file)).one()


def added(site: Site, data: bytes, name: str) -> MediaItem:
    item = add_picture(site.store, data, name=name, by=None, at=site.scene.clock())
    assert isinstance(item, MediaItem)
    return item


def test_dropped_files_are_uploaded_each_with_its_answer(
    site: Site, desk: tuple[str, Page]
) -> None:
    url, page = desk
    page.goto(f"{url}/redakce/media/")
    files = [
        ("Dům.jpg", "image/jpeg", list(jpeg())),
        ("Plán.png", "image/png", list(png())),
        ("zlo.svg", "image/svg+xml", list(DANGEROUS_DRAWINGS["script"])),
        ("zlo.gif", "image/gif", list(NO_PICTURES["polyglot"])),
    ]
    page.evaluate(_DROP, ["[data-upload]", files])
    rows = page.locator("[data-upload-list] li")
    expect(rows.filter(has_text="nahráno jako dum.jpg")).to_have_count(1)
    expect(rows.filter(has_text="nahráno jako plan.png")).to_have_count(1)
    expect(rows.filter(has_text="obsahuje prvek <script>")).to_have_count(1)
    expect(rows.filter(has_text="Není to obrázek")).to_have_count(1)
    onward = page.get_by_role("link", name="Doplnit popisy a autory")
    expect(onward).to_be_focused()
    expect(page.locator(".media-grid").get_by_text("plan.png", exact=True)).to_be_visible()
    onward.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Popisy a autoři obrázků")
    page.get_by_label("Autor pro všechny").fill("Jana Ukázková")
    page.get_by_label("Licence pro všechny").fill("CC BY 4.0")
    page.get_by_role("button", name="Uložit").click()
    expect(page.get_by_text("Obrázky jsou připravené k použití.")).to_be_visible()
    assert item_of(site, "plan.png").credit == "Jana Ukázková"


def test_chosen_file_is_uploaded_and_no_picture_runs_anything(
    site: Site, desk: tuple[str, Page]
) -> None:
    url, page = desk
    page.goto(f"{url}/redakce/media/")
    page.get_by_label("Nahrát obrázky").set_input_files(
        {"name": "Schodiště.png", "mimeType": "image/png", "buffer": png() + b"<script>alert(1)"}
    )
    expect(page.get_by_text("nahráno jako schodiste.png")).to_be_visible()
    item = item_of(site, "schodiste.png")
    answer = page.request.get(f"{url}/redakce/media/{item.id}/obrazek")
    assert answer.ok
    assert b"script" not in answer.body()


def test_upload_and_crop_need_no_script(site: Site, browser: Browser) -> None:
    with served(site) as url, window(browser, java_script_enabled=False) as page:
        sign_in(page, site, url, Role.EDITOR)
        page.goto(f"{url}/redakce/media/")
        page.get_by_label("Nahrát obrázky").set_input_files(
            {"name": "a.png", "mimeType": "image/png", "buffer": png()}
        )
        page.get_by_role("button", name="Nahrát", exact=True).click()
        page.get_by_label("Autor", exact=True).fill("Jana")
        page.get_by_label("Licence", exact=True).fill("CC0")
        page.get_by_role("button", name="Uložit").click()
        page.get_by_role("link", name="a.png", exact=True).click()
        page.get_by_label("Šířka").fill("50")
        page.get_by_role("button", name="Uložit výřez").click()
        expect(page.get_by_text("Výřez je uložený.")).to_be_visible()
    assert item_of(site, "a.png").width_px == 60


def test_crop_is_made_by_keyboard_alone(site: Site, desk: tuple[str, Page]) -> None:
    """Arrows move the frame, with Shift they size it; the point has its own."""
    url, page = desk
    item = added(site, png(800, 400), "dum.png")
    page.goto(f"{url}/redakce/media/{item.id}")
    frame = page.get_by_role("group", name=re.compile("Výřez"))
    frame.focus()
    for _ in range(50):
        page.keyboard.press("Shift+ArrowLeft")
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Zleva", exact=True)).to_have_value("10")
    expect(page.get_by_label("Šířka")).to_have_value("50")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Střed shora")).to_have_value("49")
    page.get_by_role("button", name="Uložit výřez").press("Enter")
    expect(page.get_by_text("Výřez je uložený.")).to_be_visible()
    cropped = item_of(site, "dum.png")
    assert (cropped.crop_left, cropped.crop_width, cropped.focus_y) == (0.1, 0.5, 0.49)
    assert (cropped.width_px, cropped.height_px) == (400, 400)


def test_crop_is_drawn_by_pointer(site: Site, desk: tuple[str, Page]) -> None:
    url, page = desk
    item = added(site, png(800, 400), "dum.png")
    page.goto(f"{url}/redakce/media/{item.id}")
    stage = page.locator("[data-crop-stage]")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 0.1 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.9 * box["height"], steps=4)
    page.mouse.up()
    width = float(page.get_by_label("Šířka").input_value())
    assert width == pytest.approx(30, abs=1)
    page.get_by_role("button", name="Uložit výřez").click()
    expect(page.get_by_text("Výřez je uložený.")).to_be_visible()
    cropped = item_of(site, "dum.png")
    shown = Image.open(BytesIO(site.store.blobs.get(cropped.sha256))).convert("RGB")
    assert shown.getcolors() == [(shown.width * shown.height, (0, 0, 128))]


def test_axe_finds_nothing_in_any_light_or_width(site: Site, browser: Browser) -> None:
    item = added(site, jpeg(900, 600), "dum.jpg")
    used = item_of(site, "klic.png")
    paths = ["", "?hledat=nic", "?filtr=smazane", f"popisky?id={item.id}&id={used.id}"]
    found = {}
    with served(site) as url, window(browser, bypass_csp=True, reduced_motion="reduce") as page:
        sign_in(page, site, url, Role.EDITOR)
        for path in [*paths, str(item.id), str(used.id)]:
            page.goto(f"{url}/redakce/media/{path}", wait_until="networkidle")
            put_axe_into(page)
            found[path, "wide"] = violations(page)
            page.emulate_media(color_scheme="dark")
            found[path, "dark"] = violations(page)
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": 320, "height": 900})
            found[path, "narrow"] = violations(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
            page.set_viewport_size({"width": 1280, "height": 900})
    assert {key: each for key, each in found.items() if each} == {}
