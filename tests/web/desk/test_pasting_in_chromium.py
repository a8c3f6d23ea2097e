"""What other programs put on the clipboard comes into the text as the magazine knows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from mitdomov.document.tree import (
    Bold,
    Callout,
    Footnote,
    Heading,
    Italic,
    ItemList,
    Link,
    Paragraph,
    Superscript,
    Table,
    Text,
)
from mitdomov.editorial.article_model import ArticleRecord
from tests.web.desk.editor_in_chromium import Desk, bare, desk, text
from tests.web.served import Site


@pytest.fixture
def opened(browser: Browser, module_site: Site, url: str) -> Iterator[Desk]:
    """An article of one paragraph; nothing may break the policy or the script."""
    with desk(browser, module_site, url, "Obec koupila byty.") as found:
        yield found
        assert found.complaints == []


def clipboard(program: str) -> str:
    """What the program puts on the clipboard: HTML with its own ways."""
    return (Path(__file__).parent / "clipboards" / f"{program}.html").read_text(encoding="utf-8")


def pasted(opened: Desk, html: str) -> tuple[list[object], str]:
    """What stays of the clipboard in an empty article, and what is said of it."""
    opened.text.click()
    opened.press("Control+a", "Delete")
    opened.paste(html)
    opened.await_saved()
    return bare(opened.kept()), opened.page.locator("#hlaseni [data-words]").inner_text()


def test_a_text_of_word_is_pasted(opened: Desk) -> None:
    blocks, said = pasted(opened, clipboard("word"))
    note = Footnote(
        (Text("Zákon č. 108/2006 Sb., o "), Italic((Text("sociálních"),)), Text(" službách."))
    )
    assert blocks == [
        Heading(2, (Text("Jak obec začíná"),)),
        Paragraph(
            (
                *(Text("Obec "), Bold((Text("koupila"),)), Text(" tři byty a ")),
                *(Italic((Text("hledá"),)), Text(" další."), note, Text(" Více na ")),
                *(Link("https://obec.example/byty", (Text("webu obce"),)), Text(" a v plánu.")),
            )
        ),
        Heading(3, (Text("Co je potřeba"),)),
        ItemList(
            (
                (
                    text("peníze"),
                    ItemList(((Paragraph((Text("dotace "), Bold((Text("státu"),)))),),)),
                ),
                (text("lidé"),),
            )
        ),
        ItemList(((text("třetí krok"),), (text("čtvrtý krok"),)), is_ordered=True, start=3),
        Table(
            ((Text("Město"),), (Text("Bytů"),)),
            (((Text("Lipová"),), (Text("37 m"), Superscript((Text("2"),)))),),
        ),
        text("Text s komentářem vložený."),
    ]
    assert "Vložen text z Wordu" in said
    for lost in ("1 obrázek", "1 komentář", "1 smazaný úsek", "1 adresa odkazu", "barvy a písma"):
        assert lost in said


def test_a_text_of_word_in_the_browser_is_pasted(opened: Desk) -> None:
    blocks, said = pasted(opened, clipboard("online"))
    inner = ItemList(((text("vnořený"),),))
    assert blocks == [
        Heading(2, (Text("Úvod"),)),
        ItemList(((text("první"), inner), (text("druhý"),))),
        ItemList(((text("krok dva"),), (text("krok tři"),)), is_ordered=True, start=2),
        Paragraph((Text("Text "), Bold((Text("tučně"),)), Text("."))),
    ]
    assert "z Wordu" in said


def test_a_text_of_libreoffice_is_pasted(opened: Desk) -> None:
    blocks, said = pasted(opened, clipboard("office"))
    assert blocks == [
        Heading(2, (Text("Nájem"),)),
        Paragraph((Text("Platí obec."), Footnote((Text("Podle smlouvy."),)))),
        ItemList(((text("jedna"), ItemList(((text("vnořená"),),))), (text("dvě"),))),
    ]
    assert "z LibreOffice" in said
    assert "1 poznámka" in said


def test_a_text_of_google_docs_is_pasted(opened: Desk) -> None:
    blocks, said = pasted(opened, clipboard("google"))
    assert blocks == [
        Heading(2, (Text("Bydlení"),)),
        Paragraph(
            (Text("Je "), Bold((Text("tučné"),)), Text(" a "), Italic((Text("šikmé"),)), Text("."))
        ),
        ItemList(((text("bod"),),)),
    ]
    assert "z Google Dokumentů" in said


def test_a_hostile_page_is_pasted_as_words(opened: Desk) -> None:
    blocks, said = pasted(opened, clipboard("web"))
    assert blocks == [
        text("Slova odkaz"),
        Callout((text("Jediná buňka."),)),
        Table(
            ((Text("a"),), (), (Text("b"),)),
            (((Text("c"),), (Text("d"),), (Text("e"),)),),
        ),
    ]
    assert "1 adresa odkazu" in said
    assert opened.page.evaluate("window.pwned") is None
    assert opened.page.locator(".ProseMirror img, .ProseMirror script").count() == 0


def test_what_is_copied_in_the_editor_comes_back_whole(
    browser: Browser, module_site: Site, url: str
) -> None:
    """Through the clipboard's HTML: boxes, notes, tables, language marks."""
    with module_site.store.reading() as session:
        query = select(ArticleRecord.id).where(ArticleRecord.slug == "prvni-klice")
        number = session.scalars(query).one()
    with desk(browser, module_site, url, article=number) as source:
        source.text.click()
        source.press("Control+a")
        html = source.page.evaluate(
            """() => { const data = new DataTransfer();
              document.activeElement.dispatchEvent(
                new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true}));
              return data.getData("text/html"); }"""
        )
        expected = bare(source.kept())
        assert source.complaints == []
    with desk(browser, module_site, url, "x") as target:
        blocks, _ = pasted(target, html)
        assert target.complaints == []
    assert blocks == expected
