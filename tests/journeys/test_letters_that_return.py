"""A letter leaves through a relay, comes back to the address the relay saw, and is the last one."""

import json
import time
from pathlib import Path

import pytest

from tests.delivery.bounces.returned import BOUNCES, letter
from tests.journeys.running import Running, up
from tests.relay import running_relay

pytestmark = pytest.mark.journey

JANA, PETR = "jana@ctenari.example", "petr@ctenari.example"
SEND = ("send", "1/2030", "--list", "magazin", "--yes", "--wait")


def test_a_mailbox_that_is_gone_gets_no_further_issue(
    tmp_path: Path, small_issue_dir: Path
) -> None:
    maildir, readers = tmp_path / "vracene", tmp_path / "ctenari.csv"
    for name in ("tmp", "new", "cur"):
        (maildir / name).mkdir(parents=True)
    readers.write_text(f"e-mail\n{JANA}\n{PETR}\n", encoding="utf-8")
    data_dir = tmp_path / "data"
    with (
        running_relay() as relay,
        up(
            data_dir, SMTP_URL=relay.url, BOUNCE_ADDRESS=BOUNCES, BOUNCE_MAILDIR=str(maildir)
        ) as running,
    ):
        running.do("issue", "import", str(small_issue_dir))
        source = ("--list", "magazin", "--consent-source", "přihlášky")
        running.do("subscribers", "import", str(readers), *source)
        running.do(*SEND)
        back_to = {each.recipient: each.sender for each in relay.accepted}

        deliver(maildir, letter("postfix-unknown-user", back_to[JANA], JANA), 1)
        deliver(maildir, letter("vacation", back_to[PETR], PETR), 2)
        forged = back_to[PETR].replace(back_to[PETR][-20:-14], "aaaaaa")
        deliver(maildir, letter("postfix-unknown-user", forged, PETR), 3)
        wait_until_read(maildir, running, data_dir)

        (row,) = json.loads(running.do("bounces", "list", "--json"))
        assert (row["address"], row["deed"]) == (JANA, "suppressed")
        again = running.do(*SEND, "--again").split()[-1]
        terms = json.loads(running.do("dispatch", "show", again, "--json"))
        assert (terms["accepted"], terms["skipped"]) == (1, 1)
        assert relay.received() == {JANA: 1, PETR: 2}


def deliver(maildir: Path, data: bytes, number: int) -> None:
    """As a mail server does: whole in `tmp/`, then renamed."""
    draft = maildir / "tmp" / f"1777885{number}.M1.posta"
    draft.write_bytes(data)
    draft.rename(maildir / "new" / draft.name)


def wait_until_read(maildir: Path, running: Running, data_dir: Path) -> None:
    """The sweep looks once a minute; taking away its sign of having looked makes it look now."""
    for _ in range(300):
        (data_dir / "beats" / "returned").unlink(missing_ok=True)
        if not list((maildir / "new").iterdir()):
            return
        time.sleep(0.2)
    raise AssertionError(running.run("doctor").stdout)
