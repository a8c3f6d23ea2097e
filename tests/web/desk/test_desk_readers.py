"""Editors find readers, add them on a request, change their lists, and hand out their data."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import event, func, select

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.subscribers.csv_reading import read_csv
from mitdomov.subscribers.model import (
    Consent,
    ConsentAction,
    ConsentMethod,
    ErasureRecord,
    Subscriber,
    SubscriptionState,
    SuppressionReason,
    TableDraft,
)
from mitdomov.subscribers.suppressing import suppress_address
from tests.web.desk.filling import Visitor, said
from tests.web.served import READERS, Site

ALL = "/redakce/odberatele/"
TABLES = "/redakce/odberatele/nacteni/"
REQUEST = {"zpusob": "telefonicky", "zneni": "Chce magazín, volala na sekretariát."}


@pytest.fixture
def desk(site: Site) -> Visitor:
    return Visitor(site.client_as(Role.PUBLISHER))


def audited(site: Site) -> list[str]:
    with site.store.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert not [each for each in entries if "@" in each.sentence], "an address in the log"
    return [each.verb for each in entries if "reader" in each.verb or "suppress" in each.verb]


def state(site: Site, address: str, list_slug: str = "magazin") -> SubscriptionState:
    return site.subscription(address, list_slug).state


def test_a_reader_is_found_without_hacky_and_opened(desk: Visitor) -> None:
    page = desk.see(f"{ALL}?hledat=CTENAR+zofie")
    assert "zofie@ctenari.example" in page
    assert "jana@ctenari.example" not in page
    assert "Čtenář zofie" in desk.see(re.findall(r'href="(/redakce/odberatele/\d+)"', page)[0])
    assert "Nikdo takový tu není" in desk.see(f"{ALL}?hledat=nikdo")
    assert desk.client.get(f"{ALL}?stav=x").status_code == 404


def test_a_person_is_added_on_a_request_with_proof(desk: Visitor, site: Site) -> None:
    who = {"adresa": " Nova@Obec.example ", "jmeno": "Eva Nová", "seznam": ["magazin", "novinky"]}
    answer = desk.send(f"{ALL}pridat", **who, **REQUEST)
    assert "Odběratel je přidaný" in desk.follow(answer)
    with site.store.reading() as session:
        proofs = session.scalars(select(Consent).where(Consent.actor != "reader")).all()
    assert {(each.list, each.method, each.action) for each in proofs} == {
        ("magazin", ConsentMethod.DESK, ConsentAction.GIVEN),
        ("novinky", ConsentMethod.DESK, ConsentAction.GIVEN),
    }
    assert {each.actor for each in proofs} == {"Osoba vydavatel"}
    assert all(each.wording.startswith("Telefonicky ") for each in proofs)
    assert all(each.wording.endswith(REQUEST["zneni"]) for each in proofs)
    assert audited(site) == ["reader-added"]
    again = desk.follow(desk.send(f"{ALL}pridat", **who, **REQUEST))
    assert "Nic se nezměnilo" in again


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"adresa": "tohle není adresa"}, "chybí zavináč"),
        ({"zneni": " "}, "doklad souhlasu"),
        ({"zpusob": ""}, "Vyberte, jak o to požádal"),
        ({"seznam": []}, "aspoň jeden seznam"),
        ({"jmeno": "x" * 201}, "přes 200 znaků"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    fault: dict[str, object], words: str, desk: Visitor, site: Site
) -> None:
    before = len(site.dump()["subscriber"])
    typed = {"adresa": "nova@obec.example", "jmeno": "Eva", "seznam": ["magazin"], **REQUEST}
    answer = desk.send(f"{ALL}pridat", **{**typed, **fault})
    assert answer.status_code == 422
    assert words in said(answer)
    if "zneni" not in fault:
        assert "Chce magazín, volala" in said(answer)
    assert len(site.dump()["subscriber"]) == before


def test_nobody_is_added_whom_we_must_not_mail(desk: Visitor, site: Site) -> None:
    suppress(site, "zakazana@obec.example")
    who = {"adresa": "ZAKAZANA@obec.example", "seznam": ["magazin"]}
    answer = desk.send(f"{ALL}pridat", **who, **REQUEST)
    assert answer.status_code == 422
    assert "zakázáno zasílat" in said(answer)


def suppress(site: Site, address: str) -> None:
    with site.store.writing() as session:
        suppress_address(
            session,
            address,
            SuppressionReason.REQUEST,
            site.scene.clock(),
            secret_key=site.scene.settings.secret_key,
            actor="zkouška",
        )


def number_of(site: Site, address: str = READERS[0]) -> int:
    with site.store.reading() as session:
        return session.scalars(select(Subscriber.id).where(Subscriber.address == address)).one()


def test_a_list_is_ended_and_resumed_on_the_readers_behalf(desk: Visitor, site: Site) -> None:
    here = f"{ALL}{number_of(site)}"
    end = {"seznam": "magazin", "ukon": "ukoncit", **REQUEST}
    assert "Odběr je ukončený" in desk.follow(desk.send(f"{here}/odber", seen_on=here, **end))
    assert state(site, READERS[0]) is SubscriptionState.ENDED
    with site.store.reading() as session:
        proof = session.scalars(select(Consent).order_by(Consent.id.desc()).limit(1)).one()
    assert (proof.action, proof.actor) == (ConsentAction.WITHDRAWN, "Osoba vydavatel")
    assert proof.wording.endswith(REQUEST["zneni"])
    start = {**end, "ukon": "zapnout"}
    page = desk.follow(desk.send(f"{here}/odber", seen_on=here, **start))
    assert "Odběr je zapnutý" in page
    assert state(site, READERS[0]) is SubscriptionState.ACTIVE
    assert page.index("Souhlas se seznamem") < page.index("Odvolání souhlasu"), "newest first"
    refused = desk.send(f"{here}/odber", seen_on=here, seznam="magazin", ukon="ukoncit")
    assert refused.status_code == 422
    assert state(site, READERS[0]) is SubscriptionState.ACTIVE
    assert audited(site) == ["reader-unsubscribed", "reader-subscribed"]


def test_the_timeline_tells_what_became_of_letters(desk: Visitor, site: Site) -> None:
    number = site.sent()
    page = desk.see(f"{ALL}{number_of(site)}")
    assert "Zásilka čísla 1/2030" in page
    assert "přijato serverem" in page
    assert f"/redakce/rozesilky/{number}" in page


def test_a_reader_gets_their_data_and_the_log_says_so(desk: Visitor, site: Site) -> None:
    here = f"{ALL}{number_of(site)}"
    answer = desk.send(f"{here}/kopie", seen_on=here)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert json.loads(answer.data)["odběratel"]["adresa"] == READERS[0]
    assert audited(site) == ["reader-exported"]


def imprint(desk: Visitor, here: str) -> str:
    """Of the data that the reader's page shows."""
    found = re.search(r'name="imprint" value="(\w+)"', desk.see(here))
    assert found
    return found[1]


