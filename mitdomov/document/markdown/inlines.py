"""The inside of paragraphs: from markdown-it's inline nodes to inlines of the tree."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from markdown_it.tree import SyntaxTreeNode

from mitdomov.document.links import is_allowed
from mitdomov.document.markdown.error import MarkdownError
from mitdomov.document.markdown.notes import Notes
from mitdomov.document.normal import is_language
from mitdomov.document.normal_inlines import normal_inlines
from mitdomov.document.tree import (
    Bold,
    Footnote,
    Inline,
    Inlines,
    Italic,
    Language,
    Link,
    Subscript,
    Superscript,
    Text,
)

_MARKS: Final[dict[str, Callable[[Inlines], Inline]]] = {
    "strong": Bold,
    "em": Italic,
    "sub": Subscript,
    "sup": Superscript,
}
_CLASSES: Final[dict[str, Callable[[Inlines], Inline]]] = {
    "bold": Bold,
    "italic": Italic,
    "sub": Subscript,
    "sup": Superscript,
}


class InlineReader:
    """Reads one run; `line` follows the text, so that a complaint names the right line."""

    def __init__(self, notes: Notes, line: int, *, is_in_note: bool = False) -> None:
        self._notes = notes
        self._line = line
        self._is_in_note = is_in_note

    def read(self, nodes: Iterable[SyntaxTreeNode]) -> Inlines:
        return tuple(self._inlines(nodes))

    def _inlines(self, nodes: Iterable[SyntaxTreeNode]) -> Iterator[Inline]:
        for node in nodes:
            match node.type:
                case "text" | "text_special":
                    yield Text(node.content)
                case "softbreak" | "hardbreak":
                    self._line += 1
                    yield Text(" ")
                case "link":
                    yield self._link(node)
                case "span":
                    yield self._span(node)
                case "footnote_ref":
                    yield self._footnote(node)
                case "image":
                    raise self._error(
                        "Obrázek patří na začátek samostatného odstavce; co za ním následuje, "
                        "je jeho popisek."
                    )
                case mark:
                    yield _MARKS[mark](self.read(node.children))

    def _link(self, node: SyntaxTreeNode) -> Link:
        href = str(node.attrs["href"])
        if not is_allowed(href):
            raise self._error(
                f"Odkaz „{href:.80}“ není povolen. Použijte adresu https://, http://, mailto:, "
                "tel:, #id bloku nebo jméno článku."
            )
        if "title" in node.attrs:
            raise self._error("Odkaz nemůže mít titulek v uvozovkách. Smažte jej.")
        children = self.read(node.children)
        if not normal_inlines(children):
            raise self._error(f"Odkaz na „{href:.80}“ nemá text. Napište jej do hranatých závorek.")
        return Link(href, children)

    def _span(self, node: SyntaxTreeNode) -> Inline:
        match dict(node.attrs):
            case {"lang": str(lang), **rest} if not rest and is_language(lang):
                return Language(lang, self.read(node.children))
            case {"class": str(name), **rest} if not rest and name in _CLASSES:
                return _CLASSES[name](self.read(node.children))
            case _:
                raise self._error(
                    "Značce ve složených závorkách nerozumíme. Jazyk slov se píše {lang=en}, "
                    "jinak jen {.bold}, {.italic}, {.sub} nebo {.sup}."
                )

    def _footnote(self, node: SyntaxTreeNode) -> Footnote:
        if self._is_in_note:
            raise self._error("Poznámka nemůže mít vlastní poznámku. Spojte je do jedné.")
        nodes, line = self._notes.nodes(node, self._line)
        children = InlineReader(self._notes, line, is_in_note=True).read(nodes)
        if not normal_inlines(children):
            raise self._error("Poznámka pod čarou je prázdná. Doplňte její text, nebo ji smažte.")
        return Footnote(children)

    def _error(self, sentence: str) -> MarkdownError:
        return MarkdownError(self._line, sentence)
