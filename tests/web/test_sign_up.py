"""The sign-up by HTTP, without a script and without a cookie: the form, its answers, its traps."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest
from sqlalchemy import func, select, update

from mitdomov.clock import now
from mitdomov.editorial.model import IssueRecord
from mitdomov.subscribers.addresses import address_hash, normalise
from mitdomov.subscribers.model import Subscriber, Suppression, SuppressionReason
from mitdomov.subscribers.sign_up.budgets import (
    LETTERS_PER_HOUR,
    MOST_PUT_OFF,
    MOST_PUT_OFF_OF_HOST,
    MOST_PUT_OFF_OF_HOST_WHEN_FULL,
    count_letter,
    grow,
    network_of,
)
from mitdomov.subscribers.sign_up.form_tokens import make_form_token, read_form_token
from mitdomov.subscribers.sign_up.model import SignUp, SignUpLane
from mitdomov.subscribers.sign_up.puzzle import is_solution
from mitdomov.web.lists import as_shown
from mitdomov.web.public.sign_up.wording import form_version
from mitdomov.web.publication import shown_publication
from tests.web.pages_of_web import tree, words_in
from tests.web.served import HOSTILE, READERS, Site
from tests.web.signing_up import (
    PATH,
    aged_token,
    filled,
    letters,
    opened,
    secret,
    send,
    sign_up,
    token_on,
)

NEW: Final = "nova@obec.example"
FOREIGN: Final = {"Origin": "https://obec.example", "Sec-Fetch-Site": "cross-site"}


def waiting(site: Site) -> list[SignUp]:
    with site.store.reading() as session:
        return list(session.scalars(select(SignUp).order_by(SignUp.id)))


def words(answer: Any) -> str:
    return words_in(tree(answer.get_data(as_text=True))).replace("\xa0", " ")


def attack(site: Site, times: int = 60) -> None:
    """Sign-ups from everywhere within the hour."""
    with site.store.writing() as session:
        for _ in range(times):
            grow(session, "all", now())


def solved(text: str) -> str:
    bits = bits_of(text)
    return next(str(n) for n in range(1 << 24) if is_solution(text, str(n), bits))


def bits_of(text: str) -> int:
    found = read_form_token("k" * 40, text)
    assert found is not None
    return found.bits


def test_the_form_offers_each_list_with_nothing_ticked_and_says_what_is_agreed(site: Site) -> None:
    page = opened(site)
    assert re.findall(r'name="seznam"\s+id="[\w-]+"\s+value="([\w-]+)"', page) == [
        "novinky",
        "magazin",
    ]
    assert " checked" not in page
    assert "Souhlasím, aby mi vydavatel" in page
    assert 'href="/ochrana-udaju/"' in page
    assert "<script" not in page


def test_the_form_is_kept_by_no_browser_and_sets_no_cookie(site: Site) -> None:
    answer = site.anonymous.get(PATH)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert "Set-Cookie" not in send(site, filled(NEW, aged_token(site))).headers


def test_nobody_is_a_subscriber_before_the_letter_is_confirmed(site: Site) -> None:
    sign_up(site, " Nová@obec.example ".replace("á", "a"), "magazin", "novinky")
    (row,) = waiting(site)
    assert (row.address, sorted(row.lists)) == ("Nova@obec.example", ["magazin", "novinky"])
    assert row.network == "203.0.113.7"
    assert row.wording.startswith("Souhlasím, aby mi vydavatel")
    with site.store.reading() as session:
        assert session.scalar(select(func.count(Subscriber.id))) == len(READERS)


def test_every_address_gets_the_same_answer_byte_for_byte(site: Site) -> None:
    """Known, on another list, suppressed, limited, refused, unknown: nothing tells them apart."""
    with site.store.writing() as session:
        hashed = address_hash(secret(site), normalise("zakaz@obec.example")[1])
        reason = SuppressionReason.COMPLAINT
        session.add(Suppression(address_hash=hashed, reason=reason, at=now()))
    sign_up(site, "ma-dopis@obec.example", remote="198.51.100.1")
    letters(site)
    answers = set()
    for n, address in enumerate(
        (NEW, READERS[0], "zakaz@obec.example", "ma-dopis@obec.example", "Nekdo@ctenari.example")
    ):
        answer = sign_up(site, address, remote=f"198.51.{n}.9")
        page = site.anonymous.get(answer.location)
        kept = [(k, v) for k, v in answer.headers if k != "Date"]
        answers.add((answer.status_code, str(kept), answer.data, page.status_code, page.data))
    assert len(answers) == 1
    assert b"obec.example" not in page.data
    assert [each.address for each in letters(site)] == [
        NEW,
        READERS[0],
        "Nekdo@ctenari.example",
    ]


@pytest.mark.parametrize(
    ("address", "lists", "said"),
    [
        ("", ("magazin",), "Chybí e-mailová adresa."),
        ("jana", ("magazin",), "V adrese chybí zavináč."),
        ("jana@obec.example", (), "Vyberte, co vám máme posílat."),
        ("jana@obec.example", ("cizi",), "Vyberte, co vám máme posílat."),
        ("a@b.example,c@d.example", ("magazin",), "Na řádku smí být jediná adresa."),
        ("a@b.example\r\nBcc: c@d.example", ("magazin",), "řídicí znak"),
        (HOSTILE, ("magazin",), "bez jména a závorek"),
    ],
)
def test_a_fault_is_told_at_its_field_and_what_was_typed_stays(
    site: Site, address: str, lists: tuple[str, ...], said: str
) -> None:
    answer = send(site, filled(address, aged_token(site), lists))
    page = answer.get_data(as_text=True).replace("\xa0", " ")
    assert answer.status_code == 422
    assert said in page
    assert 'aria-invalid="true"' in page
    assert HOSTILE not in page
    if "magazin" in lists:
        assert re.search(r'value="magazin"[^>]*checked', page)
    assert not waiting(site)


def test_whoever_is_faster_than_a_person_gets_the_form_back_and_sends_it_again(site: Site) -> None:
    token = token_on(opened(site))
    answer = send(site, filled(NEW, token))
    assert answer.status_code == 200
    assert "dřív, než ji člověk stihne" in words(answer)
    assert token_on(answer.get_data(as_text=True)) == token  # which has grown old enough soon
    assert f'value="{NEW}"' in answer.get_data(as_text=True)
    assert not waiting(site)


def test_a_form_left_open_for_long_is_handed_out_anew(site: Site) -> None:
    old = aged_token(site, 7 * 3600)
    answer = send(site, filled(NEW, old))
    page = answer.get_data(as_text=True)
    assert "otevřená dlouho" in words(answer)
    assert token_on(page) != old
    assert f'value="{NEW}"' in page
    assert not waiting(site)


@pytest.mark.parametrize("token", ["", "padělek", "WzFd.x"])
def test_without_our_token_nobody_is_signed_up(site: Site, token: str) -> None:
    answer = send(site, filled(NEW, token))
    assert answer.status_code == 200
    assert "Zkontrolujte adresu" in words(answer)
    assert not waiting(site)


def test_a_program_that_fills_in_every_field_signs_nobody_up(site: Site) -> None:
    page = opened(site)
    trap = re.search(
        r'<div class="sign-up-trap" aria-hidden="true">.*?name="(\w+)"', page, re.DOTALL
    )
    assert trap is not None
    answer = send(site, filled(NEW, aged_token(site), **{trap[1]: "https://spam.example"}))
    assert "spam.example" not in answer.get_data(as_text=True)
    assert not waiting(site)
    field = re.search(rf'<input id="{trap[1]}"[^>]+>', page)
    assert field is not None
    assert 'tabindex="-1"' in field[0]
    assert 'autocomplete="off"' in field[0]


def test_a_form_in_another_site_leads_to_ours_filled_in(site: Site) -> None:
    """Even with a good token, which a site could have fetched from here."""
    for token in ("", aged_token(site)):
        answer = send(site, filled(NEW, token), headers=FOREIGN)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert f'value="{NEW}"' in page
        assert re.search(r'value="magazin"[^>]*checked', page)
        assert not waiting(site)
    token = token_on(page)
    made = read_form_token(secret(site), token)
    assert made is not None
    assert made.form == "vložený: obec.example"


def test_the_site_of_the_form_is_part_of_the_proof(site: Site) -> None:
    page = send(site, filled(NEW), headers=FOREIGN).get_data(as_text=True)
    made = read_form_token(secret(site), token_on(page))
    assert made is not None
    older = make_form_token(
        secret(site), now() - timedelta(seconds=9), form=made.form, version=made.version
    )
    assert send(site, filled(NEW, older)).status_code == 303
    assert waiting(site)[0].form == "vložený: obec.example"


def test_the_html_for_other_sites_is_a_plain_form_that_works_here(site: Site) -> None:
    page = tree(site.anonymous.get("/odebirat/vlozit/").get_data(as_text=True))
    code = "".join(page.find(".//textarea[@id='kod']").itertext())  # type: ignore[union-attr]
    form = re.search(r'<form action="([^"]+)" method="post"', code)
    assert form is not None
    assert form[1] == "http://web.example/odebirat/"
    assert re.findall(r'value="([\w-]+)"', code) == ["novinky", "magazin"]
    for foreign in ("<script", "<iframe", "<img", "<link", "style="):
        assert foreign not in code


def test_under_attack_a_form_opened_before_gets_the_extra_step(site: Site) -> None:
    before = aged_token(site)
    attack(site)
    answer = send(site, filled(NEW, before))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 429
    assert "Přihlašování teď někdo zahlcuje" in words(answer)
    assert "přibyl jeden krok" in words(answer)
    assert f'value="{NEW}"' in page
    assert bits_of(token_on(page)) > 0
    assert not waiting(site)


def test_under_attack_a_solution_lets_through_at_once_and_only_once(site: Site) -> None:
    attack(site)
    token = aged_token(site, bits=8)
    number = solved(token)
    for lane in (SignUpLane.AT_ONCE, SignUpLane.PUT_OFF):
        assert send(site, filled(NEW, token, dukaz=number)).status_code == 303
        assert waiting(site)[-1].lane is lane


def test_under_attack_whoever_has_no_script_waits(site: Site) -> None:
    attack(site)
    page = opened(site)
    assert "Se zapnutým JavaScriptem přijde hned" in " ".join(page.replace("\xa0", " ").split())
    answer = send(site, filled(NEW, aged_token(site, bits=16)))
    assert answer.location == "/odebirat/dopis/pozdeji/"
    assert "až s odstupem" in words(site.anonymous.get(answer.location))
    assert [each.lane for each in waiting(site)] == [SignUpLane.PUT_OFF]
    assert [each.address for each in letters(site)] == [NEW]


def test_a_host_that_fills_the_queue_is_told_so(site: Site) -> None:
    attack(site)
    token = aged_token(site, bits=16)
    for n in range(MOST_PUT_OFF_OF_HOST):
        assert send(site, filled(f"obet{n}@obec.example", token)).status_code == 303
    answer = send(site, filled(NEW, token))
    assert answer.status_code == 503
    assert "za hodinu" not in words(answer)
    assert answer.headers["Retry-After"] == "3600"
    assert f'value="{NEW}"' in answer.get_data(as_text=True)
    assert len(waiting(site)) == MOST_PUT_OFF_OF_HOST


def test_a_school_behind_one_address_is_let_in_by_solutions_and_not_blamed(site: Site) -> None:
    host = network_of(secret(site), "203.0.113.7").host
    with site.store.writing() as session:
        for _ in range(45):
            grow(session, host, now())
    page = words(site.anonymous.get(PATH, environ_base={"REMOTE_ADDR": "203.0.113.7"}))
    assert "Z vaší sítě teď přišlo víc přihlášek" in page
    assert "zahlcuje" not in page
    token = aged_token(site, bits=8)
    assert send(site, filled(NEW, token, dukaz=solved(token))).location == "/odebirat/dopis/"
    for n in range(MOST_PUT_OFF_OF_HOST):
        late = send(site, filled(f"zak{n}@skola.example", aged_token(site, bits=8)))
        assert late.location == "/odebirat/dopis/pozdeji/"
    assert send(site, filled(NEW, aged_token(site, bits=8))).status_code == 503


def test_a_half_full_queue_takes_few_of_one_host(site: Site) -> None:
    attack(site)
    token = aged_token(site, bits=16)
    for n in range(MOST_PUT_OFF // 2):
        send(site, filled(f"obet{n}@obec.example", token), remote=f"10.{n // 250}.{n % 250}.1")
    answers = [
        send(site, filled(f"dalsi{n}@obec.example", token)).status_code
        for n in range(MOST_PUT_OFF_OF_HOST_WHEN_FULL + 1)
    ]
    assert answers == [303] * MOST_PUT_OFF_OF_HOST_WHEN_FULL + [503]


def test_solutions_beyond_the_letters_of_the_hour_wait_and_the_page_says_so(site: Site) -> None:
    """Depends on the load alone."""
    attack(site)
    with site.store.writing() as session:
        for _ in range(LETTERS_PER_HOUR - 1):
            count_letter(session, SignUpLane.AT_ONCE, now())
    for place in ("/odebirat/dopis/", "/odebirat/dopis/pozdeji/"):
        token = aged_token(site, bits=8)
        assert send(site, filled(NEW, token, dukaz=solved(token))).location == place
    page = opened(site)
    assert "JavaScriptem přijde hned" not in page.replace("\xa0", " ")
    assert "data-puzzle" not in page


def test_editors_and_the_log_are_told_of_an_attack(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    assert "pod náporem" not in site.page("/redakce/")
    attack(site, 61)
    send(site, filled(NEW, aged_token(site, bits=16)))
    assert "Přihlašování je pod náporem od" in site.page("/redakce/")
    assert "sign-up is under attack" in caplog.text
    assert NEW not in caplog.text


def test_the_front_page_invites_and_its_short_form_leads_to_the_whole_one(site: Site) -> None:
    page = site.anonymous.get("/").get_data(as_text=True)
    assert 'action="/odebirat/"' in page
    answer = send(site, {"adresa": NEW})
    assert answer.status_code == 200
    assert f'value="{NEW}"' in answer.get_data(as_text=True)
    assert not waiting(site)


def test_nothing_is_offered_before_the_first_issue(site: Site) -> None:
    with site.store.writing() as session:
        session.execute(update(IssueRecord).values(current_snapshot_id=None))
    assert "Zatím není co odebírat" in opened(site)
    assert send(site, filled(NEW)).status_code == 200


def test_a_form_is_stale_once_a_list_says_anything_else(site: Site) -> None:
    """What stands at the checkbox is agreed to as well, and is kept with the consent."""
    with site.app.test_request_context(), site.store.reading() as session:
        publication = shown_publication(session)
    assert publication is not None
    first, *others = publication.lists
    words = replace(first, description="Čtyři čísla za rok.")
    assert as_shown(words.title, words.description) == f"{first.title}: Čtyři čísla za rok."
    other = replace(publication, lists=(words, *others))
    assert form_version(other) != form_version(publication)
