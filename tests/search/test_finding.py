"""A reader finds by words in any form, with or without diacritics, and narrows what was found."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.search.finding import PER_PAGE, find
from mitdomov.search.index import Entry, Kind, prepare, replace

KEYS, RENT, TOWN = "klice", "najem", "obec"
NEWS = "vyzva"
LOOKS_ONLY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def found(session: Session, query: str, **filters: object) -> list[str]:
    results = find(session, query, **filters).results  # type: ignore[arg-type]
    return [result.url.rstrip("/").rpartition("/")[2] for result in results]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("obec", {KEYS, TOWN}),
        ("obcích", {KEYS, TOWN}),
        ("obcich", {KEYS, TOWN}),
        ("obcemi", {KEYS, TOWN}),
        ("OBEC", {KEYS, TOWN}),
        ("bydleni", {KEYS, RENT, NEWS}),
        ("bydlením", {KEYS, RENT, NEWS}),
        ("domov", {RENT}),
        ("domova", {RENT}),
        ("člověk", {RENT, TOWN}),
        ("lidé", {RENT, TOWN}),
        ("lide", {RENT, TOWN}),
        ("lidem", {RENT, TOWN}),
        ("najm", {RENT}),
        ("nájmu", {RENT}),
        ("star", {KEYS}),
        ("exekuce", {RENT}),
        ("exekucemi", {RENT}),
        ("2/2029", set()),
        ("petr chvojka", {KEYS}),
        ("téma", {KEYS, TOWN}),
        ("socialni v bydleni", {KEYS, NEWS}),
    ],
)
def test_any_form_of_a_word_finds_it(session: Session, query: str, expected: set[str]) -> None:
    assert set(found(session, query)) == expected


def test_a_flat_is_not_found_by_the_verb_to_be(session: Session) -> None:
    """*Byt* and *být* differ in a mark alone, and the verb stands in every text."""
    assert set(found(session, "byt")) == {KEYS, NEWS}
    assert set(found(session, "bytu")) == {KEYS, NEWS}
    assert found(session, "být") == [TOWN, KEYS]  # the town's text has the very form


def test_a_word_that_texts_have_as_it_was_typed_is_that_word(own_store: Store) -> None:
    """*Řady* has the letters of *rady*; but *v řadě* is another word, unless no text has *rady*."""

    def entry(url: str, text: str) -> Entry:
        return Entry(url=url, title="Něco", text=text, dated=date(2030, 1, 1))

    rows = (entry("/row/", "Stát v řadě."), entry("/rows/", "Dlouhé řady lidí."))
    advice = (entry("/advice/", "Dobré rady."),)
    with own_store.writing() as session:
        replace(session, prepare(Kind.NEWS, "rows", rows))
    with own_store.reading() as session:
        assert set(found(session, "rady")) == {"row", "rows"}
    with own_store.writing() as session:
        replace(session, prepare(Kind.NEWS, "advice", advice))
    with own_store.reading() as session:
        assert set(found(session, "rady")) == {"advice", "rows"}
        assert found(session, "rady")[0] == "advice"


@pytest.mark.parametrize("query", ["2/2024", "číslo 2/2024", "cislo 2-2024", "č. 2/2024"])
def test_an_issue_comes_first_by_its_number(own_store: Store, query: str) -> None:
    dated = date(2024, 10, 1)
    issues = tuple(
        Entry(url=f"/cislo/{each}-2024/", title=f"Číslo {each}/2024", text="", dated=dated,
              issue=f"{each}/2024", kind=Kind.ISSUE)
        for each in (1, 2)
    )  # fmt: skip
    news = (
        Entry(url="/novinky/c/", title="Číslo 2/2024, 2-2024", text="Číslo 2/2024", dated=dated),
        Entry(url="/novinky/d/", title="Číslo 12/2024", text="Číslo", dated=dated),
    )
    with own_store.writing() as session:
        replace(session, prepare(Kind.ARTICLE, "2024", issues))
        replace(session, prepare(Kind.NEWS, "2024", news))
    with own_store.reading() as session:
        assert found(session, query) == ["2-2024", "c"]
        assert found(session, query, kind=Kind.ISSUE) == ["2-2024"]
    with own_store.writing() as session:
        replace(session, prepare(Kind.ARTICLE, "2024", ()))
    with own_store.reading() as session:
        assert found(session, query) == ["c"], "an issue goes with its articles"


def test_words_in_quotes_stand_one_after_another(session: Session) -> None:
    assert found(session, '"sociální bydlení"') == [KEYS]
    assert found(session, "„socialni bydleni“") == [KEYS]
    assert found(session, '"bydlení sociální"') == []
    assert found(session, '"sociální bydlením"') == [], "a phrase is meant as it stands"


def test_a_minus_leaves_out(session: Session) -> None:
    assert set(found(session, "bydlení -nájem")) == {KEYS, NEWS}
    assert set(found(session, "bydlení -obec")) == {RENT, NEWS}
    assert set(found(session, 'bydlení -"sociální bydlení"')) == {RENT, NEWS}
    assert found(session, "-obec") == [], "what is not there is no question by itself"


def test_every_word_must_be_there(session: Session) -> None:
    assert found(session, "bydlení domova") == [RENT]
    assert found(session, "bydlení Marťané") == []


def test_the_last_word_may_be_only_begun(session: Session) -> None:
    assert found(session, "sociální pracov") == [NEWS]
    assert found(session, "pracov sociální") == []
    assert found(session, '"sociální pracov"') == []


def test_a_title_comes_before_a_perex_before_a_text(own_store: Store) -> None:
    words = {"text": "O ničem jiném.", "dated": date(2030, 1, 1)}
    entries = (
        Entry(url="/text/", title="Něco", text="Azyl a jiné věci.", dated=date(2030, 1, 1)),
        Entry(url="/perex/", title="Něco", perex="Azyl a jiné.", **words),  # type: ignore[arg-type]
        Entry(url="/title/", title="Azyl", **words),  # type: ignore[arg-type]
        Entry(url="/names/", title="Něco", section="Azyl", **words),  # type: ignore[arg-type]
    )
    with own_store.writing() as session:
        replace(session, prepare(Kind.NEWS, "azyl", entries))
    with own_store.reading() as session:
        assert found(session, "azyl") == ["title", "perex", "names", "text"]


def test_articles_come_before_short_items_and_rows_of_the_directory_last(own_store: Store) -> None:
    def entry(url: str, title: str, text: str) -> Entry:
        return Entry(url=url, title=title, text=text, dated=date(2030, 1, 1))

    long = "Kdo chce vědět víc, ať čte dál. " * 30
    row = entry("/row/", "Azyl Tábor", "Azyl")
    kinds = {
        Kind.ARTICLE: entry("/article/", "Něco", f"{long} Azyl se staví. Kdo přijde do azylu?"),
        Kind.NEWS: entry("/news/", "Azyl", "Bude."),
        Kind.IMPLEMENTER: row,
    }
    with own_store.writing() as session:
        for kind, each in kinds.items():
            replace(session, prepare(kind, "azyl", (each,)))
    with own_store.reading() as session:
        assert found(session, "azyl") == ["news", "article", "row"]
        assert found(session, "azyl tábor") == ["row"]


def test_the_very_form_comes_first_then_the_newer(own_store: Store) -> None:
    def entry(url: str, text: str, year: int) -> Entry:
        return Entry(url=url, title="Něco", text=text, dated=date(year, 1, 1))

    entries = (
        entry("/old/", "Ubytovna stojí.", 2020),
        entry("/form/", "Ubytovny stojí.", 2031),
        entry("/new/", "Ubytovna stojí.", 2030),
    )
    with own_store.writing() as session:
        replace(session, prepare(Kind.NEWS, "ubytovna", entries))
    with own_store.reading() as session:
        assert found(session, "ubytovna") == ["new", "old", "form"]
        assert found(session, "ubytovny") == ["form", "new", "old"]


def test_filters_narrow_and_facets_count_what_each_would_leave(session: Session) -> None:
    everything = find(session, "bydlení")
    assert {each.value: each.count for each in everything.facets.years} == {2030: 3}
    assert [each.value for each in everything.facets.authors] == ["Hana Bílá", "Chvojka Petr"]
    assert [each.value for each in everything.facets.sections] == [
        "Novinky z ČR",
        "Rozhovor",
        "Téma",
    ]
    narrowed = find(session, "bydlení", section="Téma")
    assert found(session, "bydlení", section="Téma") == [KEYS]
    assert {each.value: each.count for each in narrowed.facets.kinds} == {Kind.ARTICLE: 1}
    assert len(narrowed.facets.sections) == 3, "the choice can be changed at once"
    assert found(session, "bydlení", kind=Kind.NEWS) == [NEWS]
    assert found(session, "bydlení", author="Chvojka Petr") == [KEYS]
    assert found(session, "bydlení", year=2029) == []


def test_without_words_a_filter_lists_the_newest_first(session: Session) -> None:
    assert found(session, "", section="Téma") == [KEYS, TOWN]
    nothing = find(session, "")
    assert (nothing.total, nothing.results) == (0, ())
    assert {each.value: each.count for each in nothing.facets.years} == {2030: 3, 2029: 1}


def test_results_come_by_pages(own_store: Store) -> None:
    entries = tuple(
        Entry(url=f"/x/{each}/", title="Zápis", text="Stejný text.", dated=date(2030, 1, 1))
        for each in range(PER_PAGE * 2 + 1)
    )
    with own_store.writing() as session:
        replace(session, prepare(Kind.NEWS, "x", entries))
    with own_store.reading() as session:
        pages = [find(session, "zápis", page=page) for page in (1, 2, 3, 99)]
    assert [len(each.results) for each in pages] == [PER_PAGE, PER_PAGE, 1, 1]
    assert [each.page for each in pages] == [1, 2, 3, 3]
    urls = [result.url for each in pages[:3] for result in each.results]
    assert len(set(urls)) == len(entries)


@LOOKS_ONLY
@given(query=st.text(max_size=200) | st.text("ab\"*-^():{}+ANDORNEAT\\ '„“\0", max_size=60))
def test_any_question_has_an_answer(store: Store, query: str) -> None:
    with store.reading() as session:
        answer = find(session, query)
    assert answer.total >= len(answer.results) >= 0


@LOOKS_ONLY
@given(
    title=st.text(min_size=1, max_size=40),
    text=st.text(max_size=200) | st.text("ažŁß½①ﬁ\u0301\u00ad -_", max_size=60),
)
def test_whatever_is_written_is_found_by_its_own_words(store: Store, title: str, text: str) -> None:
    with store.writing() as session:
        replace(
            session,
            prepare(
                Kind.MATERIAL,
                "any",
                (Entry(url="/any/", title=title, text=text, dated=date(2030, 1, 1)),),
            ),
        )
    with store.reading() as session:
        kept = find(session, "", kind=Kind.MATERIAL)
        assert kept.total == 1
        for word in text.split()[:3]:
            if any(char.isalnum() for char in word) and not word.startswith(("-", "−", "–")):
                quoted = word.translate(dict.fromkeys(map(ord, '"„“”‟«»″'), " "))
                for part in quoted.split():
                    if any(char.isalnum() for char in part):
                        assert "any" in found(session, f'"{part}"'), (word, part)
    with store.writing() as session:
        replace(session, prepare(Kind.MATERIAL, "any", ()))
