"""The editor under a strict policy: typing, marks, the toolbar, undoing, all by keyboard."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Browser, Route, expect

from mitdomov.accounts.roles import Role
from mitdomov.document.editor_json import read, write
from mitdomov.document.tree import (
    Bold,
    Document,
    Heading,
    Italic,
    ItemList,
    Paragraph,
    Subscript,
    Superscript,
    Text,
    plain,
)
from tests.document.document_strategies import documents
from tests.web.desk.articles_of_site import now_in, pool_article
from tests.web.desk.editor_in_chromium import Desk, bare, desk, text
from tests.web.in_chromium import put_axe_into, sign_in, violations, window
from tests.web.served import Site


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
    opened.await_kept(
        lambda: bare(opened.kept()) == [text("Druhý první"), text("Obec koupila byty.")]
    )
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