def test_data_are_corrected_and_a_foreign_address_is_not_taken(desk: Visitor, site: Site) -> None:
    here = f"{ALL}{number_of(site)}"
    shown = imprint(desk, here)
    fix = {"adresa": "jana.nova@obec.example", "jmeno": "Jana Nová", "imprint": shown}
    unasked = desk.send(f"{here}/udaje", seen_on=here, **fix)
    assert unasked.status_code == 422
    assert "Vyberte, jak o to požádal" in said(unasked)
    fix |= {"zpusob": "telefonicky", "zneni": "stěhuje se"}
    assert "Údaje jsou opravené" in desk.follow(desk.send(f"{here}/udaje", seen_on=here, **fix))
    assert "Jana Nová" in desk.see(f"{ALL}?hledat=jana.nova")
    late = desk.send(f"{here}/udaje", seen_on=here, **(fix | {"adresa": READERS[0]}))
    assert late.status_code == 409, "whoever mends the name alone puts no old address back"
    assert "jana.nova@obec.example</dd>" in said(late)
    foreign = {"adresa": READERS[1], "jmeno": "Jana", "imprint": imprint(desk, here)}
    taken = desk.send(f"{here}/udaje", seen_on=here, **foreign, zpusob="dopisem")
    assert taken.status_code == 422
    assert "už má jiný odběratel" in said(taken)
    dossier = desk.see(f"{here}/spis")
    assert f"z {READERS[0]} na jana.nova@obec.example, na žádost změnil(a)" in dossier
    assert "stěhuje se" in dossier
    with site.store.reading() as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.verb == "reader-corrected"))
    assert entry.sentence.endswith("se změnilo: adresa a jméno.")


