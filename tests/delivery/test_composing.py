"""A composed letter means what an `EmailMessage` of the standard library would mean."""

import email
import re
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mitdomov.delivery.letters.composing import (
    CompiledLetter,
    Recipient,
    compile_letter,
    message_id,
)
from mitdomov.delivery.letters.headers import words
from mitdomov.render.letter.slots import Slot
from mitdomov.settings import read_sender

AT = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
SENDER = read_sender("Mít domov <magazin@dům.example>")
SUBJECT = "Mít domov 1/2026 · Zabydlení rodin s dětmi: jak na to ve městech i na venkově"

text_bodies = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="⟦⟧"))
bodies = st.lists(
    st.one_of(text_bodies, st.sampled_from(["\n", ".\n", " \n", "From ", *Slot]))
).map("".join)
names = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200).map(
    lambda name: " ".join("".join(c if c.isprintable() else " " for c in name).split())
)


def recipient(name: str = "", address: str = "jana@obec.example") -> Recipient:
    return Recipient(
        address=address,
        name=name,
        message_id="<d1.2.abc@xn--dm-sua.example>",
        unsubscribe_url="https://mitdomov.example/odhlaseni/abc.def",
        preferences_url="https://mitdomov.example/odber/abc.def",
    )


def compiled(
    html: str = "<p>ahoj</p>", text: str = "ahoj", subject: str = SUBJECT
) -> CompiledLetter:
    return compile_letter(
        subject,
        html,
        text,
        sender=SENDER,
        list_slug="magazin",
        list_title="Magazín Mít domov",
    )


def parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def content(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    assert not part.defects
    return str(part.get_content()).replace("\r\n", "\n")


@settings(max_examples=100, deadline=None)
@given(html=bodies, text=bodies, name=names)
@example(
    html=f"{Slot.GREETING}", text=f"{Slot.GREETING}{Slot.PREFERENCES} ", name="Jan <b> & spol."
)
@example(html=f"{'0' * 74}\t\n", text=f"{'0' * 74} \n{'0' * 73}  \n", name="")
def test_both_bodies_arrive_as_written_with_the_slots_filled(
    html: str, text: str, name: str
) -> None:
    """Whatever stands around a slot or in a name, the reader reads exactly that."""
    reader = recipient(name)
    values = {
        Slot.GREETING: reader.greeting,
        Slot.UNSUBSCRIBE: reader.unsubscribe_url,
        Slot.PREFERENCES: reader.preferences_url,
    }
    expected_text, expected_html = text, html
    for slot, value in values.items():
        expected_text = expected_text.replace(slot, " ".join(value.split()))
        expected_html = expected_html.replace(slot, escape(value))

    raw = compiled(html, text).bytes_for(reader, AT)

    message = parsed(raw)
    assert content(message, "plain") == expected_text
    assert content(message, "html") == expected_html
    lines = raw.split(b"\r\n")
    assert all(len(line) <= 76 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert raw.isascii()


@settings(max_examples=100, deadline=None)
@given(name=names, subject=names)
@example(name="=?utf-8?q?zavada?=", subject="=?utf-8?b?!!?= a konec")
@example(name="Novák, Jan (starosta) <x@y.example>", subject="ř" * 200)
def test_names_and_subjects_arrive_as_written(name: str, subject: str) -> None:
    raw = compiled(subject=subject).bytes_for(recipient(name), AT)

    assert parsed(raw)["Subject"] == subject
    (to,) = parsed(raw)["To"].addresses
    assert to.addr_spec == "jana@obec.example"
    # The modern parser puts a space between two encoded words of a name, against RFC 2047.
    old_reading = email.message_from_bytes(raw)["To"].replace("<jana@obec.example>", "")
    assert str(make_header(decode_header(old_reading))).strip() == (name or "jana@obec.example")


@given(name=st.text(max_size=60), subject=st.text(max_size=60))
@example(name="Jan\r\nBcc: all@obec.example", subject="ahoj\nX-Zlo: 1\r\n\r\n<script>")
def test_no_text_adds_a_header(name: str, subject: str) -> None:
    expected = parsed(compiled().bytes_for(recipient(), AT)).keys()
    header_lines = (words(name) + words(subject)).split("\r\n")

    assert all(line.startswith((" ", "=?")) or "\r\n" not in line for line in header_lines)
    if name.isprintable():
        raw = compiled(subject=subject).bytes_for(recipient(name), AT)
        assert parsed(raw).keys() == expected


def test_headers_say_what_a_reference_message_says() -> None:
    """The standard library, given the same facts, is read the same."""
    reference = EmailMessage(policy=policy.SMTP)
    reference["From"] = "Mít domov <magazin@xn--dm-sua.example>"
    reference["To"] = "Žofie Příhodová <zofie@xn--msto-gwa.example>"
    reference["Subject"] = SUBJECT
    reference["Date"] = AT

    message = parsed(compiled().bytes_for(recipient("Žofie Příhodová", "zofie@město.example"), AT))

    read_back = parsed(reference.as_bytes())
    for name in ("From", "To", "Subject", "Date"):
        assert message[name] == read_back[name], name
    assert message["Date"].datetime == AT


def test_the_letter_can_be_unsubscribed_by_one_click() -> None:
    message = parsed(compiled().bytes_for(recipient(), AT))

    assert message["List-Unsubscribe"] == "<https://mitdomov.example/odhlaseni/abc.def>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "Magazín Mít domov <magazin.xn--dm-sua.example>"
    assert message["Content-Language"] == "cs"
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_a_message_id_is_the_same_on_every_attempt_and_differs_by_delivery() -> None:
    first = message_id("k" * 40, 1, 2, "mitdomov.example")

    assert first == message_id("k" * 40, 1, 2, "mitdomov.example")
    assert first != message_id("k" * 40, 1, 3, "mitdomov.example")
    assert first != message_id("x" * 40, 1, 2, "mitdomov.example")
    assert re.fullmatch(r"<d1\.2\.[0-9a-f]{16}@mitdomov\.example>", first)


@pytest.mark.parametrize("address", ["žofie@obec.example", "x@-.example", "x@" + "ř" * 80 + ".cz"])
def test_an_address_without_an_ascii_form_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        compiled().bytes_for(recipient(address=address), AT)
