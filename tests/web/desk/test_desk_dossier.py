"""The desk's dossier, wordings and rules of retention; the statement that readers get of them."""

import json
import re
from datetime import timedelta

from sqlalchemy import select

from mitdomov.accounts.model import AuditEntry
from mitdomov.clock import now
from mitdomov.delivery.personal_data.retention_rules import EDITORS, READERS, RULES
from mitdomov.subscribers.dossier import dossier_of, wordings_used
from mitdomov.subscribers.model import ConsentMethod, EndedReason, Subscriber
from mitdomov.subscribers.pausing import pause
from mitdomov.subscribers.retention import Rule, run_due
from mitdomov.subscribers.subscribing import end_subscription, version_of
from mitdomov.web.feedback.leaving import UNDO_WORDING
from mitdomov.web.feedback.own_page import CHOICE_WORDING
from tests.web.served import READERS as ADDRESSES
from tests.web.served import Site

MAGAZINE = "Magazín Mít domov"
CHOSEN = f"Novinky: Krátké zprávy mezi čísly.\n{CHOICE_WORDING}"
UNDONE = f"{MAGAZINE}\n{UNDO_WORDING}"


def acted(site: Site) -> int:
    """Jana's id, after she took news, left the magazine by one click and came back."""
    token = site.token()
    site.client.post(f"/odber/{token}", data={"list": ["magazin", "novinky"]})
    site.client.post(f"/odhlaseni/{token}", data={"List-Unsubscribe": "One-Click"})
    site.client.post(f"/odhlaseni/{token}/zpet")
    return site.subscription().subscriber_id


def test_each_act_stands_in_the_dossier_with_words_version_and_place(site: Site) -> None:
    number = acted(site)
    with site.store.reading() as session:
        dossier = dossier_of(session, session.get_one(Subscriber, number))
    told = [(act.action_words, act.list, act.form, act.version) for act in dossier.acts]
    assert told == [
        ("souhlas udělen", "novinky", "/odber/", version_of(CHOSEN)),
        ("souhlas odvolán", "magazin", "List-Unsubscribe", ""),
        ("souhlas udělen", "magazin", "/odhlaseni/", version_of(UNDONE)),
    ]
    page = site.page(f"/redakce/odberatele/{number}/spis")
    for act in dossier.acts:
        assert act.action_words in page
        assert act.method_words in page
        assert act.form in page
    for version, text in dossier.wordings.items():
        assert f'id="zneni-{version}"' in page
        assert text in page
    assert "verze znění" in site.page(f"/redakce/odberatele/{number}")


def test_the_dossier_is_handed_out_and_the_log_says_so(site: Site) -> None:
    number = acted(site)
    path = f"/redakce/odberatele/{number}/spis"
    answer = site.client.post(path, data={"csrf_token": site.csrf_token()})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    data = json.loads(answer.get_data())
    assert data["odběratel"]["adresa"] == ADDRESSES[0]
    assert [act["verze znění"] in {*data["znění"], ""} for act in data["úkony"]] == [True] * 3
    with site.store.reading() as session:
        [entry] = session.scalars(select(AuditEntry).where(AuditEntry.verb == "dossier-exported"))
    assert (entry.subject, ADDRESSES[0] in entry.sentence) == (f"reader:{number}", False)


def test_wordings_are_gathered_and_notes_of_editors_are_not(site: Site) -> None:
    assert "Zatím nikdo s ničím nesouhlasil" in site.page("/redakce/odberatele/zneni")
    acted(site)
    for address in ADDRESSES[1:]:
        path = f"/odber/{site.token(address)}"
        site.client.post(path, data={"list": ["magazin", "novinky"]})
    with site.store.writing() as session:
        own = site.subscription(ADDRESSES[1])
        end_subscription(
            session,
            own,
            EndedReason.EDITOR,
            ConsentMethod.DESK,
            now(),
            wording="Telefonicky: Petr Novák už nechce",
            actor="Eva",
        )
    with site.store.reading() as session:
        used = {each.text: each for each in wordings_used(session)}
    assert set(used) == {CHOSEN, UNDONE}
    chosen = used[CHOSEN]
    assert (chosen.count, chosen.lists, chosen.forms) == (3, ("novinky",), ("/odber/",))
    page = site.page("/redakce/odberatele/zneni")
    assert CHOICE_WORDING in page
    assert "Petr Novák" not in page


def test_the_desk_tells_of_a_pause(site: Site) -> None:
    with site.store.writing() as session:
        reader = session.get_one(Subscriber, site.subscription().subscriber_id)
        pause(reader, (now() + timedelta(days=40)).date(), now())
    assert "pozastavil" in site.page(f"/redakce/odberatele/{site.subscription().subscriber_id}")
    page = site.page("/redakce/cislo/1-2030/rozeslat")
    assert "zasílání si pozastavili" in page
    assert "2 dopisy odejdou" in page


def test_the_rules_are_shown_with_their_last_runs(site: Site) -> None:
    assert "Úklid ještě neproběhl" in site.page("/redakce/uchovavani/")
    run_due(site.store, RULES, now() - timedelta(days=3))
    late = site.page("/redakce/uchovavani/")
    assert "Déle než dva dny neproběhlo" in late
    run_due(site.store, RULES, now())
    page = site.page("/redakce/uchovavani/")
    assert "Déle než dva dny" not in page
    for rule in RULES:
        assert rule.what in page


def test_a_rule_that_failed_says_so(site: Site) -> None:
    broken = Rule(RULES[0].name, "Něco", timedelta(days=1), "1 den", lambda _s, _b: 1 // 0)
    run_due(site.store, (broken,), now())
    page = site.page("/redakce/uchovavani/")
    assert "nepovedlo se" in page
    assert "ZeroDivisionError" in page


def test_the_statement_has_each_period_that_is_applied(site: Site) -> None:
    page = site.page("/ochrana-udaju/")
    rows = dict(re.findall(r"<td>([^<]+)</td>\s*<td>([^<]+)</td>", page))
    assert rows == {rule.what: rule.period_words for rule in READERS}
    assert not any(rule.what in page for rule in EDITORS)
    assert "Ukázkový text" in page
    for name in ("správce", "Správcem je vydavatel", "Úřadu pro ochranu osobních údajů"):
        assert name.lower() in page.lower()
    answer = site.anonymous.get("/ochrana-udaju/")
    assert answer.cache_control.public
    assert "Set-Cookie" not in answer.headers
    assert 'href="/ochrana-udaju/"' in site.page("/")
