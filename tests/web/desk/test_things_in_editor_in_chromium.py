"""What stands between paragraphs, put in by the editor: quotes, boxes, tables, pictures."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from mitdomov.document.tree import (
    Callout,
    Embed,
    PullQuote,
    Quote,
    Table,
    Text,
    plain,
)
from tests.web.desk.editor_in_chromium import Desk, bare, text


def test_quotes_boxes_and_back(opened: Desk) -> None:
    opened.text.click()
    opened.tool("Citát").click()
    opened.press("End", "ArrowDown")
    opened.page.keyboard.type("Jana Nová")
    opened.await_saved()
    assert bare(opened.kept()) == [Quote((text("Obec koupila byty."),), (Text("Jana Nová"),))]
    opened.press("Enter")
    opened.page.keyboard.type("Za citátem.")
    opened.tool("Rámeček").click()
    opened.await_saved()
    assert bare(opened.kept())[1] == Callout((text("Za citátem."),))
    opened.tool("Rámeček").click()
    opened.tool("Výrazný citát").click()
    opened.await_saved()
    assert bare(opened.kept())[1] == PullQuote((Text("Za citátem."),))


def test_a_table_by_keyboard(opened: Desk) -> None:
    opened.write("")
    opened.tool("Tabulka").press("Enter")
    opened.page.get_by_label("Řádků pod záhlavím").fill("1")
    opened.page.get_by_label("Sloupců").fill("2")
    opened.press("Enter")
    opened.page.keyboard.type("Ceny")
    opened.press("Enter")
    for words in ("Město", "Bytů", "Lipová", "37", "Dubová", "5"):
        opened.page.keyboard.type(words)
        opened.press("Tab")
    opened.tool("Odstranit řádek").click()
    opened.await_saved()
    header, *rows = ((Text("Město"),), (Text("Bytů"),)), ((Text("Lipová"),), (Text("37"),))
    expected = Table(header, (*rows, ((Text("Dubová"),), (Text("5"),))), (Text("Ceny"),))
    assert bare(opened.kept())[1] == expected
    opened.tool("Odstranit tabulku").click()
    opened.await_saved()
    assert len(opened.kept().blocks) == 1


def test_the_first_row_left_is_the_header(opened: Desk) -> None:
    opened.write("")
    opened.tool("Tabulka").click()
    opened.press("Enter", "Enter")
    opened.page.keyboard.type("první")
    opened.tool("Odstranit řádek").click()
    expect(opened.page.locator(".ProseMirror tr:first-child th")).to_have_count(3)


def test_a_recording(opened: Desk) -> None:
    opened.write("")
    opened.tool("Záznam").click()
    opened.page.get_by_label("Adresa záznamu").fill("http://video.example/1")
    opened.page.get_by_role("button", name="Vložit záznam").click()
    expect(opened.page.locator("#dialog-zaznam [data-problem]")).to_contain_text("https://")
    opened.page.get_by_label("Adresa záznamu").fill("https://video.example/1")
    opened.page.get_by_label("Název záznamu").fill("Webinář")
    opened.page.get_by_role("button", name="Vložit záznam").click()
    opened.await_saved()
    assert bare(opened.kept())[1] == Embed("https://video.example/1", "Webinář")


def test_a_picture_of_the_library(opened: Desk) -> None:
    opened.write("")
    opened.tool("Obrázek").click()
    opened.page.get_by_label("Najít v knihovně").fill("klic")
    opened.page.get_by_role("option", name="klic.png").click()
    opened.page.get_by_label("Popis pro toho, kdo obrázek nevidí").fill("")
    opened.page.get_by_role("button", name="Vložit obrázek").click()
    expect(opened.page.locator("#dialog-obrazek [data-problem]")).to_contain_text("Popište")
    opened.page.get_by_label("Popis pro toho, kdo obrázek nevidí").fill("Klíč")
    opened.page.get_by_role("button", name="Vložit obrázek").click()
    expect(opened.text).to_be_focused()
    opened.page.keyboard.type("Popisek.")
    opened.await_saved()
    figure = opened.kept().blocks[1]
    assert (figure.picture, figure.alt) == ("klic.png", "Klíč")
    assert figure.caption == (Text("Popisek."),)
    image = opened.page.locator(".ProseMirror figure img")
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("each => each.naturalWidth") > 0


def test_a_picture_is_uploaded_into_the_text(opened: Desk) -> None:
    opened.write("")
    opened.tool("Obrázek").click()
    file: Any = {"name": "novy-dum.png", "mimeType": "image/png", "buffer": picture("teal")}
    opened.page.get_by_label("Nahrát nový").set_input_files(file)
    expect(opened.page.locator("#dialog-obrazek")).to_contain_text("novy-dum.png")
    opened.page.get_by_label("Obrázek je dekorativní").check()
    opened.page.get_by_role("button", name="Vložit obrázek").click()
    opened.await_saved()
    figure = opened.kept().blocks[1]
    assert (figure.picture, figure.is_decorative) == ("novy-dum.png", True)


def picture(colour: str) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (40, 30), colour).save(buffer, "PNG")
    return buffer.getvalue()


_CARRY = """([kind, name, bytes, html]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, {type: "image/png"}));
  if (html) data.setData("text/html", html);
  const text = document.querySelector(".ProseMirror");
  const {left, bottom} = text.querySelector("p").getBoundingClientRect();
  const more = {bubbles: true, cancelable: true};
  text.dispatchEvent(kind === "paste"
    ? new ClipboardEvent("paste", {clipboardData: data, ...more})
    : new DragEvent("drop", {dataTransfer: data, clientX: left + 9, clientY: bottom - 4, ...more}));
}"""


@pytest.mark.parametrize(
    ("kind", "colour", "html"),
    [
        ("paste", "olive", ""),
        ("paste", "navy", "<img src='https://web.example/a.png'>"),
        ("drop", "red", ""),
    ],
)
def test_a_picture_pasted_or_dropped_waits_in_the_dialog(
    opened: Desk, kind: str, colour: str, html: str
) -> None:
    opened.write("")
    opened.page.evaluate(_CARRY, [kind, f"{colour}.png", list(picture(colour)), html])
    expect(opened.page.locator("#dialog-obrazek")).to_contain_text(f"{colour}.png")
    opened.page.get_by_label("Popis pro toho, kdo obrázek nevidí").fill("Plocha")
    opened.page.get_by_role("button", name="Vložit obrázek").click()
    opened.await_saved()
    words, figure = opened.kept().blocks
    assert (plain(words.content), figure.picture) == ("Obec koupila byty.", f"{colour}.png")


def test_arrows_choose_a_picture_and_enter_opens_it(opened: Desk) -> None:
    opened.write("")
    opened.tool("Obrázek").click()
    opened.page.get_by_role("option", name="klic.png").click()
    opened.page.get_by_label("Popis pro toho, kdo obrázek nevidí").fill("Klíč")
    opened.page.get_by_role("button", name="Vložit obrázek").click()
    expect(opened.text).to_be_focused()
    opened.page.keyboard.type("Popisek.")
    chosen = opened.page.locator("figure.ProseMirror-selectednode")
    opened.press("ArrowUp")
    expect(chosen).to_have_count(1)
    expect(opened.page.locator("#hlaseni")).to_contain_text("Vybrán je obrázek klic.png (Klíč)")
    opened.press("ArrowUp", "ArrowDown")
    expect(chosen).to_have_count(1)
    opened.page.keyboard.type("x")
    expect(chosen).to_have_count(1)
    opened.press("Enter")
    opened.page.get_by_label("Popis pro toho, kdo obrázek nevidí").fill("Klíč od bytu")
    opened.page.get_by_role("button", name="Upravit obrázek", exact=True).click()
    opened.press("ArrowDown")
    opened.page.keyboard.type("Pod ním: ")
    opened.await_saved()
    words, figure = opened.kept().blocks
    assert (plain(words.content), figure.alt) == ("Obec koupila byty.", "Klíč od bytu")
    assert figure.caption == (Text("Pod ním: Popisek."),)