def test_data_are_erased_only_when_the_address_is_typed_out(desk: Visitor, site: Site) -> None:
    site.sent()
    here = f"{ALL}{number_of(site)}/vymaz"
    typed = {"zpusob": "dopisem", "zakaz": "1"}
    answer = desk.send(here, adresa=READERS[1], **typed)
    assert answer.status_code == 422
    assert "Opište adresu" in said(answer)
    named = desk.send(here, adresa=READERS[0], zneni=f"Píše z {READERS[0]}.", **typed)
    assert (named.status_code, "Pište bez jména a adresy" in said(named)) == (422, True)
    page = desk.follow(desk.send(here, adresa=READERS[0].upper(), **typed))
    assert "Údaje odběratele jsou vymazané" in page
    assert "jana@" not in repr(site.dump())
    assert site.scene.equation(1).is_balanced
    with site.store.reading() as session:
        record = session.scalars(select(ErasureRecord)).one()
    assert record.is_suppressed
    assert record.actor == "Osoba vydavatel"
    assert audited(site) == ["reader-erased"]
    assert desk.client.get(here).status_code == 404
    assert "vymazaný odběratel" in desk.see("/redakce/rozesilky/1/zasilky")


def test_a_list_is_taken_out_without_formulas(desk: Visitor, site: Site) -> None:
    with site.store.writing() as session:
        session.get_one(Subscriber, 1).name = "=HYPERLINK(1)"
    answer = desk.send(f"{ALL}csv", seen_on=ALL, seznam="magazin")
    assert "odberatele-magazin-" in answer.headers["Content-Disposition"]
    assert b"'=HYPERLINK(1)" in answer.data
    assert read_csv(answer.data).rows[0].name == "=HYPERLINK(1)"
    assert audited(site) == ["readers-exported"]
    assert desk.send(f"{ALL}csv", seen_on=ALL, seznam="neni").status_code == 400


def upload(desk: Visitor, data: bytes, **fields: str) -> str:
    """Uploads a table; the address of its preview."""
    form = {"seznam": "magazin", "zdroj": "Konference 7. 2. 2026", "doklad": "ano"} | fields
    answer = desk.send(TABLES, soubor=(BytesIO(data), "čtenáři.csv"), **form)
    assert answer.status_code == 303, said(answer)
    return answer.location


CZECH = "email;jméno;obec\na@obec.example;Žofie Šťastná;Ústí\nb@obec.example;Jan;Brno\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1250", "iso8859-2", "utf-16", "utf-16-le"]
)
def test_a_table_is_seen_before_anybody_is_added(encoding: str, desk: Visitor, site: Site) -> None:
    before = site.dump()["subscriber"]
    preview = upload(desk, CZECH.encode(encoding))
    page = desk.see(preview)
    assert "Žofie Šťastná" in page
    assert re.search(r"obec\s*</th>\s*<td[^>]*>nepoužije se", page)
    assert site.dump()["subscriber"] == before
    done = desk.follow(desk.send(preview, ukon="nacist"))
    assert "Načteno: 2 noví odběratelé" in done
    with site.store.reading() as session:
        names = set(session.scalars(select(Subscriber.name)))
        assert session.scalar(select(func.count()).select_from(TableDraft)) == 0
    assert {"Žofie Šťastná", "Jan"} <= names
    assert state(site, "a@obec.example") is SubscriptionState.ACTIVE
    assert audited(site) == ["readers-imported"]
    assert desk.client.get(preview).status_code == 404


def test_a_doubtful_encoding_is_left_to_the_person(desk: Visitor) -> None:
    """One byte is `ž` in ISO 8859-2 and `ľ` in Windows-1250: only a person sees which is meant."""
    data = b"email;jm\xe9no\na@obec.example;Jan Mu\xbe\n"
    preview = upload(desk, data)
    page = desk.see(preview)
    assert "Kódování nejde poznat samo" in page
    assert page.count("Správně je") == 2
    assert "Muž" in page
    assert "Muľ" in page
    assert "Načíst na seznam" not in page
    answer = desk.send(preview, ukon="kodovani", kodovani="iso-8859-2")
    assert "Jan Muž" in desk.follow(answer)
    assert "Jan Muž" not in desk.follow(
        desk.send(preview, ukon="kodovani", kodovani="windows-1250")
    )
    assert desk.send(preview, ukon="kodovani", kodovani="ebcdic").status_code == 400


