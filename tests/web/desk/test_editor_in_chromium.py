"""The editor under a strict policy: typing, the toolbar and the dialogs, all by keyboard."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from PIL import Image
from playwright.sync_api import Browser, Route, expect

from mitdomov.accounts.roles import Role
from mitdomov.document.editor_json import read, write
from mitdomov.document.tree import (
    Bold,
    Callout,
    Document,
    Embed,
    Footnote,
    Heading,
    Italic,
    ItemList,
    Language,
    Link,
    Paragraph,
    PullQuote,
    Quote,
    Subscript,
    Superscript,
    Table,
    Text,
    plain,
)
from mitdomov.document.walk import footnotes, links
from tests.document.document_strategies import documents
from tests.web.desk.articles_of_site import now_in, pool_article
from tests.web.desk.editor_in_chromium import Desk, bare, desk, text
from tests.web.in_chromium import put_axe_into, sign_in, violations, window
from tests.web.served import Site


@pytest.fixture
def opened(browser: Browser, module_site: Site, url: str) -> Iterator[Desk]:
    """An article of one paragraph; nothing may break the policy or the script."""
    with desk(browser, module_site, url, "Obec koupila byty.") as found:
        yield found
        assert found.complaints == []


def test_typing_is_saved_and_keeps_ids(opened: Desk) -> None:
    (before,) = opened.kept().blocks
    opened.write(" Další hledá.")
    opened.press("Enter")
    opened.page.keyboard.type("Druhý odstavec.")
    opened.await_saved()
    first, second = opened.kept().blocks
    assert first == Paragraph((Text("Obec koupila byty. Další hledá."),), before.id)
    assert plain(second.content) == "Druhý odstavec."
    assert second.id not in {"", before.id}


def test_marks_by_keys(opened: Desk) -> None:
    opened.text.click()
    opened.press("Control+a", "Delete")
    for key, words in (
        ("Control+b", "a"),
        ("Control+i", "b"),
        ("Control+.", "c"),
        ("Control+,", "d"),
    ):
        opened.press(key)
        opened.page.keyboard.type(words)
        opened.press(key)
    opened.await_saved()
    (block,) = opened.kept().blocks
    assert block.content == (
        Bold((Text("a"),)),
        Italic((Text("b"),)),
        Superscript((Text("c"),)),
        Subscript((Text("d"),)),
    )


def test_headings_and_lists_by_keys(opened: Desk) -> None:
    opened.write("")
    opened.press("Control+Enter", "Control+Shift+2")
    opened.page.keyboard.type("Titulek")
    opened.press("Enter", "Control+Shift+8")
    opened.page.keyboard.type("jedna")
    opened.press("Enter", "Tab")
    opened.page.keyboard.type("vnořená")
    opened.press("Enter", "Shift+Tab")
    opened.page.keyboard.type("dvě")
    opened.await_saved()
    nested = ItemList(((text("vnořená"),),))
    assert bare(opened.kept())[1:] == [
        Heading(2, (Text("Titulek"),)),
        ItemList(((text("jedna"), nested), (text("dvě"),))),
    ]


def test_a_date_begins_no_list(opened: Desk) -> None:
    opened.write("")
    opened.press("Enter")
    opened.page.keyboard.type("14. května začala oprava.")
    opened.await_saved()
    assert bare(opened.kept())[1] == text("14. května začala oprava.")


def test_a_block_is_moved_by_keys(opened: Desk) -> None:
    opened.write("")
    opened.press("Enter")
    opened.page.keyboard.type("Druhý")
    opened.press("Alt+ArrowUp")
    opened.page.keyboard.type(" první")
    opened.await_saved()
    opened.page.wait_for_timeout(1200)
    opened.await_saved()
    assert bare(opened.kept()) == [text("Druhý první"), text("Obec koupila byty.")]
    opened.press("Alt+ArrowUp", "Alt+ArrowDown", "Alt+ArrowDown")
    expect(opened.page.locator(".ProseMirror p").first).to_have_text("Obec koupila byty.")


def test_lists_go_no_deeper_than_print_bears(opened: Desk) -> None:
    opened.write("")
    opened.press("Control+Shift+8")
    for _ in range(12):
        opened.press("Enter")
        opened.page.keyboard.type("x")
        opened.press("Tab")
    opened.await_saved()
    depth, (block, *_) = 0, opened.kept().blocks
    while isinstance(block, ItemList):
        depth += 1
        block = block.items[-1][-1]
    assert depth == 8
    expect(opened.page.locator("[data-notices]")).to_be_hidden()


def test_the_toolbar_is_one_stop_with_arrows_inside(opened: Desk) -> None:
    opened.text.click()
    opened.press("Alt+F10")
    expect(opened.tool("Odstavec")).to_be_focused()
    opened.press("ArrowRight", "Enter")
    expect(opened.tool("Mezititulek")).to_have_attribute("aria-pressed", "true")
    opened.press("Alt+F10")
    expect(opened.tool("Mezititulek")).to_be_focused()
    opened.press("ArrowLeft", "ArrowLeft")
    expect(opened.tool("Klávesy")).to_be_focused()
    opened.press("Home")
    expect(opened.tool("Odstavec")).to_be_focused()
    stops = opened.page.locator("#lista button[tabindex='0']")
    expect(stops).to_have_count(1)
    opened.press("Escape")
    expect(opened.text).to_be_focused()


def test_the_text_can_be_left_by_keyboard(opened: Desk) -> None:
    opened.write("")
    opened.press("Enter", "Control+Shift+8")
    opened.page.keyboard.type("položka")
    opened.press("Escape", "Tab")
    expect(opened.text).not_to_be_focused()


def test_what_is_typed_before_the_editor_is_there_is_saved_too(
    browser: Browser, module_site: Site, url: str
) -> None:
    number = pool_article(module_site, "Obec koupila tři byty.")
    late: list[Route] = []
    with window(browser) as page:
        sign_in(page, module_site, url, Role.EDITOR)
        page.route(re.compile(r"/editor[^/]*[.]js"), lambda route: late.append(route))  # noqa: PLW0108 - it looks at the function
        page.goto(f"{url}/redakce/clanek/{number}/", wait_until="commit")
        page.get_by_label("Perex").fill("Psáno hned.")
        late[0].continue_()
        opened = Desk(page, module_site, number)
        expect(page.locator("#psani")).to_have_attribute("data-ready", "yes")
        opened.await_saved()
    assert now_in(module_site, number).perex == "Psáno hned."


def test_a_link_by_keyboard(opened: Desk) -> None:
    opened.write(" ")
    opened.press("Control+k")
    opened.page.get_by_label("Adresa", exact=True).fill("javascript:alert(1)")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#dialog-odkaz [data-problem]")).to_contain_text("https://")
    opened.page.get_by_label("Adresa", exact=True).fill("obec.example/byty")
    opened.page.get_by_label("Slova odkazu").fill("na webu")
    opened.page.keyboard.press("Enter")
    expect(opened.text).to_be_focused()
    opened.await_saved()
    assert links(opened.kept()) == (Link("https://obec.example/byty", (Text("na webu"),)),)


def test_a_link_to_a_heading_is_chosen_by_its_words(opened: Desk) -> None:
    opened.write("")
    opened.press("Enter", "Control+Shift+2")
    opened.page.keyboard.type("Kolik to stálo")
    opened.press("Enter")
    opened.press("Control+k")
    opened.page.get_by_label("Kam odkaz vede").select_option("Kolik to stálo")
    expect(opened.page.get_by_label("Adresa", exact=True)).to_be_hidden()
    opened.page.get_by_role("button", name="Použít").press("Enter")
    expect(opened.text).to_be_focused()
    opened.page.keyboard.type(" víme.")
    opened.await_saved()
    _, heading, line = opened.kept().blocks
    (link,) = links(opened.kept())
    assert link == Link(f"#{heading.id}", (Text("Kolik to stálo"),))
    assert plain(line.content) == "Kolik to stálo víme."
    opened.press("Home", "ArrowRight", "Control+k")
    expect(opened.page.get_by_label("Kam odkaz vede")).to_have_value(link.href)


def test_a_link_to_another_article_is_chosen_by_its_title(
    browser: Browser, module_site: Site, url: str
) -> None:
    with desk(browser, module_site, url, article=1) as opened:
        opened.write("")
        opened.press("Control+Enter", "Control+k")
        choice = opened.page.get_by_label("Kam odkaz vede")
        option = choice.locator("optgroup[label='Články čísla'] option").first
        title, slug = option.text_content() or "", option.get_attribute("value")
        choice.select_option(title)
        opened.page.get_by_role("button", name="Použít").click()
        opened.await_saved()
        assert Link(slug or "", (Text(title),)) in links(opened.kept())
        assert opened.complaints == []


def test_a_footnote_is_written_edited_and_removed_by_keyboard(opened: Desk) -> None:
    opened.write("")
    opened.press("Control+Shift+f")
    expect(opened.page.get_by_role("textbox", name="Text poznámky")).to_be_focused()
    opened.page.keyboard.type("Zákon ")
    opened.press("Control+i")
    opened.page.keyboard.type("o službách")
    opened.press("Enter")
    expect(opened.text).to_be_focused()
    opened.await_saved()
    assert footnotes(opened.kept()) == (Footnote((Text("Zákon "), Italic((Text("o službách"),)))),)
    opened.page.get_by_role("button", name="Upravit poznámku 1").click()
    expect(opened.page.get_by_role("textbox", name="Text poznámky")).to_be_focused()
    opened.page.keyboard.type("!")
    opened.press("Enter")
    expect(opened.page.locator("#poznamky li")).to_contain_text("Zákon o službách!")
    opened.page.get_by_role("button", name="Upravit poznámku 1").click()
    opened.page.get_by_role("button", name="Odstranit poznámku").click()
    expect(opened.page.locator("#poznamky")).to_be_hidden()


def test_words_in_another_language(opened: Desk) -> None:
    opened.write("")
    opened.press("Enter")
    opened.page.keyboard.type("Housing First")
    opened.press("Control+Shift+ArrowLeft", "Control+Shift+ArrowLeft", "Control+Shift+l")
    opened.page.get_by_role("button", name="Označit").click()
    opened.await_saved()
    assert opened.kept().blocks[1].content == (Language("en", (Text("Housing First"),)),)


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
    opened.page.locator(".choice-picture", has_text="klic.png").click()
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
    expect(opened.page.get_by_role("radio", name="novy-dum.png")).to_be_checked()
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
    expect(opened.page.get_by_role("radio", name=f"{colour}.png")).to_be_checked()
    opened.page.get_by_label("Popis pro toho, kdo obrázek nevidí").fill("Plocha")
    opened.page.get_by_role("button", name="Vložit obrázek").click()
    opened.await_saved()
    words, figure = opened.kept().blocks
    assert (plain(words.content), figure.picture) == ("Obec koupila byty.", f"{colour}.png")


def test_arrows_choose_a_picture_and_enter_opens_it(opened: Desk) -> None:
    opened.write("")
    opened.tool("Obrázek").click()
    opened.page.locator(".choice-picture", has_text="klic.png").click()
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


def test_a_full_title_is_told_and_the_longest_word_widens_no_page(
    browser: Browser, module_site: Site, url: str
) -> None:
    with desk(browser, module_site, url, "x", width=360) as opened:
        title, said = (
            opened.page.get_by_label("Titulek", exact=True),
            opened.page.locator("#hlaseni"),
        )
        title.fill("n" * 299)
        title.press("End")
        opened.page.keyboard.insert_text("nn")
        expect(said).to_contain_text("Titulek má nejvýš 300 znaků")
        opened.press("Backspace")
        expect(said).to_be_hidden()
        opened.await_saved()
        for path in ("/redakce/", "/redakce/clanky/", *of_article(opened.article)):
            opened.page.goto(f"{url}{path}")
            wide = "document.documentElement.scrollWidth > innerWidth"
            assert not opened.page.evaluate(wide), path


def test_undo_and_redo(opened: Desk) -> None:
    opened.write(" Omyl.")
    opened.press("Control+z")
    expect(opened.text).not_to_contain_text("Omyl.")
    opened.press("Control+y")
    expect(opened.text).to_contain_text("Omyl.")


_THROUGH = """json => {
  const { editor } = document.querySelector(".sheet-of-paper .ProseMirror");
  editor.schema.nodeFromJSON(json).check();
  editor.commands.setContent(json, { emitUpdate: false });
  return editor.getJSON();
}"""


def test_every_document_survives_the_editor(browser: Browser, module_site: Site, url: str) -> None:
    """What the editor is given and gives back says the same; marks stand in the editor's order."""
    with desk(browser, module_site, url, "x") as opened:

        @given(documents)
        @settings(
            max_examples=40,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        )
        def survives(document: Document) -> None:
            sent = write(document)
            back = opened.page.evaluate(_THROUGH, sent)
            assert read(back) == read(ordered(sent))

        survives()


