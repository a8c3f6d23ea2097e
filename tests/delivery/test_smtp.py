"""A conversation with a relay is as safe as its setting asks, or it does not come about."""

from urllib.parse import quote

import pytest

from mitdomov.delivery.transports.smtp import SmtpTransport
from mitdomov.delivery.transports.transport import Accepted, Doubtful, Outcome, Unreachable
from mitdomov.settings import Relay as RelaySetting
from mitdomov.settings import Security, SettingsError, read_relay
from tests.relay import PASSWORD, TLS_FILE, USER, Wait, running_relay

LETTER = b"Subject: ahoj\r\nMessage-ID: <1@mitdomov.example>\r\n\r\n.tecka\r\n..\r\nkonec\r\n"
READER = "alice@obec.example"
LOGIN = f"{quote(USER)}:{quote(PASSWORD, safe='')}@"


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts the relay's certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS_FILE))


def send(url: str, *, answer_timeout_seconds: float = 5) -> Outcome:
    transport = SmtpTransport(
        read_relay(url),
        "magazin@mitdomov.example",
        connect_timeout_seconds=1,
        answer_timeout_seconds=answer_timeout_seconds,
    )
    with transport.open() as connection:
        if isinstance(connection, Unreachable):
            return connection
        return connection.send(READER, LETTER)


def test_lines_that_begin_with_dots_arrive_whole() -> None:
    with running_relay() as relay:
        assert isinstance(send(relay.url), Accepted)
        assert relay.accepted[0].raw.endswith(b"\r\n\r\n.tecka\r\n..\r\nkonec\r\n")


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd does not see TLS from the start
@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(("scheme", "options"), [("smtp+starttls", "starttls"), ("smtps", "tls")])
def test_a_trusted_relay_is_signed_in_to_under_encryption(scheme: str, options: str) -> None:
    with running_relay(starttls=options == "starttls", tls=options == "tls", login=True) as relay:
        outcome = send(f"{scheme}://{LOGIN}localhost:{relay.port}")

    assert isinstance(outcome, Accepted)
    assert relay.received() == {READER: 1}


@pytest.mark.parametrize(("scheme", "options"), [("smtp+starttls", "starttls"), ("smtps", "tls")])
def test_an_untrusted_certificate_stops_everything(scheme: str, options: str) -> None:
    with running_relay(starttls=options == "starttls", tls=options == "tls") as relay:
        outcome = send(f"{scheme}://localhost:{relay.port}")

    assert isinstance(outcome, Unreachable)
    assert outcome.needs_person
    assert "Certifikát" in outcome.reason
    assert not relay.accepted


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_name_stops_everything() -> None:
    with running_relay(tls=True) as relay:
        outcome = send(f"smtps://127.0.0.2:{relay.port}")

    assert isinstance(outcome, Unreachable)
    assert not relay.accepted


def test_a_relay_without_starttls_gets_no_letter_in_the_clear() -> None:
    with running_relay() as relay:
        outcome = send(f"smtp+starttls://{LOGIN}localhost:{relay.port}")

    assert isinstance(outcome, Unreachable)
    assert outcome.needs_person
    assert not relay.accepted


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_needs_a_person_and_is_not_repeated_aloud() -> None:
    with running_relay(starttls=True, login=True) as relay:
        outcome = send(f"smtp+starttls://{USER}:spatne-heslo@localhost:{relay.port}")

    assert isinstance(outcome, Unreachable)
    assert outcome.needs_person
    assert "535" in outcome.reason
    assert "spatne-heslo" not in outcome.reason


def test_a_sender_that_the_relay_refuses_needs_a_person() -> None:
    with running_relay(mail_answer="550 5.7.1 Sender not allowed") as relay:
        outcome = send(relay.url)

    assert isinstance(outcome, Unreachable)
    assert outcome.needs_person


def test_an_answer_that_never_comes_is_doubt() -> None:
    with running_relay() as relay:
        relay.script[READER] = [Wait(30)]
        outcome = send(relay.url, answer_timeout_seconds=0.3)

    assert isinstance(outcome, Doubtful)


def test_a_relay_that_greets_letter_by_letter_is_given_up() -> None:
    """Each single wait is short, so only a limit of the whole conversation ends it."""
    with running_relay(drip_seconds=0.3) as relay:
        outcome = send(relay.url)

    assert isinstance(outcome, Unreachable)
    assert not outcome.needs_person


@pytest.mark.parametrize(
    ("url", "setting"),
    [
        ("smtp://relay.example", RelaySetting(Security.PLAIN, "relay.example", 25)),
        ("smtps://relay.example", RelaySetting(Security.TLS, "relay.example", 465)),
        (
            "smtp+starttls://a%40b:h%3Aeslo@relay.example",
            RelaySetting(Security.STARTTLS, "relay.example", 587, "a@b", "h:eslo"),
        ),
    ],
)
def test_a_setting_is_read(url: str, setting: RelaySetting) -> None:
    assert read_relay(url) == setting


@pytest.mark.parametrize(
    "url", ["smtp://", "smtp://tajne:heslo@relay:port", "smtp://tajne:h%C3%A9slo@relay", "ftp://x"]
)
def test_a_bad_setting_is_explained_without_the_password(url: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_relay(url)
    assert "tajne" not in str(refused.value)
