"""A site with something of every kind, so that each of its pages has something to show."""

import re
from html import unescape
from io import BytesIO
from typing import Final

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from mitdomov.clock import now
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.review import proof_links
from tests.hostile_pictures import jpeg
from tests.web.desk.articles_of_site import pool_article
from tests.web.pages_of_web import paths_of
from tests.web.served import Site

ISSUE: Final = "1-2030"
_OF_ISSUE: Final = (
    *("", "titul", "lide", "nalezy", "schvaleni", "vydani", "nahled/", "nahled/dopis"),
    *("nahled/web/", "nahled/stranky", "dopis.html", "dopis.txt"),
)
_OF_ARTICLE: Final = (
    *("", "udaje", "historie", "historie/1", "original", "autorizace", "nahled/"),
    *("nahled/dopis", "nahled/web/", "word"),
)
_FIELD: Final = re.compile(r'\sname="([^"]+)"')


def filled(site: Site) -> dict[str, str]:
    """An address by the name of its page, readers' and authors' pages among them."""
    paths = paths_of(site)
    pool_article(site, "Text článku v zásobníku.")
    upload(site, jpeg(), "Dům.jpg")
    return paths | {path: path for path in desk_paths(site)} | {"proof": proof_path(site)}


def desk_paths(site: Site) -> list[str]:
    """Pages of issues, articles, pictures, people; every article and the first of all else."""
    issue = f"/redakce/cislo/{ISSUE}"
    with site.store.reading() as session:
        articles = session.scalars(select(ArticleRecord.id)).all()
    return [
        *(f"{issue}/{part}" for part in _OF_ISSUE),
        *(f"/redakce/clanek/{number}/{part}" for number in articles for part in _OF_ARTICLE),
        *("/redakce/clanky/", "/redakce/clanky/novy", "/redakce/clanky/word"),
        *("/redakce/cislo/nove", f"{issue}/lide/nova", "/redakce/media/", "/redakce/media/1"),
        *("/redakce/media/popisky", "/redakce/media/vyber", "/redakce/ucty/", "/redakce/ucty/1"),
        *("/redakce/ucet/", "/redakce/ucet/kody", "/redakce/zaznam/"),
    ]


def proof_path(site: Site, name: str = "Jan Autor", message: str = "Prosím do pátku.") -> str:
    """The page of an outside author for the first article of the issue."""
    editor = site.person()
    with site.store.writing() as session:
        record = session.scalars(
            select(ArticleRecord).where(ArticleRecord.issue_id.is_not(None))
        ).first()
        assert record
        _, token = proof_links.invite(
            session, record, name=name, message=message, by=editor, at=now()
        )
    return f"/korektura/{token}"


def upload(site: Site, data: bytes, name: str) -> TestResponse:
    form = {"csrf_token": site.csrf_token(), "picture": [(BytesIO(data), name)]}
    return site.client.post("/redakce/media/nahrat", data=form)


def fields_of(client: FlaskClient, paths: list[str]) -> set[str]:
    """The names of all fields of all forms on these pages."""
    pages = (client.get(path).get_data(as_text=True) for path in paths)
    return {unescape(name) for page in pages for name in _FIELD.findall(page)}
