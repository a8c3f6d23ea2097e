"""A save that was done in, a line of the audit log out; one for each version, not each autosave."""

from sqlalchemy.orm import Session

from mitdomov.accounts.audit import record as record_act
from mitdomov.editorial.article_model import ArticleRecord, Origin
from mitdomov.editorial.articles import Saved, history
from mitdomov.web.access import signed_in

_WORDS = {
    Origin.RESTORED: "Vrátil(a) dřívější znění článku",
    Origin.MERGED: "Spojil(a) dvě znění článku",
}


def note_saved(session: Session, article: ArticleRecord, outcome: Saved) -> None:
    latest = next(iter(history(session, article.id)), None)
    if not outcome.is_changed or latest is None or latest.begun_at != article.updated_at:
        return
    sentence = (
        f"{_WORDS.get(latest.origin, 'Psal(a) článek')} „{article.title}“, verze {article.version}."
    )
    verb = "article-restored" if latest.origin is Origin.RESTORED else "article-saved"
    record_act(
        session, signed_in().actor, verb, f"article:{article.id}", sentence, article.updated_at
    )
