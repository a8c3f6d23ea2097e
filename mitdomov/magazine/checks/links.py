"""A folder goes in; findings about its links come out: dead, private or unencrypted ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from mitdomov.document.tree import Document, Embed
from mitdomov.document.walk import links
from mitdomov.magazine.checks.reporting import blocking, warning, with_sources
from mitdomov.magazine.checks.texts import passages
from mitdomov.magazine.findings import Finding, Place
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.sources import Source
from mitdomov.magazine.model import Article

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_PRIVATE_HOST: Final = re.compile(
    r"""
      localhost | .*\.(?:test|local|localhost|internal|invalid)
    | (?:staging|stage|test|dev|preview)\..*
    | 127\..* | 10\..* | 192\.168\..* | ::1
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Target:
    """A link with its place."""

    place: Place
    href: str


def internal_links_lead_somewhere(folder: IssueFolder) -> Iterator[Finding]:
    slugs = {article.slug for article in folder.issue.articles}
    for source, article in with_sources(folder):
        known = slugs | {f"#{block.id}" for block in article.body.blocks}
        for target in _body_targets(source, article):
            if not _SCHEME.match(target.href) and target.href not in known:
                yield blocking("broken-link", target.place, _dead_end(target.href))


def _dead_end(href: str) -> str:
    if href.startswith("#"):
        return f"Odkaz vede na část {href}, kterou článek nemá; opravte jej."
    return f"Odkaz vede na článek „{href}“, který v čísle není; opravte jej."


def addresses_are_public(folder: IssueFolder) -> Iterator[Finding]:
    for target in web_targets(folder):
        if _PRIVATE_HOST.fullmatch(urlsplit(target.href).hostname or ""):
            yield warning(
                "private-address",
                target.place,
                f"Adresa {target.href} je nejspíš jen zkušební; nahraďte ji veřejnou.",
            )


def addresses_are_encrypted(folder: IssueFolder) -> Iterator[Finding]:
    for target in web_targets(folder):
        if target.href.lower().startswith("http:"):
            yield warning(
                "unencrypted-address",
                target.place,
                f"Adresa {target.href} není šifrovaná; zkuste ji s https.",
            )


def web_targets(folder: IssueFolder) -> Iterator[Target]:
    """Web addresses in fields and bodies, in the order of the magazine."""
    for passage in passages(folder):
        if _ADDRESS.fullmatch(passage.text):
            yield Target(passage.place, passage.text)
    for source, article in with_sources(folder):
        for target in _body_targets(source, article):
            if _ADDRESS.fullmatch(target.href):
                yield target


def _body_targets(source: Source, article: Article) -> Iterator[Target]:
    for block in article.body.blocks:
        place = source.block(block)
        for link in links(Document((block,))):
            yield Target(place, link.href)
        if isinstance(block, Embed):
            yield Target(place, block.url)
