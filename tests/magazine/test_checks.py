"""What stands in the way of publishing an issue, and what only harms it.

Each test spoils one thing in an issue that has no findings.
"""

import re
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mitdomov.clock import PRAGUE
from mitdomov.document.markdown.reader import parse
from mitdomov.document.normal import normal
from mitdomov.document.tree import Bold, Document, Paragraph, Text, plain
from mitdomov.magazine.checks import RULES, check
from mitdomov.magazine.findings import Place, Severity
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.model import ArticleType, Cover, Event, Medium, Original, Permission
from mitdomov.typography.czech import typeset
from mitdomov.typography.document import typeset_document

SMALL_ISSUE = Path(__file__).parents[1] / "small_issue" / "1-2030"
EDITORIAL, FEATURE, TRANSLATION, EVENT = range(4)


@cache
def sound() -> IssueFolder:
    folder = read_issue(read_files(SMALL_ISSUE))
    return replace(folder, pictures=dict.fromkeys(folder.pictures, picture_bytes(1000)))


def picture_bytes(width: int) -> bytes:
    stream = BytesIO()
    Image.new("L", (width, 10)).save(stream, "PNG")
    return stream.getvalue()


def with_issue(**changes: Any) -> IssueFolder:
    folder = sound()
    return replace(folder, issue=replace(folder.issue, **changes))


def with_publication(**changes: Any) -> IssueFolder:
    folder = sound()
    return replace(folder, publication=replace(folder.publication, **changes))


def with_help_box(**changes: Any) -> IssueFolder:
    return with_publication(help_box=replace(sound().publication.help_box, **changes))


def with_eu(**changes: Any) -> IssueFolder:
    return with_publication(eu=replace(sound().publication.eu, **changes))


def with_article(index: int, **changes: Any) -> IssueFolder:
    articles = list(sound().issue.articles)
    articles[index] = replace(articles[index], **changes)
    return with_issue(articles=tuple(articles))


def with_body(text: str, index: int = EDITORIAL) -> IssueFolder:
    return with_article(index, body=parse(text))


def with_picture(**changes: Any) -> IssueFolder:
    picture = sound().issue.articles[FEATURE].picture
    assert picture
    return with_article(FEATURE, picture=replace(picture, **changes))


def with_pixels(width: int) -> IssueFolder:
    return replace(sound(), pictures={"fasada.png": picture_bytes(width)})


def with_original(**changes: Any) -> IssueFolder:
    return with_article(TRANSLATION, original=replace(original(), **changes))


def with_permission(**changes: Any) -> IssueFolder:
    permission = original().permission
    assert permission
    return with_original(permission=replace(permission, **changes))


def original() -> Original:
    found = sound().issue.articles[TRANSLATION].original
    assert found
    return found


def found_in(folder: IssueFolder) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.place.file, finding.place.field) for finding in check(folder)]


def codes(folder: IssueFolder) -> set[str]:
    return {finding.code for finding in check(folder)}