def ordered(node: object) -> object:
    """With marks as the editor's schema orders them."""
    ranks = ["link", "language", "bold", "italic", "subscript", "superscript"]
    if isinstance(node, list):
        return [ordered(each) for each in node]
    if not isinstance(node, dict):
        return node
    found = {name: ordered(value) for name, value in node.items()}
    if "marks" in found:
        found["marks"] = sorted(node["marks"], key=lambda mark: ranks.index(mark["type"]))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_no_violation(
    browser: Browser, module_site: Site, url: str, scheme: str, width: int
) -> None:
    options: dict[str, Any] = {"color_scheme": scheme, "bypass_csp": True}
    with desk(browser, module_site, url, article=2, width=width, **options) as opened:
        put_axe_into(opened.page)
        found = violations(opened.page)
        opened.text.click()
        for name in ("Odkaz", "Poznámka", "Obrázek", "Tabulka", "Záznam", "Cizí jazyk", "Klávesy"):
            opened.tool(name).click()
            found += [f"{name}: {each}" for each in violations(opened.page)]
            opened.press("Escape")
        for path in ("/redakce/clanky/", "/redakce/clanky/novy", *of_article(2)):
            opened.page.goto(f"{url}{path}")
            put_axe_into(opened.page)
            found += [f"{path}: {each}" for each in violations(opened.page)]
            wide = "document.documentElement.scrollWidth > innerWidth"
            assert not opened.page.evaluate(wide), path
    assert found == []


def of_article(number: int) -> list[str]:
    return [f"/redakce/clanek/{number}/{path}" for path in ("", "udaje", "historie", "historie/1")]
