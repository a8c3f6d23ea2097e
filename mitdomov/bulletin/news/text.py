"""What an editor wrote of a piece of news in; checked and typeset values for readers out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from mitdomov.bulletin.news.model import PEREX_CHARS, TITLE_CHARS, NewsItem
from mitdomov.bulletin.news.regions import is_region
from mitdomov.document.links import is_allowed
from mitdomov.document.markdown.reader import MarkdownError, parse
from mitdomov.document.tree import Document, Figure
from mitdomov.document.walk import blocks_of, links
from mitdomov.typography.czech import typeset
from mitdomov.typography.document import typeset_document

BODY_CHARS: Final = 60_000
LIMITS: Final = {
    "author": 200,
    "source_name": 200,
    "source_url": 500,
    "picture": 100,
    "picture_alt": 500,
    "picture_credit": 200,
}
_BRACKETS: Final = frozenset("⟦⟧")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsText:
    """What an editor writes; dates and states are the program's own."""

    title: str
    perex: str = ""
    body: str = ""
    region: str = "projekt"
    author: str = ""
    source_name: str = ""
    source_url: str = ""
    picture: str = ""
    picture_alt: str = ""
    picture_credit: str = ""
    as_of: date | None = None

    def differs_from(self, other: "NewsText") -> bool:
        return self != other


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of news as readers see it: typeset, its body as a tree."""

    title: str
    perex: str
    body: Document = field(repr=False)
    author: str
    picture_alt: str
    picture_credit: str
    source_name: str


def text_of(item: NewsItem) -> NewsText:
    return NewsText(
        title=item.title,
        perex=item.perex,
        body=item.body,
        region=item.region,
        author=item.author,
        source_name=item.source_name,
        source_url=item.source_url,
        picture=item.picture,
        picture_alt=item.picture_alt,
        picture_credit=item.picture_credit,
        as_of=item.as_of,
    )


def shown(text: NewsText) -> Shown:
    """Raises `MarkdownError` when the body cannot be read."""
    return Shown(
        title=typeset(text.title),
        perex=typeset(text.perex),
        body=typeset_document(parse(text.body)),
        author=text.author,
        picture_alt=typeset(text.picture_alt),
        picture_credit=typeset(text.picture_credit),
        source_name=typeset(text.source_name),
    )


@lru_cache(maxsize=256)
def shown_kept(text: NewsText) -> Shown:
    """As `shown`; the same text is read and typeset once."""
    return shown(text)


def problems_of_draft(text: NewsText) -> dict[str, str]:
    """What cannot even be kept: Czech sentences by the names of fields."""
    problems: dict[str, str] = {}
    if not text.title:
        problems["title"] = "Napište titulek, třeba pracovní."
    elif len(text.title) > TITLE_CHARS:
        problems["title"] = f"Titulek má přes {TITLE_CHARS} znaků; zkraťte jej."
    if len(text.perex) > 2 * PEREX_CHARS:
        problems["perex"] = f"Perex má {len(text.perex)} znaků; zkraťte jej na {PEREX_CHARS}."
    if not is_region(text.region):
        problems["region"] = "Vyberte rubriku novinky."
    if text.source_url and not _is_web(text.source_url):
        problems["source_url"] = "Adresa zdroje musí začínat https:// nebo http://."
    for name, limit in LIMITS.items():
        if len(getattr(text, name)) > limit:
            problems.setdefault(name, f"Nejvýše {limit} znaků; zkraťte to.")
    problems |= _forged(text)
    return problems | _problems_of_body(text.body)


def problems_of_publishing(text: NewsText, known_pictures: Mapping[str, object]) -> dict[str, str]:
    """What readers must not see; `known_pictures` are those of the library that the text names."""
    problems = problems_of_draft(text)
    if not text.perex:
        problems.setdefault("perex", "Napište perex: dvě tři věty, o co jde. Jde i do dopisu.")
    elif len(text.perex) > PEREX_CHARS:
        problems.setdefault(
            "perex", f"Perex má {len(text.perex)} znaků; zkraťte jej na {PEREX_CHARS}."
        )
    if text.picture and not text.picture_alt:
        problems.setdefault("picture_alt", "Popište obrázek těm, kdo ho nevidí.")
    if text.picture and text.picture not in known_pictures:
        problems.setdefault("picture", "Tento obrázek v knihovně médií není.")
    if text.source_url and not text.source_name:
        problems.setdefault("source_name", "Napište, kam odkaz na zdroj vede.")
    if "body" not in problems:
        problems |= _problems_of_shown_body(text.body, known_pictures)
    return problems


def pictures_in(text: NewsText) -> tuple[str, ...]:
    """File names of the pictures that the text shows, the head's first, each once."""
    try:
        body = parse(text.body)
    except MarkdownError:
        body = Document(())
    figures = [each.picture for each in blocks_of(body) if isinstance(each, Figure)]
    return tuple(dict.fromkeys(name for name in (text.picture, *figures) if name))


def _problems_of_body(body: str) -> dict[str, str]:
    if len(body) > BODY_CHARS:
        return {"body": f"Text má přes {BODY_CHARS} znaků; novinka má být krátká."}
    try:
        parse(body)
    except MarkdownError as error:
        return {"body": str(error)}
    return {}


def _problems_of_shown_body(body: str, known_pictures: Mapping[str, object]) -> dict[str, str]:
    tree = parse(body)
    inward = [link.href for link in links(tree) if not _leads_out(link.href)]
    if inward:
        return {"body": f"Odkaz „{inward[0]:.80}“ nikam nevede; napište celou adresu s https://."}
    for block in blocks_of(tree):
        if isinstance(block, Figure) and block.picture not in known_pictures:
            return {"body": f"Obrázek „{block.picture}“ v knihovně médií není."}
        if isinstance(block, Figure) and not (block.alt or block.is_decorative):
            return {"body": f"Popište obrázek „{block.picture}“ těm, kdo ho nevidí."}
    return {}


def _leads_out(href: str) -> bool:
    return href.startswith(("#", "mailto:", "tel:")) or _is_web(href)


def _is_web(url: str) -> bool:
    return url.lower().startswith(("https://", "http://")) and is_allowed(url)


def _forged(text: NewsText) -> dict[str, str]:
    """The brackets of slots: in a letter they would pose as a reader's own links."""
    names = ("title", "perex", "author", "source_name", "picture_alt", "picture_credit")
    return {
        name: "Znaky ⟦ a ⟧ jsou vyhrazeny dopisům. Použijte závorky [ ]."
        for name in names
        if _BRACKETS & set(getattr(text, name))
    }
