"""An issue or an article in; the same as schema.org knows it, as JSON-LD, out (JSON-LD 1.1).

Search engines and library catalogues read it. Every value comes from the snapshot.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from mitdomov.clock import PRAGUE
from mitdomov.magazine.model import Article, ArticleType, Contributor, Event, Original
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.addresses import Addresses
from mitdomov.render.contents import reading_order, section_of
from mitdomov.render.credits import Byline, bylines, contributors_of
from mitdomov.render.pdf.facts import PdfFacts
from mitdomov.render.pictures import web_copies
from mitdomov.render.web.bare import bare
from mitdomov.render.web.citing import pages_of
from mitdomov.render.web.licences import licence_url
from mitdomov.render.web.mended import updated_on
from mitdomov.render.web.person_names import creator

CONTEXT: Final = "https://schema.org"
SHARE_PICTURE: Final = "sdileni.png"
"""What networks show beside a link; `render` draws it, 1200 × 630 pixels."""
_NEWS: Final = frozenset({ArticleType.NEWS_ITEM})
_ONLINE: Final = ("online", "on-line", "webin", "zoom", "teams")

Node = dict[str, Any]


def issue_data(
    snapshot: Snapshot, addresses: Addresses, pdf: PdfFacts | None, epub_bytes: int | None = None
) -> str:
    return _written(_Describer(snapshot, addresses, pdf, epub_bytes).issue_page())


def article_data(
    snapshot: Snapshot,
    article: Article,
    addresses: Addresses,
    pdf: PdfFacts | None,
    epub_bytes: int | None = None,
) -> str:
    return _written(_Describer(snapshot, addresses, pdf, epub_bytes).article_page(article))


def _written(graph: Iterator[Node]) -> str:
    """As the content of a script element, which `</script>` or `<!--` in a text must not end."""
    data = {"@context": CONTEXT, "@graph": [_without_empty(node) for node in graph]}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_empty(each) for name, each in value.items() if each not in ("", [])}
    if isinstance(value, list):
        return [_without_empty(each) for each in value]
    return bare(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class _Describer:
    snapshot: Snapshot
    addresses: Addresses
    pdf: PdfFacts | None
    epub_bytes: int | None = None

    @property
    def site(self) -> str:
        return f"{self.addresses.public_url}/"

    def issue_page(self) -> Iterator[Node]:
        yield self._periodical()
        yield {
            **self._issue(),
            "hasPart": [
                {"@type": "Article", "@id": self._id(article), "headline": article.title}
                for article in reading_order(self.snapshot.issue)
            ],
        }
        yield self._trail()

    def article_page(self, article: Article) -> Iterator[Node]:
        yield self._periodical()
        yield self._issue()
        yield self._article(article)
        if article.event:
            yield self._event(article, article.event)
        yield self._trail(article)

    def _periodical(self) -> Node:
        publication = self.snapshot.publication
        return {
            "@type": "Periodical",
            "@id": f"{self.site}#casopis",
            "name": publication.title,
            "description": publication.subtitle,
            "url": self.site,
            "issn": publication.issn,
            "inLanguage": "cs",
            "publisher": {
                "@type": "Organization",
                "@id": f"{self.site}#vydavatel",
                "name": publication.publisher,
                "address": publication.seat,
                "email": publication.contact_email,
            },
        }

    def _issue(self) -> Node:
        issue, publication = self.snapshot.issue, self.snapshot.publication
        return {
            "@type": "PublicationIssue",
            "@id": self.addresses.issue,
            "url": self.addresses.issue,
            "name": issue.theme,
            "issueNumber": issue.number.partition("/")[0],
            "datePublished": issue.dated.isoformat(),
            "dateModified": issue.updated_on.isoformat(),
            "inLanguage": "cs",
            "isPartOf": {"@id": f"{self.site}#casopis"},
            "publisher": {"@id": f"{self.site}#vydavatel"},
            "license": licence_url(publication.licence) or publication.licence,
            "image": self.addresses.picture(SHARE_PICTURE),
            "pagination": f"1–{self.pdf.pages}" if self.pdf else "",
            "encoding": self._encoding(),
        }

    def _encoding(self) -> list[Node]:
        files = (
            (self.addresses.pdf, "application/pdf", self.pdf.size_bytes if self.pdf else None),
            (self.addresses.epub, "application/epub+zip", self.epub_bytes),
        )
        return [
            {
                "@type": "MediaObject",
                "contentUrl": url,
                "encodingFormat": media_type,
                "contentSize": str(size_bytes),
            }
            for url, media_type, size_bytes in files
            if size_bytes is not None
        ]

    def _article(self, article: Article) -> Node:
        issue = self.snapshot.issue
        span = self.pdf.spans.get(article.slug) if self.pdf else None
        return {
            "@type": "NewsArticle" if article.type in _NEWS else "Article",
            "@id": self._id(article),
            "url": self.addresses.article(article.slug),
            "mainEntityOfPage": self.addresses.article(article.slug),
            "headline": article.title,
            "description": article.perex,
            "articleSection": section_of(issue, article).title,
            "author": [_author(line) for line in bylines(article, issue)],
            "translator": [
                _person(person) for person in contributors_of(issue, article.translators)
            ],
            "datePublished": issue.dated.isoformat(),
            "dateModified": updated_on(issue, article).isoformat(),
            "inLanguage": "cs",
            "isAccessibleForFree": True,
            "isPartOf": {"@id": self.addresses.issue},
            "publisher": {"@id": f"{self.site}#vydavatel"},
            "isBasedOn": _original(article.original) if article.original else "",
            "about": {"@id": self._event_id(article)} if article.event else "",
            "license": self._licence(article),
            "image": self._image(article),
            "pageStart": str(span.first) if span else "",
            "pageEnd": str(span.last) if span else "",
            "pagination": pages_of(article, self.pdf),
        }

    def _event(self, article: Article, event: Event) -> Node:
        ends = event.ends_at.astimezone(PRAGUE).isoformat() if event.ends_at else ""
        is_online = not event.place or event.place.casefold().startswith(_ONLINE)
        status = "EventCancelled" if event.is_cancelled else "EventScheduled"
        mode = "OnlineEventAttendanceMode" if is_online else "OfflineEventAttendanceMode"
        return {
            "@type": "Event",
            "@id": self._event_id(article),
            "name": article.title,
            "description": article.perex,
            "url": event.url or self.addresses.article(article.slug),
            "startDate": event.starts_at.astimezone(PRAGUE).isoformat(),
            "endDate": ends,
            "eventStatus": f"{CONTEXT}/{status}",
            "eventAttendanceMode": f"{CONTEXT}/{mode}",
            "location": self._location(article, event, is_online=is_online),
            "organizer": {
                "@type": "Organization",
                "name": event.organiser or self.snapshot.publication.publisher,
            },
            "image": self._image(article),
            "inLanguage": "cs",
        }

    def _location(self, article: Article, event: Event, *, is_online: bool) -> Node:
        if is_online:
            url = event.url or self.addresses.article(article.slug)
            return {"@type": "VirtualLocation", "name": event.place, "url": url}
        return {"@type": "Place", "name": event.place, "address": event.place}

    def _trail(self, article: Article | None = None) -> Node:
        issue, publication = self.snapshot.issue, self.snapshot.publication
        steps = [
            (publication.title, self.site),
            ("Archiv", f"{self.site}archiv/"),
            (f"Číslo {issue.number}", self.addresses.issue),
        ]
        if article:
            steps.append((article.title, self.addresses.article(article.slug)))
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": url}
                for place, (name, url) in enumerate(steps, 1)
            ],
        }

    def _licence(self, article: Article) -> str:
        """A translation is bound by its original's."""
        name = article.original.licence if article.original else self.snapshot.publication.licence
        return licence_url(name) or name

    def _image(self, article: Article) -> str:
        if article.picture is None:
            return self.addresses.picture(SHARE_PICTURE)
        widest = web_copies(self.snapshot.pictures[article.picture.file])[-1]
        return self.addresses.picture(widest.name)

    def _id(self, article: Article) -> str:
        return f"{self.addresses.article(article.slug)}#clanek"

    def _event_id(self, article: Article) -> str:
        return f"{self.addresses.article(article.slug)}#akce"


