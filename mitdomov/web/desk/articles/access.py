"""The number of an article in, its record out to whoever may write it; 404 or 403 to others."""

from flask import abort
from sqlalchemy.orm import Session

from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.articles import article_record, may_write, read_source
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.model import Article
from mitdomov.web.access import signed_in

_NOT_YOURS = "Tento článek vám redakce nesvěřila. Napište redaktorovi, ať vás u něj uvede."
_UNREADABLE = "Článek je uložený v podobě, které program nerozumí. Vraťte starší verzi z historie."


def writable(session: Session, article_id: int) -> ArticleRecord:
    """With its source."""
    record = article_record(session, article_id) or abort(404)
    person = signed_in()
    if not may_write(person.id, person.roles, record):
        abort(403, description=_NOT_YOURS)
    return record


def read(record: ArticleRecord) -> Article:
    try:
        return read_source(record)
    except FolderError:
        abort(409, description=_UNREADABLE)