PUBLICATION = "publication.toml"
FIRST, SECOND, THIRD, FOURTH = (
    "articles/01-uvodni-slovo.md",
    "articles/02-prvni-klice.md",
    "articles/03-dum-u-reky.md",
    "articles/04-den-otevrenych-dveri.md",
)
BLOCKING = [
    (with_help_box(confirmed_on=None), "help-box-not-confirmed", PUBLICATION),
    (with_help_box(confirmed_by=" "), "help-box-confirmed-by-nobody", PUBLICATION),
    (with_help_box(confirmed_on=date(2033, 3, 1)), "help-box-confirmed-in-future", PUBLICATION),
    (with_eu(registration_number=""), "eu-publicity-incomplete", PUBLICATION),
    (with_eu(project=""), "eu-publicity-incomplete", PUBLICATION),
    (with_eu(statement=""), "eu-publicity-incomplete", PUBLICATION),
    (with_eu(statement="Spolufinancováno EU"), "eu-statement-wrong", PUBLICATION),
    (with_publication(publisher=""), "imprint-incomplete", PUBLICATION),
    (with_publication(seat=""), "imprint-incomplete", PUBLICATION),
    (with_publication(contact_email=""), "imprint-incomplete", PUBLICATION),
    (with_publication(imprint_note="Lorem ipsum dolor"), "placeholder", PUBLICATION),
    (with_body(""), "missing-body", FIRST),
    (with_article(EVENT, event=None), "event-without-time", FOURTH),
    (with_article(TRANSLATION, original=None), "missing-original", THIRD),
    (with_original(permission=None), "missing-permission", THIRD),
    (
        with_original(permission=None, licence="CC BY-NC-ND 4.0"),
        "licence-forbids-translation",
        THIRD,
    ),
    (with_permission(media=(Medium.WEB, Medium.PDF)), "permission-too-narrow", THIRD),
    (with_permission(expires_on=date(2030, 3, 13)), "permission-expired", THIRD),
    (with_picture(alt=""), "missing-alt", SECOND),
    (with_picture(credit=""), "missing-credit", SECOND),
    (with_picture(licence=""), "missing-licence", SECOND),
    (with_issue(cover=Cover("klic.png", credit="Petr Zkusil")), "missing-alt", "issue.toml"),
    (with_body('![](klic.png "Petr"){licence="CC0"} Klíč.'), "missing-alt", FIRST),
    (with_body("Viz [článek](prvni-klic)."), "broken-link", FIRST),
    (with_body("Viz [část](#nikde)."), "broken-link", FIRST),
    (with_body("Text.^[Viz [část](#nikde).]"), "broken-link", FIRST),
    (with_body("Zde bude TODO."), "placeholder", FIRST),
    (with_body("Přišlo (doplnit počet) lidí."), "placeholder", FIRST),
    (with_body("Přišlo XXX lidí."), "placeholder", FIRST),
    (with_body("[…]"), "placeholder", FIRST),
    (with_article(FEATURE, perex="Doplnit"), "placeholder", SECOND),
    (with_article(FEATURE, title="Milý ⟦greeting⟧"), "reserved-character", SECOND),
]
WARNINGS = [
    (with_help_box(confirmed_on=date(2029, 3, 1)), "help-box-confirmation-old", PUBLICATION),
    (with_publication(issn=""), "issn-not-ready", "articles"),
    (with_article(FEATURE, perex=""), "missing-perex", SECOND),
    (with_article(EDITORIAL, authors=()), "missing-author", FIRST),
    (with_article(TRANSLATION, translators=()), "missing-author", THIRD),
    (with_article(FEATURE, title="Klíč" * 31), "long-title", SECOND),
    (with_article(FEATURE, title="klíč je začátek"), "duplicate-title", SECOND),
    (with_article(FEATURE, type=ArticleType.GOOD_PRACTICE), "missing-good-practice", SECOND),
    (with_body("Podle § 34 to jde."), "undated-legal-statement", FIRST),
    (with_body("Text.^[Zákona č. 175/2025 Sb.]"), "undated-legal-statement", FIRST),
    (with_body("## Dům\n\n#### Byt"), "skipped-heading-level", FIRST),
    (with_body("### Byt"), "skipped-heading-level", FIRST),
    (with_article(FEATURE, perex="Dlouze. " * 12_000), "long-letter", "issue.toml"),
    (with_permission(expires_on=date(2030, 5, 1)), "permission-expires-soon", THIRD),
    (with_pixels(489), "low-resolution", SECOND),
    (with_body("Viz [web](http://obec.example)."), "unencrypted-address", FIRST),
    (with_body("Viz [web](https://staging.obec.example)."), "private-address", FIRST),
    (with_publication(url="https://localhost:8000"), "private-address", PUBLICATION),
    (with_body("Přišel bezdomovec."), "wording-homeless", FIRST),
    (with_body("Šla k\u2009řece."), "loose-one-letter-word", FIRST),
    (with_body("Šla **k**\u2003*řece*."), "loose-one-letter-word", FIRST),
    (with_article(FEATURE, title="Klíče v\u2002ruce"), "loose-one-letter-word", SECOND),
    (
        with_body('![Klíč.](klic.png "Jana"){licence="CC0"}\nKlíč u\u200adveří.'),
        "loose-one-letter-word",
        FIRST,
    ),
]


def test_a_sound_issue_has_no_findings() -> None:
    assert check(sound()) == ()


@pytest.mark.parametrize(("folder", "code", "file"), BLOCKING)
def test_what_blocks_publishing(folder: IssueFolder, code: str, file: str) -> None:
    assert (Severity.BLOCKING, code, file) in judged(folder)


@pytest.mark.parametrize(("folder", "code", "file"), WARNINGS)
def test_what_deserves_a_warning(folder: IssueFolder, code: str, file: str) -> None:
    assert judged(folder) == {(Severity.WARNING, code, file)} | others(code)


@pytest.mark.parametrize(("folder", "code"), [each[:2] for each in BLOCKING + WARNINGS])
def test_sentences_name_no_keys_of_the_folder(folder: IssueFolder, code: str) -> None:
    """Editors know screens; keys belong to the place, which the terminal prints before it."""
    sentences = [found.sentence for found in check(folder) if found.code == code]
    assert [each for each in sentences if re.search(r"[a-z]_[a-z]|\[[a-z]|\.toml|\.md", each)] == []


