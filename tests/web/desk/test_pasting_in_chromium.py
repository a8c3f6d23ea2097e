"""What other programs put on the clipboard comes into the text as the magazine knows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
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


def test_what_changes_the_meaning_of_words_is_told(opened: Desk) -> None:
    blocks, said = pasted(
        opened,
        "<p>Platí <s>od ledna</s> <u>od března</u>, <a href='javascript:alert(1)'>tady</a>.</p>"
        "<p>Viz <a href='https://obec.example/'><u>obec</u></a>.</p>"
        "<table><tr><th>Kdo</th><th>Kdy</th></tr>"
        "<tr><td><p>obec</p><p>kraj</p></td><td>dnes</td></tr></table>",
    )
    assert blocks[0] == text("Platí od ledna od března, tady.")
    for lost in (
        "přeškrtnutí (slova v textu zůstala, zkontrolujte je)",
        "podtržení",
        "1 adresa odkazu (vede jinam než na web, e-mail nebo telefon; slova zůstala)",
        "hranice odstavců v 1 buňce tabulky",
    ):
        assert lost in said
    _, links_alone = pasted(opened, "<p>Viz <a href='https://obec.example/'><u>obec</u></a>.</p>")
    assert "podtržení" not in links_alone


def word_item(words: str, mark: str, level: int = 1, tag: str = "p") -> str:
    """A paragraph of a list as Word puts it on the clipboard."""
    return (
        f"<{tag} class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0\nlevel{level} lfo1'>"
        "<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>"
        f"{mark}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span>"
        f"<![endif]>{words}<o:p></o:p></{tag}>"
    )


def test_lists_of_word_count_as_word_showed_them(opened: Desk) -> None:
    blocks, said = pasted(
        opened,
        word_item("a", "1.")
        + word_item("b", "1.3", 2)
        + word_item("c", "1.4", 2)
        + "<!--[if gte vml 1]>nic<![endif]-->"
        + word_item("d", "2.")
        + word_item("e", "1.")
        + word_item("f", "c)", 3)
        + word_item("g", "ii)", 2),
    )
    assert blocks == [
        ItemList(
            (
                (text("a"), ItemList(((text("b"),), (text("c"),)), is_ordered=True, start=3)),
                (text("d"),),
            ),
            is_ordered=True,
        ),
        ItemList(
            (
                (
                    text("e"),
                    ItemList(((text("f"),),), is_ordered=True, start=3),
                    ItemList(((text("g"),),), is_ordered=True, start=2),
                ),
            ),
            is_ordered=True,
        ),
    ]
    assert "písmena a vícemístná čísla seznamů" in said


def test_marks_of_word_are_neither_words_of_headings_nor_lost_with_their_words(
    opened: Desk,
) -> None:
    bare_mark = (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]-->"
        "<span>2.<span>&nbsp;&nbsp;</span></span><!--[endif]--><span>bod</span></p>"
    )
    blocks, said = pasted(
        opened,
        word_item("Jak začít", "1.1", 1, "h2")
        + bare_mark
        + word_item("Každý má právo.", "Článek 3")
        + word_item("Nadpis", "·", 1, "h2"),
    )
    assert blocks == [
        Heading(2, (Text("Jak začít"),)),
        ItemList(((text("bod"),),), is_ordered=True, start=2),
        text("Článek 3 Každý má právo."),
        Heading(2, (Text("Nadpis"),)),
    ]
    assert "čísla mezititulků" in said


def test_what_word_draws_on_a_page_becomes_words_or_is_told(opened: Desk) -> None:
    font = "mso-char-type:symbol;mso-symbol-font-family:"
    blocks, said = pasted(
        opened,
        "<p class=MsoToc1><a href='#_Toc1'>Úvod<span style='mso-tab-count:1'>.</span>1</a></p>"
        "<div style='mso-element:dropcap-dropped'><table><tr><td><p class=MsoNormal "
        "style='mso-element:dropcap-dropped'><span>B<o:p></o:p></span></p></td></tr></table></div>"
        f"<p class=MsoNormal>yt <span style='font-family:Wingdings;{font}Wingdings'>"
        f"<span style='{font}Wingdings'>à</span></span> domov,"
        "<span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp; </span>"
        f"<span style='{font}Symbol'>D</span> a <span style='{font}Webdings'>k</span>"
        "<span style='display:none;mso-hide:all'>tajné</span>konec.</p>"
        "<p class=MsoNormal><v:shape><v:imagedata src='file:///C:/a.jpg'/></v:shape></p>",
    )
    assert blocks == [text("Byt → domov, Δ a konec.")]
    for lost in ("obsah dokumentu", "skrytý text", "znaky symbolových písem", "1 obrázek"):
        assert lost in said


def test_a_title_of_word_is_offered_as_the_title(opened: Desk) -> None:
    blocks, _ = pasted(opened, "<p class=MsoTitle>Byty pro rodiny</p><p class=MsoNormal>Text.</p>")
    assert blocks == [Heading(2, (Text("Byty pro rodiny"),)), text("Text.")]
    offer = opened.page.get_by_role("button", name="Použít „Byty pro rodiny“ jako titulek")
    offer.press("Enter")
    title = opened.page.get_by_label("Titulek", exact=True)
    expect(title).to_be_focused()
    expect(title).to_have_value("Byty pro rodiny")
    expect(offer).to_be_hidden()
    opened.await_kept(lambda: bare(opened.kept()) == [text("Text.")])


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
