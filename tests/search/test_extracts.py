"""What is marked stands in the text, in the form that met the question; nothing else is markup."""

import re
from datetime import date
from html import unescape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from mitdomov.database.store import Store
from mitdomov.search.extracts import LENGTH, extracts, mark, whole
from mitdomov.search.finding import Result, find
from mitdomov.search.index import Entry, Kind, prepare, replace
from mitdomov.search.vocabulary import Sought

LOOKS_ONLY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
LONG = "Úvod k věci samé. " * 30 + "V obcích je málo bytů. " + "Závěr bez obsahu. " * 30


def marked(text: str) -> list[str]:
    return re.findall("<mark>(.*?)</mark>", text)


def without_marks(shown: Markup) -> str:
    return unescape(re.sub("</?mark>", "", shown))


def only(store: Store, query: str, entry: Entry) -> Result:
    """The result for `entry`, which nothing else in the store is like."""
    with store.writing() as session:
        replace(session, prepare(Kind.MATERIAL, "only", (entry,)))
    with store.reading() as session:
        (result,) = find(session, query, kind=Kind.MATERIAL).results
    return result


def entry(text: str, title: str = "Něco", perex: str = "") -> Entry:
    return Entry(url="/only/", title=title, perex=perex, text=text, dated=date(2030, 1, 1))


def test_the_form_that_stands_in_the_text_is_marked(own_store: Store) -> None:
    result = only(own_store, "obec", entry(LONG, title="Co se děje v obci"))
    assert result.title == Markup("Co se děje v <mark>obci</mark>")
    (extract,) = result.extracts
    assert marked(extract) == ["obcích"]


def test_an_extract_is_cut_between_words_and_says_so(own_store: Store) -> None:
    (extract,) = only(own_store, "obec", entry(LONG)).extracts
    plain = extract.striptags()
    assert (plain[0], plain[-1]) == ("…", "…")
    assert plain.strip("…") in LONG
    before, after = LONG.split(plain.strip("…"), 1)
    assert (before[-1], after[0].isalnum()) == (" ", False)
    assert len(plain) <= LENGTH + 2


def test_two_extracts_show_two_words_that_stand_far_apart(own_store: Store) -> None:
    text = "Starosta mlčí. " + "Nic nového. " * 60 + "Kočárek stojí na chodbě."
    first, second = only(own_store, "kočárek starosta", entry(text)).extracts
    assert (marked(first), marked(second)) == (["Starosta"], ["Kočárek"])
    assert second.endswith("chodbě.")


def test_a_phrase_is_marked_whole(own_store: Store) -> None:
    text = "Sociální práce. A dostupné sociální\N{NO-BREAK SPACE}bydlení v obci."
    (extract,) = only(own_store, '"socialni bydleni"', entry(text)).extracts
    assert marked(extract) == ["sociální\N{NO-BREAK SPACE}bydlení"]


def test_what_only_the_title_has_is_told_by_the_perex(own_store: Store) -> None:
    result = only(own_store, "fara", entry("Dlouhý text.", "Fara", "Dva byty v obci."))
    assert result.extracts == (Markup("Dva byty v obci."),)


def test_soft_hyphens_hide_nothing(own_store: Store) -> None:
    hyphen = "\N{SOFT HYPHEN}"
    (extract,) = only(own_store, "bydlení", entry(f"Podpora byd{hyphen}le{hyphen}ní.")).extracts
    assert extract == Markup("Podpora <mark>bydlení</mark>.")


def test_a_text_in_decomposed_letters_is_found_and_shown_composed(own_store: Store) -> None:
    (extract,) = only(own_store, "obcích", entry("V obci\u0301ch.")).extracts
    assert extract == Markup("V <mark>obcích</mark>.")


def test_markup_in_a_text_stays_text(own_store: Store) -> None:
    result = only(own_store, "alert", entry("<script>alert(1)</script> & spol", "<b>alert</b>"))
    assert result.title == Markup("&lt;b&gt;<mark>alert</mark>&lt;/b&gt;")
    assert result.extracts == (
        Markup("&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; &amp; spol"),
    )


WORDS = st.sampled_from(["obec", "obcích", "<b>", "&amp;", "dům", "„byt“", "</mark>", "a", "…"])


@LOOKS_ONLY
@given(words=st.lists(WORDS, max_size=150))
def test_extracts_say_nothing_that_the_text_does_not(words: list[str]) -> None:
    text = " ".join(words)
    folded = " ".join(re.findall(r"[^\W_]+", text))
    sought = (Sought(("obec",), False, frozenset()), Sought(("byt",), True, frozenset(("dům",))))
    found = mark(text, folded, folded, sought)
    assert without_marks(whole(found)) == text
    shown = extracts(found)
    assert len(shown) <= 2
    for extract in shown:
        assert {"obec", "byt", "dům"} >= set(marked(extract)) > set()
        assert without_marks(extract).strip("… ") in text
