"""What a reader types is words, phrases and what must not be there; nothing else is a command."""

from hypothesis import given
from hypothesis import strategies as st

from mitdomov.search.question import Term, read_question


def test_words_phrases_and_minus() -> None:
    question = read_question('obec "sociální  bydlení" -nájem −"bez domova" dlu')
    assert question.terms == (
        Term("obec", ("obec",)),
        Term("sociální bydlení", ("sociální", "bydlení"), is_phrase=True),
        Term("dlu", ("dlu",), is_prefix=True),
    )
    assert [term.small for term in question.without] == [("nájem",), ("bez", "domova")]


def test_czech_quotes_and_one_that_nobody_closed() -> None:
    assert read_question("„bez domova“").terms[0].small == ("bez", "domova")
    assert read_question('"bez domova').terms[0] == Term(
        "bez domova", ("bez", "domova"), is_phrase=True
    )


def test_what_holds_together_stays_together() -> None:
    assert read_question("č. 1/2026").terms[-1].small == ("1", "2026")
    assert read_question("e-mail@obec.cz").terms[0].is_phrase


def test_small_words_say_nothing_beside_others() -> None:
    assert [term.small for term in read_question("bydlení v obci").terms] == [
        ("bydlení",),
        ("obci",),
    ]
    assert [term.small for term in read_question("na").terms] == [("na",)]
    assert [term.small for term in read_question('"na" zámku').terms] == [("na",), ("zámku",)]


def test_a_word_of_two_letters_is_not_taken_for_a_beginning() -> None:
    assert not read_question("eu").terms[0].is_prefix
    assert read_question("mps").terms[0].is_prefix


@given(st.text(max_size=200))
def test_terms_are_words_alone(text: str) -> None:
    question = read_question(text)
    for term in (*question.terms, *question.without):
        assert term.small
        assert all(word and " " not in word and '"' not in word for word in term.folded)
        assert all(char.isalnum() for word in term.small for char in word)
