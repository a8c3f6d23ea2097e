"""Texts of an issue stay texts in every medium, whatever an editor or author pastes into them."""

import json
import re
from dataclasses import replace

import pytest

from mitdomov.document.tree import Document, Footnote, Paragraph, Text
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.letter.letter import render_letter
from mitdomov.render.letter.slots import SlotError
from mitdomov.render.pdf.facts import PdfFacts
from mitdomov.render.web.edition import render_web
from tests.render.hostile import poisoned
from tests.render.pages import PUBLIC_URL, elements, page, words

PDF = PdfFacts(pages=84, size_bytes=1_200_000)
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{7*7}}{% raw %}",
    "</style></title><svg/onload=alert(1)>",
    "<!--[if mso]>--><![CDATA[",
    "&lt;b&gt; & &amp;",
]


def pages_of(snapshot: Snapshot) -> dict[str, str]:
    letter = render_letter(snapshot, public_url=PUBLIC_URL, pdf=PDF)
    web = render_web(snapshot, public_url=PUBLIC_URL, pdf=PDF)
    html = {path: data.decode() for path, data in web.items() if path.endswith(".html")}
    return {"email.html": letter.html, **html}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_is_shown_and_does_nothing(small_snapshot: Snapshot, payload: str) -> None:
    """The same elements and attributes as with a harmless text, and the text for the reader."""
    harmless = pages_of(poisoned(small_snapshot, "neškodně "))
    expected = {path: _skeleton(html) for path, html in harmless.items()}
    for path, html in pages_of(poisoned(small_snapshot, payload)).items():
        assert _skeleton(html) == expected[path], path
        assert " ".join(payload.split()) in words(page(html)), path


def test_a_template_in_a_text_is_no_template(small_snapshot: Snapshot) -> None:
    letter = render_letter(poisoned(small_snapshot, "{{7*7}}"), public_url=PUBLIC_URL, pdf=None)
    assert "{{7*7}}" in letter.text
    assert "{{7*7}}" in letter.subject
    assert "49" not in letter.text


def test_a_text_letter_holds_hostile_text_as_it_is(small_snapshot: Snapshot) -> None:
    hostile = poisoned(small_snapshot, "<b>&")
    letter = render_letter(hostile, public_url=PUBLIC_URL, pdf=None)
    assert "<b>&" in letter.text
    assert not re.search(r"&(amp|lt|gt|quot|#\d+);", letter.text)


@pytest.mark.parametrize("forged", ["⟦unsubscribe⟧", "⟦"])
def test_a_text_that_poses_as_a_slot_stops_the_letter(
    small_snapshot: Snapshot, forged: str
) -> None:
    body = Document((Paragraph((Text("v poznámce"), Footnote((Text(forged),)))),))
    first = replace(small_snapshot.issue.articles[0], body=body)
    issue = replace(small_snapshot.issue, articles=(first, *small_snapshot.issue.articles[1:]))
    with pytest.raises(SlotError, match="odstraňte"):
        render_letter(replace(small_snapshot, issue=issue), public_url=PUBLIC_URL, pdf=None)


def test_a_subject_is_one_line(small_snapshot: Snapshot) -> None:
    issue = replace(small_snapshot.issue, theme="Klíče\r\nBcc: jiny@mitdomov.example")
    letter = render_letter(replace(small_snapshot, issue=issue), public_url=PUBLIC_URL, pdf=None)
    assert letter.subject == "[Ukázka] Mít domov 1/2030: Klíče Bcc: jiny@mitdomov.example"


def _skeleton(html: str) -> list[tuple[str, tuple[str, ...]]]:
    tree = page(html)
    assert not list(elements(tree, "iframe", "object", "embed", "form"))
    for script in elements(tree, "script"):  # data for machines, which no browser runs
        assert script.get("type") == "application/ld+json"
        assert isinstance(json.loads(script.text or ""), dict | list)
    return [(str(each.tag), tuple(sorted(each.keys()))) for each in tree.iter()]
