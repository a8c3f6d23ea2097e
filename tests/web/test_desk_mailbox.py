"""Editors read what would have been sent; a letter can do nothing to the desk that shows it."""

from email.message import EmailMessage

import pytest

from mitdomov.delivery.transports.mailbox import MailboxTransport
from tests.web.pages_of_web import tree, without_tokens
from tests.web.served import HOSTILE, PUBLIC_URL, READERS, Site

MAILBOX = "/redakce/schranka/"


@pytest.fixture
def full(site: Site) -> Site:
    site.sent()
    return site


def keep(site: Site, recipient: str, subject: str, html: str = "") -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", recipient, subject
    message["Message-ID"] = f"<{recipient}>"
    message.set_content(HOSTILE)
    if html:
        message.add_alternative(html, subtype="html")
    with MailboxTransport(site.store, site.scene.clock).open() as connection:
        connection.send(recipient, message.as_bytes())


def test_every_letter_of_a_dispatch_is_there_and_opens(full: Site) -> None:
    page = full.page(MAILBOX)
    assert "3 dopisy" in page
    for reader in READERS:
        assert reader in page
    letter = full.page(f"{MAILBOX}1")
    assert "List-Unsubscribe" in letter
    assert f'src="{MAILBOX}1/html"' in letter


def test_letters_are_found_by_recipient_and_by_subject(full: Site) -> None:
    assert "1 dopis<" in full.page(f"{MAILBOX}?hledat=ZOFIE")
    assert "3 dopisy<" in full.page(f"{MAILBOX}?hledat=1/2030")
    nothing = full.page(f"{MAILBOX}?hledat=100%25_neni")
    assert "100%_neni“ nic nenašlo" in nothing


def test_the_empty_mailbox_says_what_to_do(site: Site) -> None:
    assert "Schránka je prázdná. Rozešlete číslo" in site.page(MAILBOX)


def test_many_letters_are_shown_by_pages(site: Site) -> None:
    for number in range(51):
        keep(site, f"r{number}@ctenari.example", f"Dopis {number:03}")
    newest, oldest = site.page(MAILBOX), site.page(f"{MAILBOX}?strana=2")
    assert "51 dopisů" in newest
    assert ("Dopis 050" in newest, "Dopis 000" in newest) == (True, False)
    assert ("Dopis 050" in oldest, "Dopis 000" in oldest) == (False, True)
    assert ("strana 1 z 2" in newest, "strana 2 z 2" in oldest) == (True, True)
    for beyond in ("3", "9" * 40):
        assert without_tokens(site.page(f"{MAILBOX}?strana={beyond}")) == without_tokens(oldest)
    for before in ("0", "-5", "x", ""):
        assert without_tokens(site.page(f"{MAILBOX}?strana={before}")) == without_tokens(newest)


def test_paging_keeps_the_search(site: Site) -> None:
    for number in range(51):
        keep(site, f"r{number}@ctenari.example", "Mít & domov")
    page = site.page(f"{MAILBOX}?hledat=%26")
    assert "?hledat=%26&amp;strana=2" in page


def test_a_letter_is_shut_in_a_sandbox(full: Site) -> None:
    """It runs nothing, sends no form and fetches nothing, even on a page of its own."""
    policy = full.client.get(f"{MAILBOX}1/html").headers["Content-Security-Policy"]
    parts = {each.split()[0]: each.split()[1:] for each in policy.split("; ")}
    assert parts["default-src"] == ["'none'"]
    assert "script-src" not in parts
    assert parts["img-src"] == ["'self'", PUBLIC_URL, "data:"]
    assert set(parts["sandbox"]) == {"allow-popups", "allow-popups-to-escape-sandbox"}
    preview = full.client.get("/redakce/cislo/1-2030/dopis.html")
    assert preview.headers["Content-Security-Policy"] == policy
    frame = next(tree(full.page(f"{MAILBOX}1")).iter("iframe"))
    assert set((frame.get("sandbox") or "").split()) == set(parts["sandbox"])


def test_a_hostile_subject_recipient_and_text_are_shown_as_text(site: Site) -> None:
    keep(site, f'"{HOSTILE}"@ctenari.example', HOSTILE, "<p>dopis</p>")
    for path in (MAILBOX, f"{MAILBOX}1", f"{MAILBOX}?hledat={HOSTILE}"):
        page = site.page(path)
        assert "<script>alert" not in page
        assert "alert(1)" in page
    assert site.client.get(f"{MAILBOX}1/zdroj").mimetype == "text/plain"


def test_a_hostile_name_is_shown_as_text(site: Site) -> None:
    site.scene.subscribe([f"zly{number}@ctenari.example" for number in range(1)])
    number = site.scene.plan()
    with site.store.writing() as session:
        session.connection().exec_driver_sql("UPDATE delivery SET name = ?", (HOSTILE,))
    page = site.page(f"/redakce/rozesilky/{number}/zasilky")
    assert "<script>alert" not in page
    assert "alert(1)" in page


def test_a_letter_without_html_shows_its_text(site: Site) -> None:
    keep(site, "r@ctenari.example", "Jen text")
    page = tree(site.page(f"{MAILBOX}1"))
    assert list(page.iter("iframe")) == []
    assert HOSTILE in "".join(next(page.iter("pre")).itertext())


def test_an_unknown_letter_is_an_unknown_page(site: Site) -> None:
    for path in ("7", "7/html", "7/zdroj", "9" * 40, "0"):
        assert site.client.get(f"{MAILBOX}{path}").status_code == 404


def test_an_issue_without_a_letter_has_no_preview(site: Site) -> None:
    for path in ("2-2030/dopis", "2-2030/dopis.html", "x/dopis.txt"):
        assert site.client.get(f"/redakce/cislo/{path}").status_code == 404


def test_the_preview_names_nobody_and_its_links_lead_to_no_reader(site: Site) -> None:
    for path in ("dopis.html", "dopis.txt"):
        letter = site.page(f"/redakce/cislo/1-2030/{path}")
        assert "⟦" not in letter
        assert not [each for each in READERS if each in letter]
