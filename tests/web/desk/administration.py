"""The pages of the desk about readers, the publication and the machine, with something on each."""

from datetime import date

from sqlalchemy import select

from mitdomov.accounts.audit import TERMINAL
from mitdomov.clock import now
from mitdomov.delivery.model import Delivery, DeliveryState
from mitdomov.delivery.verdicts import RECIPIENT_REFUSED
from mitdomov.editorial.past.details import Details
from mitdomov.editorial.past.importing import Imported, import_past
from mitdomov.editorial.work.model import WorkKind
from mitdomov.editorial.work.orders import claim_work, fail_work, order_work
from mitdomov.subscribers.model import TableDraft
from tests.editorial import past_pdfs
from tests.web.served import READERS, Site

_TABLES = {
    "table": b"email;jm\xe9no\nx@obec.example;\x8eofie \x8atastn\xe1\n",
    "table in doubt": b"email;jm\xe9no\nx@obec.example;Jan Mu\xbe\n",
    "table with mistakes": b"email\nx\n",
}


def administration_paths(site: Site) -> dict[str, str]:
    readers, publication = "/redakce/odberatele/", "/redakce/publikace/"
    number = site.subscription(READERS[0]).subscriber_id
    _refuse(site)
    _fail_work(site)
    tables = {name: f"{readers}nacteni/{each}" for name, each in _drafts(site).items()}
    return {
        "readers": readers,
        "no readers found": f"{readers}?hledat=nikdo",
        "new reader": f"{readers}pridat",
        "reader": f"{readers}{number}",
        "erase reader": f"{readers}{number}/vymaz",
        "choose table": f"{readers}nacteni/",
        **tables,
        "suppressions": "/redakce/zakazy/",
        "lists": "/redakce/seznamy/",
        "publication": publication,
        "ISSN readiness": f"{publication}issn",
        **_past_issue(site),
        "masthead": f"{publication}udaje",
        "imprint people": f"{publication}redakce",
        "help box": f"{publication}pomoc",
        "publicity": f"{publication}eu",
        "confirm help box": f"{publication}potvrdit",
        "settings": "/redakce/nastaveni/",
        "system": "/redakce/stav/",
    }


def _past_issue(site: Site) -> dict[str, str]:
    words = Details("2/2023", "Prevence", date(2023, 10, 1), "O čem.", "CC BY 4.0")
    done = import_past(
        site.store, past_pdfs.magazine(), words, by=TERMINAL, at=now(), is_shown=True
    )
    assert isinstance(done, Imported)
    desk, public = "/redakce/starsi-cisla/", "/cislo/2-2023/"
    return {
        "past issues": desk,
        "new past issue": f"{desk}nacist",
        "past issue at the desk": f"{desk}{done.issue.id}",
        "delete past issue": f"{desk}{done.issue.id}/smazat",
        "past issue": public,
        "text of a past issue": f"{public}text/",
    }


def _drafts(site: Site) -> dict[str, int]:
    with site.store.writing() as session:
        drafts = {
            name: TableDraft(
                file_name=f"{name}.csv",
                data=data,
                list="magazin",
                source="Přihlášky",
                is_proven=True,
                uploaded_at=now(),
            )
            for name, data in _TABLES.items()
        }
        session.add_all(drafts.values())
        session.flush()
        return {name: draft.id for name, draft in drafts.items()}


def _refuse(site: Site) -> None:
    with site.store.writing() as session:
        query = select(Delivery).where(Delivery.address == READERS[0]).order_by(Delivery.id)
        row = session.scalars(query).first()
        assert row is not None
        row.state, row.code = DeliveryState.REFUSED, 550
        row.reason, row.answer = RECIPIENT_REFUSED, "5.1.1 unknown user"


def _fail_work(site: Site) -> None:
    with site.store.writing() as session:
        number = order_work(session, WorkKind.PROOF_PDF, 1, by=None, at=now()).id
        claim_work(session, number, "here/1/0", now())
        fail_work(session, number, "here/1/0", "Sazba se nezdařila.", now())
