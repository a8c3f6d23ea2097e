"""The bytes of a .docx in; its parts, parsed and vetted, out. Raises `WordError`."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.word.markup import parsed
from mitdomov.document.word.notebook import Notebook
from mitdomov.document.word.package import Package
from mitdomov.document.word.pictures import ending_of
from mitdomov.document.word.relationships import Relationships, read_relationships
from mitdomov.document.word.report import WordError

_MACROS: Final = (
    "Dokument obsahuje makra, která by mohla škodit. Ve Wordu jej uložte jako „Dokument Word "
    "(.docx)“, tedy bez maker, a nahrajte znovu."
)
_NO_DOCUMENT: Final = "V souboru chybí text dokumentu. Otevřete jej ve Wordu a uložte znovu."
_HEAD_BYTES: Final = 16


class Parts:
    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._main = main
        self.notebook = Notebook()
        self._relationships: dict[str, Relationships] = {}
        self._roots: dict[str, Element | None] = {}
        self._pictures: dict[str, bytes | None] = {}
        self.document = parsed(package.read(main))

    def root(self, kind: str) -> Element | None:
        """The part that the document calls `kind`, e.g. `styles`."""
        if kind not in self._roots:
            name = self.relationships("document").part(kind)
            has = bool(name) and self._package.has(name)
            self._roots[kind] = parsed(self._package.read(name)) if has else None
        return self._roots[kind]

    def relationships(self, kind: str) -> Relationships:
        """Of the document or of one of its parts."""
        if kind not in self._relationships:
            base = self._main if kind == "document" else self.relationships("document").part(kind)
            self._relationships[kind] = (
                _relationships(self._package, base) if base else Relationships()
            )
            for what, address in self._relationships[kind].external:
                if what != "image":
                    self.notebook.lose("external", address)
        return self._relationships[kind]

    def picture(self, name: str) -> bytes | None:
        """None for what the magazine cannot show, which is noted once."""
        if name not in self._pictures:
            self._pictures[name] = self._picture(name)
        return self._pictures[name]

    def margins(self) -> Iterator[Element]:
        """Headers and footers of pages."""
        for kind, name in self.relationships("document").parts:
            if kind in {"header", "footer"} and self._package.has(name):
                yield parsed(self._package.read(name))

    def diagrams(self) -> Iterator[Element]:
        """What SmartArt draws, as data."""
        for kind, name in self.relationships("document").parts:
            if kind == "diagramData" and self._package.has(name):
                yield parsed(self._package.read(name))

    def _picture(self, name: str) -> bytes | None:
        if not self._package.has(name):
            self.notebook.lose("missing-picture")
        elif not ending_of(self._package.head(name, _HEAD_BYTES)):
            self.notebook.lose("picture-format", name.rsplit("/", 1)[-1])
        else:
            return self._package.read(name)
        return None


def open_parts(data: bytes) -> Parts:
    package = Package(data)
    package.require_word()
    types = parsed(package.read("[Content_Types].xml"))
    kinds = {each.get("ContentType", "") for each in types}
    has_macros = any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds)
    if has_macros or any(name.lower().endswith("vbaproject.bin") for name in package.names):
        raise WordError(_MACROS)
    return Parts(package, _main(package))


def _main(package: Package) -> str:
    name = _relationships(package, "").part("officeDocument") or "word/document.xml"
    if not package.has(name):
        raise WordError(_NO_DOCUMENT)
    return name


def _relationships(package: Package, base: str) -> Relationships:
    folder, _, file = base.rpartition("/")
    name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    return read_relationships(parsed(package.read(name)) if package.has(name) else None, base)
