"""Past issues at the desk, as the tests of them do it: files sent, described, read by the worker.

The worker's part is done by its own function, when a test says so.
"""

from io import BytesIO

from sqlalchemy import select
from werkzeug.test import TestResponse

from mitdomov.editorial.past.model import PastIssue
from mitdomov.editorial.past.upload_model import PastUpload
from mitdomov.jobs.handlers import HANDLERS
from mitdomov.jobs.long_work import Shop, do_work, waiting_work
from tests.web.desk.filling import Visitor, form_of, said
from tests.web.served import Site

HERE = "/redakce/starsi-cisla/"
NEW = f"{HERE}nacist"
INTAKE = f"{HERE}prijem"
WORDS = {"number": "2/2023", "dated": "2023-10-01", "theme": "Prevence ztráty bydlení"}


def work(site: Site) -> None:
    """What the worker does when it is rung for."""
    for order_id in waiting_work(site.store):
        do_work(Shop(site.store, site.scene.settings), order_id, "here/1/0", HANDLERS)


def send_files(desk: Visitor, *files: tuple[bytes, str]) -> str:
    """What the page after the upload says."""
    answer = desk.send(NEW, file=[(BytesIO(data), name) for data, name in files])
    return desk.follow(answer) if answer.status_code == 303 else said(answer)


def send_typed(
    desk: Visitor, path: str = INTAKE, *, page: str = "", **fields: str | list[str]
) -> TestResponse:
    """The form about all PDFs with what was typed into it; `page` is an older look of it."""
    form = form_of(page or desk.see(INTAKE), "prijem")
    return desk.client.post(path, data={**form, **fields})


def uploads(site: Site) -> list[PastUpload]:
    with site.store.reading() as session:
        return [*session.scalars(select(PastUpload).order_by(PastUpload.id))]


def describe(desk: Visitor, site: Site, act: str = "zaradit", **words: str) -> TestResponse:
    """Sends the form about the last file; `show` is a tick of the whole form."""
    last = uploads(site)[-1].id
    fields = {f"{name}-{last}": value for name, value in words.items() if name != "show"}
    show = [words["show"]] if "show" in words else []
    return send_typed(desk, akce=act, vybrano=str(last), show=show, **fields)


def taken_in(desk: Visitor, site: Site, data: bytes, name: str = "cislo.pdf", **words: str) -> str:
    """Uploaded, read by the worker and taken in; what the page of the intake says then."""
    send_files(desk, (data, name))
    work(site)
    answer = describe(desk, site, **{**WORDS, **words})
    page = desk.follow(answer) if answer.status_code == 303 else said(answer)
    work(site)
    return desk.see(INTAKE) if answer.status_code == 303 else page


def issues(site: Site) -> list[PastIssue]:
    with site.store.reading() as session:
        return [*session.scalars(select(PastIssue).order_by(PastIssue.id))]
