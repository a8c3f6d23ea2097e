"""The slots of a letter: filled once, escaped, and never forged by a text of the issue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitdomov.document.tree import Document, Paragraph, Text
from mitdomov.render.letter.slots import (
    EXAMPLE_VALUES,
    Slot,
    SlotError,
    fill,
    fill_html,
    fill_text,
    parts,
    refuse_forged,
)

LETTER = "<p>⟦greeting⟧</p><a href=\"⟦unsubscribe⟧\">Odhlásit</a> <a href='⟦preferences⟧'>Odběr</a>"


def test_example_values_cover_every_slot() -> None:
    assert set(EXAMPLE_VALUES) == set(Slot)


def test_parts_put_together_are_the_letter() -> None:
    assert "".join(parts(LETTER)) == LETTER
    assert [part for part in parts(LETTER) if isinstance(part, Slot)] == list(Slot)


def test_a_name_cannot_bring_html_into_a_letter() -> None:
    filled = fill_html(LETTER, {**EXAMPLE_VALUES, Slot.GREETING: 'Dobrý den, <b>"Eva" & syn</b>,'})
    assert "<b>" not in filled
    assert "&lt;b&gt;&quot;Eva&quot; &amp; syn&lt;/b&gt;" in filled


def test_an_address_cannot_leave_its_attribute() -> None:
    filled = fill_html(LETTER, {**EXAMPLE_VALUES, Slot.UNSUBSCRIBE: 'https://x.example/"onclick="'})
    assert '"onclick' not in filled


def test_a_value_cannot_add_lines_to_a_text_letter() -> None:
    filled = fill_text("⟦greeting⟧\n", {Slot.GREETING: "Dobrý den,\r\nEva\n"})
    assert filled == "Dobrý den, Eva\n"


@given(st.text())
def test_a_value_is_never_filled_again(value: str) -> None:
    """A reader named "⟦unsubscribe⟧" gets that name, not a link of somebody else."""
    values = dict.fromkeys(Slot, value)
    assert fill("⟦greeting⟧|⟦preferences⟧", values) == f"{value}|{value}"


def test_an_unknown_token_is_refused() -> None:
    with pytest.raises(SlotError, match="není místo"):
        parts("Ahoj ⟦jmeno⟧")


@pytest.mark.parametrize("text", ["⟦unsubscribe⟧", "pouhá ⟦", "pouhá ⟧"])
def test_no_text_of_an_issue_poses_as_a_slot(text: str) -> None:
    with pytest.raises(SlotError, match="odstraňte"):
        refuse_forged(Document((Paragraph((Text(text),)),)))
    with pytest.raises(SlotError):
        refuse_forged({"název": ("v pořádku", text)})


def test_plain_texts_pass() -> None:
    refuse_forged(Document((Paragraph((Text("v pořádku [1]"),)),)), {"a": (1, None)})