def test_without_proof_nobody_gets_letters(desk: Visitor, site: Site) -> None:
    preview = upload(desk, CZECH.encode(), doklad="ne")
    assert "zapíšou se jako nepotvrzení" in desk.see(preview)
    desk.follow(desk.send(preview, ukon="nacist"))
    assert state(site, "a@obec.example") is SubscriptionState.PENDING
    with site.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Consent)) == 0


def test_wrong_rows_are_all_named_and_nobody_is_added(desk: Visitor, site: Site) -> None:
    rows = "".join(f"neni adresa {n};X\n" for n in range(60))
    preview = upload(desk, f"email;jméno\n{rows}dobra@obec.example;Y\n".encode())
    page = desk.see(preview)
    assert "60 chyb" in page
    assert "řádek 2: " in page
    assert "… a dalších 10" in page
    assert "Načíst na seznam" not in page
    before = site.dump()["subscriber"]
    answer = desk.send(preview, ukon="nacist")
    assert answer.status_code == 422
    assert site.dump()["subscriber"] == before


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"zdroj": " "}, "Uveďte zdroj"),
        ({"doklad": ""}, "souhlasy doložené"),
        ({"data": b""}, "Vyberte soubor"),
    ],
)
def test_a_table_needs_source_and_legal_basis(
    fault: dict[str, bytes], words: str, desk: Visitor
) -> None:
    form = {"seznam": "magazin", "zdroj": "x", "doklad": "ano", "data": CZECH.encode(), **fault}
    file = (BytesIO(form.pop("data")), "a.csv")  # type: ignore[arg-type]
    answer = desk.send(TABLES, soubor=file, **form)
    assert answer.status_code == 422
    assert words in said(answer)


def test_a_table_nobody_came_back_to_is_gone(desk: Visitor, site: Site) -> None:
    preview = upload(desk, CZECH.encode())
    with site.store.writing() as session:
        session.scalars(select(TableDraft)).one().uploaded_at -= timedelta(days=2)
    assert desk.client.get(preview).status_code == 404
    upload(desk, CZECH.encode())
    with site.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(TableDraft)) == 1


@contextmanager
def selects(site: Site) -> Iterator[list[str]]:
    found: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            found.append(statement)

    event.listen(site.store.engine, "before_cursor_execute", note)
    yield found
    event.remove(site.store.engine, "before_cursor_execute", note)


def test_ten_thousand_readers_are_turned_page_by_page_at_the_price_of_three(
    desk: Visitor, site: Site
) -> None:
    desk.see(ALL)
    costs = []
    for more in (0, 10_000):
        if more:
            table = "email\n" + "".join(f"r{n:05}@obec.example\n" for n in range(more))
            desk.follow(desk.send(upload(desk, table.encode()), ukon="nacist"))
        with selects(site) as found:
            page = desk.see(ALL)
        costs.append(len(found))
    assert costs[0] == costs[1] <= 12
    assert "10 003 odběratelů, strana 1 z 101" in page
    last = desk.see(f"{ALL}?strana=101")
    assert last.count('scope="row"') == 3
    assert "Další" not in last


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.TRANSLATOR, Role.EDITOR])
def test_readers_are_nobody_elses_business(role: Role, site: Site) -> None:
    for path in (ALL, f"{ALL}1", f"{ALL}pridat", TABLES, "/redakce/zakazy/", "/redakce/seznamy/"):
        assert site.client_as(role).get(path).status_code == 403, path


def test_an_unknown_reader_is_an_unknown_page(desk: Visitor) -> None:
    for path in ("999", "999/vymaz", "99999999999", "nacteni/999"):
        assert desk.client.get(f"{ALL}{path}").status_code == 404


def test_hostile_names_stay_words(desk: Visitor) -> None:
    who = {"adresa": "zly@obec.example", "jmeno": "<script>alert(1)</script>"}
    page = desk.follow(desk.send(f"{ALL}pridat", **who, seznam=["magazin"], **REQUEST))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
