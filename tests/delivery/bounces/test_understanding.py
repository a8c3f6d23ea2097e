"""Notices of many servers are understood by what they say, and nobody is known by it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mitdomov.delivery.bounces.causes import Cause, cause_of, status_in
from mitdomov.delivery.bounces.notices import Ignored, Kind, Notice
from mitdomov.delivery.bounces.return_path import delivery_of, return_path
from mitdomov.delivery.bounces.understanding import understand
from tests.delivery.bounces.returned import ALICE, BOUNCES, LETTERS, NAMES, letter

SECRET = "k" * 40
FAILED, DELAYED = Kind.FAILED, Kind.DELAYED
SAID = {
    "closed-mailbox": (FAILED, Cause.CLOSED, "5.2.1"),
    "complaint": (Kind.COMPLAINT, Cause.COMPLAINT, ""),
    "complaint-without-sender": (Kind.COMPLAINT, Cause.COMPLAINT, ""),
    "exchange-5.1.10": (FAILED, Cause.NO_MAILBOX, "5.1.10"),
    "exim-report": (FAILED, Cause.NO_MAILBOX, "5.1.1"),
    "forwarded-elsewhere": (FAILED, Cause.NO_MAILBOX, "5.1.1"),
    "gmail-over-quota": (FAILED, Cause.FULL, "5.2.2"),
    "plain-czech": (FAILED, Cause.NO_MAILBOX, ""),
    "plain-exchange-html": (FAILED, Cause.CLOSED, "5.2.1"),
    "plain-later": (DELAYED, Cause.TEMPORARY, "4.3.0"),
    "postfix-delayed": (DELAYED, Cause.TEMPORARY, "4.4.1"),
    "postfix-domain-not-found": (FAILED, Cause.NO_DOMAIN, "5.4.4"),
    "postfix-expired": (FAILED, Cause.TEMPORARY, "4.4.1"),
    "postfix-null-mx": (FAILED, Cause.NO_DOMAIN, "5.1.2"),
    "postfix-unknown-user": (FAILED, Cause.NO_MAILBOX, "5.1.1"),
    "postfix-vague-status": (FAILED, Cause.NO_MAILBOX, "5.0.0"),
    "qmail": (FAILED, Cause.NO_MAILBOX, "5.1.1"),
    "seznam-spam": (FAILED, Cause.POLICY, "5.7.1"),
    "too-big": (FAILED, Cause.LETTER, "5.3.4"),
}
IGNORED = {
    "challenge": Ignored.UNKNOWN,
    "exchange-out-of-office": Ignored.AUTO_REPLY,
    "no-spam": Ignored.NO_COMPLAINT,
    "plain-unclear": Ignored.UNKNOWN,
    "postfix-delivered": Ignored.DELIVERED,
    "read-receipt": Ignored.RECEIPT,
    "reply-of-person": Ignored.UNKNOWN,
    "vacation": Ignored.AUTO_REPLY,
    "vacation-null-sender": Ignored.AUTO_REPLY,
}
MARK = return_path(SECRET, BOUNCES, 123)


def test_every_letter_of_the_corpus_is_expected() -> None:
    assert set(NAMES) == set(SAID) | set(IGNORED)


@pytest.mark.parametrize("name", SAID)
def test_what_a_server_says_is_understood(name: str) -> None:
    understood = understand(letter(name, MARK))

    notice = understood.notice
    assert isinstance(notice, Notice)
    assert (notice.kind, notice.cause, notice.status) == SAID[name]
    assert notice.is_by_rule is not (name.startswith(("plain", "complaint")) or name == "qmail")
    assert delivery_of(SECRET, BOUNCES, understood.places) == 123


@pytest.mark.parametrize("name", IGNORED)
def test_what_is_no_notice_is_none(name: str) -> None:
    assert understand(letter(name, MARK)).notice is IGNORED[name]


@pytest.mark.parametrize("name", SAID)
def test_line_ends_of_any_system_are_read(name: str) -> None:
    data = letter(name, MARK)
    assert understand(data.replace(b"\r\n", b"\n")) == understand(data)


def test_who_is_meant_is_known_by_the_mark_alone() -> None:
    """Everything else in a message names whomever its author likes."""
    places = understand(letter("postfix-unknown-user", "vraceni@posta.example")).places
    assert delivery_of(SECRET, BOUNCES, places) is None
    assert ALICE not in " ".join(places)
    inside = letter("postfix-unknown-user").replace(
        b"X-Postfix-Sender: rfc822; ", f"X-Postfix-Sender: rfc822; {MARK} ".encode()
    )
    assert delivery_of(SECRET, BOUNCES, understand(inside).places) is None
    assert delivery_of(SECRET, BOUNCES, understand(inside, MARK).places) == 123


@pytest.mark.parametrize(
    ("text", "is_genuine"),
    [
        (MARK, True),
        (MARK.upper(), True),
        (f"<{MARK}>", True),
        (f'"Vrácené" <{MARK}>, nekdo@jinde.example', True),
        (f"rfc822;{MARK}", True),
        (MARK.replace("+123-", "+124-"), False),
        (MARK.replace("+123-", "+0123-"), False),
        (f"{MARK}.example", False),
        (f"x{MARK}", False),
        (MARK.replace("@posta", "@jina.posta"), False),
        (return_path("j" * 40, BOUNCES, 123), False),
        (MARK.replace("+123-", "+" + "1" * 400 + "-"), False),
        ("", False),
    ],
)
def test_a_mark_holds_as_it_was_made(text: str, is_genuine: bool) -> None:  # noqa: FBT001
    assert (delivery_of(SECRET, BOUNCES, [text]) == 123) is is_genuine


@given(st.integers(1, 10**15 - 1), st.text(min_size=1))
def test_a_mark_fits_before_the_at_sign(number: int, secret: str) -> None:
    longest = f"{'v' * 24}@posta.example"
    made = return_path(secret, longest, number)
    assert len(made.partition("@")[0]) <= 64
    assert made == made.lower()
    assert delivery_of(secret, longest, [made]) == number


@pytest.mark.parametrize(
    ("words", "status", "cause"),
    [
        ("550 5.1.1 User unknown", "5.1.1", Cause.NO_MAILBOX),
        ("vraťte se 5.1.2027", "", Cause.OTHER),
        ("verze 15.1.1.2", "", Cause.OTHER),
        ("550 No such user here", "", Cause.NO_MAILBOX),
        ("450 No such user here", "", Cause.TEMPORARY),
        ("452 4.2.2 Over quota", "4.2.2", Cause.FULL),
        ("554 blocked: User unknown to our blacklist", "", Cause.POLICY),
        ("550 5.1.8 Sender address rejected", "5.1.8", Cause.POLICY),
        ("550 5.4.1 Recipient address rejected: Access denied", "5.4.1", Cause.OTHER),
        ("", "", Cause.OTHER),
    ],
)
def test_words_are_judged_when_no_code_tells(words: str, status: str, cause: Cause) -> None:
    assert status_in(words) == status
    assert cause_of(status, words) is cause


PIECES = st.sampled_from(
    [
        *((LETTERS / f"{name}.eml").read_bytes() for name in NAMES),
        b"Content-Type: multipart/report; boundary=x\r\n\r\n",
        b"--x\r\nContent-Type: message/delivery-status\r\n\r\nStatus: 5.",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"Content-Transfer-Encoding: base64\r\n\r\n=?utf-8?b?",
        b"Content-Type: text/plain; charset*=idna''%ff; charset=\"punycode\"\r\n",
        b"\r\n--x--\r\n",
        b"\x00\xff\xfe",
        b"Subject: =?utf-8?b?!!!?= =?nic?q?=ff?= =?utf-8?q?=?=\r\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=200)), max_size=6), st.data())
def test_whatever_comes_is_read_without_an_error(parts: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(parts)
    cut = data.draw(st.integers(0, len(whole)))
    understand(whole[cut:] + whole[:cut], data.draw(st.text(max_size=50)))


HUGE = {
    "a long line": b"Subject: " + b"a" * 3_000_000,
    "many headers": b"To: x\r\n" * 300_000,
    "many addresses": b"To: " + b"vraceni+1-aaaaaaaaaaaaaaaa@posta.example, " * 60_000,
    "many parts": b"Content-Type: multipart/report; boundary=x\r\n\r\n" + b"--x\r\n\r\n" * 400_000,
    "many groups": (
        b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: message/delivery-status\r\n\r\n" + b"Status: 9\r\n\r\n" * 200_000
    ),
    "nesting": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(50_000)
    ),
    "quotes": b"Content-Type: multipart/report; boundary=" + b'";' * 1_000_000,
    "tags": b"From: postmaster\r\nContent-Type: text/html\r\n\r\n" + b"<a" * 1_000_000,
    "words": b"From: postmaster\r\n\r\n" + b"user " * 500_000,
    "blanks": b"From: postmaster\r\n\r\n" + b"\r\n \t" * 500_000,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HUGE)
def test_a_huge_message_costs_no_more_than_a_large_one(name: str) -> None:
    assert isinstance(understand(HUGE[name]).notice, Ignored)
