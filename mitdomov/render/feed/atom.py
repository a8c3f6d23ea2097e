"""Entries in; an Atom document out (RFC 4287), and back again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from defusedxml.ElementTree import fromstring

from mitdomov.render.xml_text import legal

MEDIA_TYPE: Final = "application/atom+xml"
_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
"""Written as an attribute: prefixes that the library keeps for the whole process would change with
whatever else was loaded."""
_ATOM: Final = f"{{{_NAMESPACE}}}"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file to download with the entry."""

    href: str
    media_type: str
    size_bytes: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    url: str
    """Absolute; it never changes, and so is the entry's id as well."""
    title: str
    published_at: datetime
    updated_at: datetime
    summary: str = ""
    html: str = ""
    """The whole text; relative addresses in it are relative to `url`."""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    url: str
    """Absolute address of the feed itself, which is its id as well."""
    page: str
    """Absolute address of the page that shows the same to people."""
    title: str
    author: str
    """Whose the entries are that name nobody (RFC 4287, 4.1.1)."""
    subtitle: str = ""
    rights: str = ""
    icon: str = ""


def write(feed: Feed, entries: Iterable[Entry], *, updated_at: datetime) -> bytes:
    """`updated_at` is when readers last began to see something else; UTF-8."""
    root = Element("feed", {"xmlns": _NAMESPACE, f"{_XML}lang": "cs"})
    _text(root, "id", feed.url)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", moment(updated_at))
    _link(root, "self", feed.url, type=MEDIA_TYPE)
    _link(root, "alternate", feed.page, type="text/html")
    _person(root, feed.author)
    _text(root, "rights", feed.rights)
    _text(root, "icon", feed.icon)
    for entry in entries:
        _entry(root, entry)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def read(document: bytes) -> tuple[Entry, ...]:
    """The entries of a document that `write` made."""
    return tuple(_read(each) for each in fromstring(document).iter(f"{_ATOM}entry"))


def moment(at: datetime) -> str:
    """RFC 3339, to the second, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def _entry(root: Element, entry: Entry) -> None:
    found = SubElement(root, "entry")
    _text(found, "id", entry.url)
    _text(found, "title", entry.title)
    _link(found, "alternate", entry.url, type="text/html")
    for each in entry.enclosures:
        size = str(each.size_bytes)
        _link(found, "enclosure", each.href, type=each.media_type, length=size, title=each.title)
    _text(found, "published", moment(entry.published_at))
    _text(found, "updated", moment(entry.updated_at))
    for author in entry.authors:
        _person(found, author)
    for category in entry.categories:
        SubElement(found, "category", term=legal(category))
    _text(found, "summary", entry.summary)
    if entry.html:
        content = SubElement(found, "content", {"type": "html", f"{_XML}base": entry.url})
        content.text = legal(entry.html)


def _text(parent: Element, name: str, words: str) -> None:
    if words:
        SubElement(parent, name).text = legal(words)


def _link(parent: Element, rel: str, href: str, **attributes: str) -> None:
    known = {name: legal(value) for name, value in attributes.items() if value}
    SubElement(parent, "link", {"rel": rel, "href": href, **known})


def _person(parent: Element, name: str) -> None:
    if name:
        SubElement(SubElement(parent, "author"), "name").text = legal(name)


def _read(found: Element) -> Entry:
    return Entry(
        url=_said(found, "id"),
        title=_said(found, "title"),
        published_at=datetime.fromisoformat(_said(found, "published")),
        updated_at=datetime.fromisoformat(_said(found, "updated")),
        summary=_said(found, "summary"),
        html=_said(found, "content"),
        authors=tuple(each.text or "" for each in found.iterfind(f"{_ATOM}author/{_ATOM}name")),
        categories=tuple(each.attrib["term"] for each in found.iter(f"{_ATOM}category")),
        enclosures=tuple(_enclosures(found)),
    )


def _said(found: Element, name: str) -> str:
    return found.findtext(f"{_ATOM}{name}") or ""


def _enclosures(found: Element) -> Iterator[Enclosure]:
    for each in found.iter(f"{_ATOM}link"):
        if each.get("rel") == "enclosure":
            size, title = int(each.attrib["length"]), each.get("title", "")
            yield Enclosure(each.attrib["href"], each.attrib["type"], size, title)
