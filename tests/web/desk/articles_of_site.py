"""Articles of a site for tests: made, opened and saved as the editor's script does it."""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import undefer
from werkzeug.test import TestResponse

from mitdomov.clock import now
from mitdomov.document.editor_json import write
from mitdomov.document.tree import Document, Paragraph, Text
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.articles import create_article, read_source
from mitdomov.magazine.model import Article, ArticleType
from tests.web.served import Site

Json = dict[str, Any]


def body(*paragraphs: str) -> Json:
    """What the editor sends of a text of bare paragraphs."""
    return write(Document(tuple(Paragraph((Text(words),)) for words in paragraphs)))


def text(*paragraphs: str, version: int = 1, title: str = "Byty", **more: object) -> Json:
    return {"version": version, "title": title, "perex": "", "body": body(*paragraphs), **more}


def pool_article(site: Site, *paragraphs: str, assignee: int | None = None) -> int:
    """A new article in the pool."""
    blocks = tuple(Paragraph((Text(words),)) for words in paragraphs)
    article = Article("byty", ArticleType.FEATURE, "tema", "Byty", Document(blocks))
    with site.store.writing() as session:
        made = create_article(
            session,
            article=article,
            issue=None,
            by=None,
            at=now(),
            assignee_id=assignee,
        )
        return made.id


def send(
    site: Site, client: FlaskClient, article_id: int, value: object, act: str = "ulozit"
) -> TestResponse:
    """What the script posts to an address of the article."""
    return client.post(
        f"/redakce/clanek/{article_id}/{act}",
        json=value,
        headers={"X-CSRFToken": site.csrf_token(client), "Accept": "application/json"},
    )


def post(site: Site, client: FlaskClient, path: str, **form: object) -> TestResponse:
    return client.post(path, data={"csrf_token": site.csrf_token(client), **form})


def now_in(site: Site, article_id: int) -> Article:
    """The article as it is kept."""
    with site.store.reading() as session:
        options = [undefer(ArticleRecord.source)]
        return read_source(session.get_one(ArticleRecord, article_id, options=options))


def words_of(article: Article) -> list[str]:
    return [
        "".join(each.text for each in block.content if isinstance(each, Text))
        for block in article.body.blocks
        if isinstance(block, Paragraph)
    ]
