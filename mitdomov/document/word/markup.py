"""The bytes of an XML part in; a tree of the known elements out, within limits (defusedxml).

Names come out with one fixed prefix per namespace (`w:p`), whatever prefix and whichever of the
two dialects, transitional or strict, the file uses. An unknown element goes with all it holds.
"""

from typing import Final, NoReturn
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from mitdomov.document.word.report import WordError
from mitdomov.document.word.vocabulary import KNOWN, PREFIXES, TEXTS

MAX_ELEMENTS: Final = 400_000
MAX_KNOWN_ELEMENTS: Final = 50_000
MAX_DEPTH: Final = 90
MAX_TEXT_CHARS: Final = 300_000
"""Some 170 standard pages."""
MAX_PART_BYTES: Final = 6_000_000
_CHUNK_BYTES: Final = 65_536
_TOO_LONG: Final = (
    "Dokument je na článek příliš rozsáhlý. Rozdělte jej ve Wordu na menší a nahrajte je zvlášť."
)
_BROKEN: Final = (
    "Vnitřek dokumentu je poškozený. Otevřete jej ve Wordu, nechte opravit a uložte znovu."
)
_FORGED: Final = (
    "Dokument obsahuje definice, které Word nikdy nevytváří a které mohou škodit. "
    "Zkopírujte text do nového dokumentu a uložte jej jako .docx."
)
_BREAKAGES: Final = (ParseError, ValueError, LookupError, OverflowError)


class _Builder:
    """What the parser calls; keeps the tree of known elements."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._path: list[Element] = []
        self._skipped_depth = 0
        self._texts: list[str] = []
        self._elements = self._known = self._chars = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS or self._known > MAX_KNOWN_ELEMENTS:
            raise WordError(_TOO_LONG)
        name = "" if self._skipped_depth else _short(tag)
        if name not in KNOWN and not name.startswith("m:"):
            self._skipped_depth += 1
            return
        self._known += 1
        self._finish_text()
        self._open(name, attributes)

    def end(self, _tag: str) -> None:
        if self._skipped_depth:
            self._skipped_depth -= 1
        else:
            self._finish_text()
            self._path.pop()

    def data(self, text: str) -> None:
        if self._skipped_depth or not self._path or self._path[-1].tag not in TEXTS:
            return
        self._chars += len(text)
        if self._chars > MAX_TEXT_CHARS:
            raise WordError(_TOO_LONG)
        self._texts.append(text)

    def _finish_text(self) -> None:
        if self._texts:
            self._path[-1].text = (self._path[-1].text or "") + "".join(self._texts)
            self._texts.clear()

    def close(self) -> Element:
        return _raise_broken() if self.root is None else self.root

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        element = Element(name, _short_attributes(attributes))
        if self._path:
            self._path[-1].append(element)
        else:
            self.root = element
        self._path.append(element)
        if len(self._path) > MAX_DEPTH:
            raise WordError(_BROKEN)


def parsed(data: bytes) -> Element:
    """The root of a part; raises `WordError`."""
    if len(data) > MAX_PART_BYTES:
        raise WordError(_TOO_LONG)
    parser = DefusedXMLParser(
        target=_Builder(), forbid_dtd=True, forbid_entities=True, forbid_external=True
    )
    try:
        for start in range(0, len(data), _CHUNK_BYTES):
            parser.feed(data[start : start + _CHUNK_BYTES])
        root: Element = parser.close()
    except DefusedXmlException:
        raise WordError(_FORGED) from None
    except _BREAKAGES:
        raise WordError(_BROKEN) from None
    return root


def _short(tag: str) -> str:
    namespace, _, local = tag.rpartition("}")
    prefix = PREFIXES.get(namespace[1:])
    return f"{prefix}:{local}" if prefix else ""


def _short_attributes(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes with their names shortened; those of unknown namespaces and save marks go."""
    short = {
        (_short(name) if name[:1] == "{" else name): value for name, value in attributes.items()
    }
    return {name: value for name, value in short.items() if name and not name.startswith("w:rsid")}


def _raise_broken() -> NoReturn:
    raise WordError(_BROKEN)
