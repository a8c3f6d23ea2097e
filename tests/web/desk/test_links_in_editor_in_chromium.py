"""What words of a text lead to or say of themselves: links, footnotes, another language."""

from playwright.sync_api import Browser, expect

from mitdomov.document.tree import (
    Footnote,
    Italic,
    Language,
    Link,
    Text,
    plain,
)
from mitdomov.document.walk import footnotes, links
from tests.web.desk.editor_in_chromium import Desk, desk
from tests.web.served import Site


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
