"""Texts of two people are put together only where nothing of either is lost."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from mitdomov.document.merging import merge
from mitdomov.document.tree import Document, Paragraph, Text

Words = Sequence[str]
_KNOWN = st.lists(st.sampled_from("abcdef"), max_size=8)


def document(words: Words) -> Document:
    return Document(tuple(Paragraph((Text(each),)) for each in words))


def merged(base: Words, mine: Words, theirs: Words) -> list[str] | None:
    found = merge(document(base), document(mine), document(theirs))
    if found is None:
        return None
    return [block.content[0].text for block in found.blocks]  # type: ignore[union-attr]


@st.composite
def rewritten(draw: st.DrawFn, base: Words, mark: str) -> list[str]:
    """`base` with paragraphs dropped, changed and added; new ones carry the mark."""
    found: list[str] = []
    for number, words in enumerate((*base, "")):
        act = draw(st.sampled_from(["keep", "keep", "keep", "drop", "change", "insert"]))
        found += [f"{mark}{number}"] if act in {"change", "insert"} else []
        found += [words] if act in {"keep", "insert"} and words else []
    return found


@given(st.data(), _KNOWN)
def test_no_text_of_either_is_lost(data: st.DataObject, base: list[str]) -> None:
    mine = data.draw(rewritten(base, "mine "))
    theirs = data.draw(rewritten(base, "theirs "))
    found = merged(base, mine, theirs)
    if found is None:
        return
    before, one, other, now = map(Counter, (base, mine, theirs, found))
    for words in {*one, *other}:
        dropped = max(0, before[words] - one[words]) + max(0, before[words] - other[words])
        assert now[words] >= max(one[words], other[words]) - dropped
    new = [each for each in found if each.startswith("mine ")]
    assert new == [each for each in mine if each.startswith("mine ")]
    new = [each for each in found if each.startswith("theirs ")]
    assert new == [each for each in theirs if each.startswith("theirs ")]


@given(st.data(), _KNOWN)
def test_who_changed_nothing_takes_the_other_text(data: st.DataObject, base: list[str]) -> None:
    text = data.draw(rewritten(base, "new "))
    assert merged(base, text, base) == text
    assert merged(base, base, text) == text
    assert merged(base, text, text) == text


@given(st.lists(st.sampled_from(["nobody", "me", "them"]), max_size=8))
def test_different_paragraphs_are_put_together(who: list[str]) -> None:
    """Neighbours as well."""
    base = [f"{number}" for number in range(len(who))]
    mine = [f"{words} mine" if by == "me" else words for words, by in zip(base, who, strict=True)]
    theirs = [
        f"{words} theirs" if by == "them" else words for words, by in zip(base, who, strict=True)
    ]
    ends = {"nobody": "", "me": " mine", "them": " theirs"}
    wanted = [f"{words}{ends[by]}" for words, by in zip(base, who, strict=True)]
    assert merged(base, mine, theirs) == wanted


def test_one_paragraph_or_one_place_is_for_people_to_decide() -> None:
    assert merged("ab", ["a", "b1"], ["a", "b2"]) is None
    assert merged("ab", "axb", "ayb") is None
    assert merged("ab", "a", ["a", "b2"]) is None, "what one wrote on, the other threw away"
