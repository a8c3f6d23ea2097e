"""The pages of the desk about readers, the publication and the machine, with something on each."""

from datetime import date

from sqlalchemy import select

from mitdomov.accounts.audit import TERMINAL
from mitdomov.clock import now
from mitdomov.delivery.bounces.causes import Cause
from mitdomov.delivery.bounces.model import Deed, ReturnedLetter
from mitdomov.delivery.bounces.notices import Kind
from mitdomov.delivery.model import Delivery, DeliveryState
from mitdomov.delivery.verdicts import RECIPIENT_REFUSED
from mitdomov.editorial.past.details import Details
from mitdomov.editorial.past.importing import Imported, import_past
from mitdomov.editorial.past.reader_process import LOCKED
from mitdomov.editorial.past.upload_model import UploadState
from mitdomov.editorial.past.uploads import Received, confirm, open_uploads, receive
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
    _return(site)
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
        "returned letters": "/redakce/nedorucenky/",
        "no returned letter found": "/redakce/nedorucenky/?proc=full",
        "refused addresses": "/redakce/nedorucenky/odmitnute",
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
    _upload_past(site)
    desk, public = "/redakce/starsi-cisla/", "/cislo/2-2023/"
    return {
        "past intake": f"{desk}prijem",
        "past issues": desk,
        "new past issue": f"{desk}nacist",
        "past issue at the desk": f"{desk}{done.issue.id}",
        "delete past issue": f"{desk}{done.issue.id}/smazat",
        "past issue": public,
        "text of a past issue": f"{public}text/",
    }


def _upload_past(site: Site) -> None:
    """One that waits, one that was read and has mistakes, one that was refused."""
    for number, data in enumerate((past_pdfs.scan(1), past_pdfs.scan(2), past_pdfs.locked()), 1):
        done = receive(site.store, f"sken-{number}.pdf", data, by=TERMINAL, at=now())
        assert isinstance(done, Received)
    with site.store.writing() as session:
        waits, read, refused = open_uploads(session)
        confirm(session, [waits, read], is_to_show=False, by=TERMINAL, at=now())
        read.state, read.read = UploadState.READ, {
            "pages": 2, "mute_pages": 2, "bookmarks": 0, "cover_px": [3, 4]
        }  # fmt: skip
        refused.state, refused.problems = UploadState.REFUSED, {"file": LOCKED}


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


def _return(site: Site) -> None:
    with site.store.writing() as session:
        query = select(Delivery.id).where(Delivery.address == READERS[1]).order_by(Delivery.id)
        session.add(
            ReturnedLetter(
                delivery_id=session.scalars(query).first(),
                kind=Kind.FAILED,
                cause=Cause.CLOSED,
                status="5.2.1",
                words="550 5.2.1 The account is inactive.",
                is_forwarded=True,
                deed=Deed.COUNTED,
                received_at=now(),
            )
        )


def _fail_work(site: Site) -> None:
    with site.store.writing() as session:
        number = order_work(session, WorkKind.PREVIEW_PDF, 1, by=None, at=now()).id
        claim_work(session, number, "here/1/0", now())
        fail_work(session, number, "here/1/0", "Sazba se nezdařila.", now())