@pytest.mark.parametrize(
    ("caption", "words"),
    [
        ("Klíč u dveří.", "„Klíč u dveří.“"),
        ("", "bez popisku"),
        ("Klíč u dveří. " * 9, "„Klíč u dveří. Klíč u dveří. Klíč u dveří. Klíč u dveří.…“"),
    ],
)
def test_a_picture_in_the_text_is_called_by_its_caption(caption: str, words: str) -> None:
    folder = with_body(f'![Klíč.](klic.png "Jana")\n{caption}')
    (found,) = (each for each in check(folder) if each.code == "missing-licence")
    assert found.sentence.startswith(f"U obrázku {words} chybí licence")
    assert ", obrázek „klic.png“: U obrázku" in str(found)


def test_an_old_confirmation_names_who_gave_it() -> None:
    folder = with_help_box(confirmed_on=date(2029, 3, 1), confirmed_by="Jana Vzorová")
    assert any("potvrdil(a) Jana Vzorová" in found.sentence for found in check(folder))


def judged(folder: IssueFolder) -> set[tuple[Severity, str, str]]:
    return {(found.severity, found.code, found.place.file) for found in check(folder)}


def others(code: str) -> set[tuple[Severity, str, str]]:
    """Of two articles with one title both are named."""
    return {(Severity.WARNING, code, FIRST)} if code == "duplicate-title" else set()


def test_an_event_must_not_end_before_it_starts() -> None:
    start, end = datetime(2030, 4, 4, 9, tzinfo=PRAGUE), datetime(2030, 4, 4, 8, tzinfo=PRAGUE)

    assert "event-ends-before-start" in codes(with_article(EVENT, event=Event(start, end)))


@pytest.mark.parametrize(
    "text",
    [
        "Je třeba doplnit žádost.",
        "Řekla: „Přišel […] a odešel.“",
        "Slaví XXX. ročník.",
        "Řekl: „Byl jsem bezdomovec.“",
        "> Byl jsem bezdomovec.",
        "Strategie proti bezdomovectví.",
        "Viz [klíče](prvni-klice) a [web](https://obec.example/test).",
        "{#dum}\n## Dům\n\nViz [dům](#dum).",
    ],
)
def test_what_only_resembles_a_fault_is_let_be(text: str) -> None:
    assert codes(with_body(text)) == set()


def test_a_survey_begins_with_its_respondents() -> None:
    survey = with_article(FEATURE, type=ArticleType.SURVEY, body=parse("### Jana\n\nAno."))

    assert codes(survey) == set()


def test_an_open_licence_or_a_lasting_permission_allows_a_translation() -> None:
    assert codes(with_original(permission=None, licence="CC BY 4.0")) == set()
    assert codes(with_permission(expires_on=None)) == set()
    proven = Permission("Sample Press", date(2029, 1, 1), evidence="dopis č. 1")
    assert codes(with_original(permission=proven)) == set()


@pytest.mark.parametrize("kind", [ArticleType.NEWS_ITEM, ArticleType.PROFILE])
def test_short_forms_need_no_body(kind: ArticleType) -> None:
    empty = with_article(FEATURE, type=kind, body=parse(""), as_of=None)

    assert codes(empty) == set()


def test_a_finding_in_a_body_names_its_block() -> None:
    folder = with_body("{#prvni}\nÚvod.\n\n{#druhy}\nViz [článek](nikde).")

    (finding,) = check(folder)

    assert (finding.code, finding.place) == ("broken-link", Place(FIRST, block="druhy"))


def test_a_finding_in_a_field_names_it_as_a_reader_counts() -> None:
    signposts = (replace(sound().publication.help_box.signposts[0], text="TODO"),)

    assert found_in(with_help_box(signposts=signposts)) == [
        ("placeholder", PUBLICATION, "help_box.signposts[1].text")
    ]


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            ("k", "V", "a", "domu", "řece,", "„s", "(o", "12", "z", "–", "I", "Praze.")
        ),
        max_size=12,
    ),
    st.integers(0, 12),
)
def test_typography_binds_the_plain_spaces(words: list[str], cut: int) -> None:
    """So that the rule need not look at them: no one-letter word is left before a plain space."""
    parts = (" ".join(words[:cut]), " ".join(words[cut:]))
    text = tuple(Text(f"{part} ") for part in parts)
    written = normal(Document((Paragraph((text[0], Bold((text[1],)), Text("dům"))),)))
    (block,) = typeset_document(written).blocks
    assert isinstance(block, Paragraph)
    assert not re.search(r"(?<![\w.’'-])[AIKOSUVZaikosuvz] \S", plain(block.content))
    assert not re.search(r"(?<![\w.’'-])[AIKOSUVZaikosuvz] \S", typeset(" ".join(words)))


def test_every_rule_has_been_broken_here() -> None:
    spoiled = [folder for folder, _, _ in (*BLOCKING, *WARNINGS)]

    unbroken = [rule for rule in RULES if not any(any(rule(folder)) for folder in spoiled)]

    assert [rule.__name__ for rule in unbroken] == []