def is_institution(affiliation: str) -> bool:
    return affiliation[:1].isupper()


def _author(line: Byline) -> Node:
    return _named(line.name, line.affiliation)


def _person(person: Contributor) -> Node:
    return _named(person.name, person.affiliation)


def _named(name: str, affiliation: str) -> Node:
    """What begins with a small letter says what somebody does, not where."""
    node = creator(name)
    if node["@type"] == "Organization":
        return node
    if is_institution(affiliation):
        works_at = {"@type": "Organization", "name": affiliation}
        return {**node, "affiliation": works_at}
    return {**node, "jobTitle": affiliation}


def _appeared_in(original: Original) -> Node | str:
    """The issue in its volume in its periodical, as far as anybody knows."""
    found: Node | str = ""
    if original.publication:
        found = {"@type": "Periodical", "name": original.publication}
    if original.volume:
        volume = {"@type": "PublicationVolume", "volumeNumber": original.volume}
        found = {**volume, "isPartOf": found}
    if original.number:
        issue = {"@type": "PublicationIssue", "issueNumber": original.number}
        found = {**issue, "isPartOf": found}
    return found


def _original(original: Original) -> Node:
    return {
        "@type": "CreativeWork",
        "name": original.title,
        "author": [creator(name) for name in original.authors],
        "inLanguage": original.language,
        "url": original.url,
        "sameAs": f"https://doi.org/{original.doi}" if original.doi else "",
        "datePublished": str(original.year) if original.year is not None else "",
        "publisher": {"@type": "Organization", "name": original.publisher}
        if original.publisher
        else "",
        "isPartOf": _appeared_in(original),
        "pagination": original.pages,
        "license": licence_url(original.licence) or original.licence,
    }
