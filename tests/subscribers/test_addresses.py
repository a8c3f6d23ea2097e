"""Addresses and names as people and attackers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitdomov.subscribers.addresses import AddressError, address_hash, normalise
from mitdomov.subscribers.names import NameRefusedError, clean_name

USABLE = [
    ("jana@mitdomov.example", "jana@mitdomov.example", "jana@mitdomov.example"),
    ("  jana@mitdomov.example\N{NO-BREAK SPACE}", "jana@mitdomov.example", "jana@mitdomov.example"),
    ("Jana.N+mag@Mitdomov.EXAMPLE", "Jana.N+mag@mitdomov.example", "jana.n+mag@mitdomov.example"),
    ("jan@háčky.example", "jan@háčky.example", "jan@xn--hky-ela4t.example"),
    ("JAN@HÁČKY.example", "JAN@háčky.example", "jan@xn--hky-ela4t.example"),
    ("jan@xn--hky-ela4t.example", "jan@háčky.example", "jan@xn--hky-ela4t.example"),
    ("jan@domov。example", "jan@domov.example", "jan@domov.example"),
    ("ctenar1@zkouska.test", "ctenar1@zkouska.test", "ctenar1@zkouska.test"),
]

HOSTILE = [
    ("", "Chybí"),
    ("   ", "Chybí"),
    ("jana", "zavináč"),
    ("a@b.cz,c@d.cz", "jediná"),
    ("a@b.cz;c@d.cz", "jediná"),
    ("a@b@c.cz", "jediná"),
    ("<a@b.cz>", "samotnou"),
    ("Jana <a@b.cz>", "samotnou"),
    ('"a b"@c.cz', "Uvozovky"),
    ("a(poznámka)@b.cz", "závorky"),
    ("a@b.cz\r\nBcc: x@y.cz", "řídicí"),
    ("a@b.cz\n", "řídicí"),
    ("a\x00@b.cz", "řídicí"),
    ("a@b.cz\u2028", "řídicí"),
    ("žofie@b.cz", "diakritiky"),
    ("a@b.cz.", "tečkou"),
    ("a" * 300 + "@b.cz", "254"),
    ("a" * 65 + "@b.cz", "platná"),
    ("a@localhost", "platná"),
    ("a@[127.0.0.1]", "platná"),
    ("a..b@c.cz", "platná"),
    ("a@b_c.cz", "platná"),
    ("a@\u202eb.cz", "platná"),
]


@pytest.mark.parametrize(("written", "shown", "key"), USABLE)
def test_usable_address(written: str, shown: str, key: str) -> None:
    """An address is shown as its owner writes it, and known by one key however it is spelled."""
    assert normalise(written) == (shown, key)


@pytest.mark.parametrize(("written", "word"), HOSTILE)
def test_unusable_address(written: str, word: str) -> None:
    """What cannot be mailed is refused with a Czech sentence that fits the mistake."""
    with pytest.raises(AddressError, match=word):
        normalise(written)


@given(st.text(max_size=80) | st.from_regex(r"[^@]{1,9}@[^@]{1,9}\.cz", fullmatch=True))
def test_no_address_breaks_a_header(written: str) -> None:
    """Whatever is accepted is one line of ASCII before the at sign, and stays what it is."""
    try:
        shown, key = normalise(written)
    except AddressError:
        return
    assert key.isascii()
    assert shown.isprintable()
    assert not set(shown) & set(' \t\r\n<>,;"')
    assert normalise(shown) == (shown, key)
    assert normalise(key)[1] == key


def test_an_address_is_remembered_without_being_kept() -> None:
    """The hash depends on the instance's secret and shows nothing of the address."""
    key = normalise("jana@mitdomov.example")[1]
    ours = address_hash("k" * 32, key)
    assert ours == address_hash("k" * 32, key)
    assert ours != address_hash("x" * 32, key)
    assert "jana" not in ours


@pytest.mark.parametrize(
    "written", ["Žofie\r\nBcc: x@y.cz", "Žofie\x00", "Žofie\u2028", "\u202eeifoŽ", "⟦unsubscribe⟧"]
)
def test_a_name_cannot_reach_beyond_its_place(written: str) -> None:
    """Neither a header nor a slot of the letter can be written through a name."""
    with pytest.raises(NameRefusedError, match="řídicí"):
        clean_name(written)


def test_a_name_may_be_long_but_not_endless() -> None:
    with pytest.raises(NameRefusedError, match="200"):
        clean_name("Ž" * 201)


def test_a_name_is_kept_in_one_form() -> None:
    """NFC, and single spaces."""
    assert clean_name("  Z\u030cofie   Šťastná ") == "Žofie Šťastná"
