"""One block of the Markdown profile: from a markdown-it node to a block of the tree."""

import re
from collections.abc import Sequence
from typing import Final, Literal

from markdown_it.common.utils import mdTrim, unescapeAll
from markdown_it.rules_block.table import escapedSplit
from markdown_it.tree import SyntaxTreeNode

from mitdomov.document.links import is_picture, is_recording
from mitdomov.document.markdown.error import MarkdownError
from mitdomov.document.markdown.inlines import InlineReader
from mitdomov.document.markdown.notes import Notes
from mitdomov.document.markdown.syntax import Environment, inline_node
from mitdomov.document.normal import MAX_LIST_DEPTH
from mitdomov.document.tree import (
    Block,
    Callout,
    Document,
    Embed,
    Figure,
    Flow,
    Heading,
    Inlines,
    ItemList,
    Paragraph,
    PullQuote,
    Quote,
    Table,
    Text,
    plain,
)
from mitdomov.document.walk import footnotes

_LEVELS: Final[dict[str, Literal[2, 3, 4]]] = {"h2": 2, "h3": 3, "h4": 4}
_SOURCE: Final = re.compile("—[ \N{NO-BREAK SPACE}]")
_SOURCE_BELOW: Final = re.compile(r"\n[ \t]*" + _SOURCE.pattern)


class BlockReader:
    """Reads blocks of the text whose `lines` these are; line 0 is `first_line` of the file."""

    def __init__(self, lines: Sequence[str], env: Environment, notes: Notes) -> None:
        self._lines = lines
        self._env = env
        self._first_line: int = env["first_line"]
        self._notes = notes

    def read(self, node: SyntaxTreeNode) -> Block:
        match node.type:
            case "heading":
                return self._heading(node)
            case "paragraph":
                return self._figure(node) or Paragraph(self.inside(node))
            case "bullet_list" | "ordered_list":
                return self._list(node, 1)
            case "blockquote":
                nodes, source = self._with_source(node)
                return Quote(self._flows(nodes, "citátu"), source)
            case "table":
                return self._table(node)
            case _:
                return self._directive(node)

    def _heading(self, node: SyntaxTreeNode) -> Heading:
        if node.tag not in _LEVELS:
            raise self.error(
                node,
                "Mezititulek má úroveň 2 až 4. Napište jej se dvěma až čtyřmi znaky #; "
                "titulek článku patří do hlavičky.",
            )
        return Heading(_LEVELS[node.tag], self.inside(node))

    def _figure(self, node: SyntaxTreeNode) -> Figure | None:
        inside = node.children[0].children
        if not inside or inside[0].type != "image":
            return None
        image, *caption = inside
        attributes = {name: str(value) for name, value in image.attrs.items()}
        self._check_picture(node, image, attributes)
        return Figure(
            picture=attributes["src"],
            alt=self._plain(node, self._inlines(node).read(image.children)),
            is_decorative="class" in attributes,
            caption=self._inlines(node).read(caption),
            credit=attributes.get("title", ""),
            licence=unescapeAll(attributes.get("licence", "")),
        )

    def _check_picture(
        self, node: SyntaxTreeNode, image: SyntaxTreeNode, attributes: dict[str, str]
    ) -> None:
        if not is_picture(attributes["src"]):
            raise self.error(
                node,
                f"Obrázek „{attributes['src']:.80}“ musí být pouhé jméno souboru ve složce images/ "
                "bez diakritiky a mezer, s koncovkou png, jpg, webp nebo svg.",
            )
        unknown = attributes.keys() - {"src", "alt", "title", "licence", "class"}
        if unknown or image.meta or attributes.get("class", "decorative") != "decorative":
            raise self.error(
                node, 'Za obrázkem smí ve složených závorkách stát jen licence="…" a .decorative.'
            )

    def _list(self, node: SyntaxTreeNode, depth: int) -> ItemList:
        if depth > MAX_LIST_DEPTH:
            raise self.error(
                node, f"Seznamy jsou vnořeny hlouběji než {MAX_LIST_DEPTH}krát. Zjednodušte je."
            )
        return ItemList(
            items=tuple(self._flows(item.children, "seznamu", depth) for item in node.children),
            is_ordered=node.type == "ordered_list",
            start=int(node.attrs.get("start", 1)),
        )

    def _flows(
        self, nodes: Sequence[SyntaxTreeNode], where: str, depth: int = 0
    ) -> tuple[Flow, ...]:
        return tuple(
            self._flow(node, where, depth) for node in nodes if node.type != "footnote_reference"
        )

    def _flow(self, node: SyntaxTreeNode, where: str, depth: int) -> Flow:
        match node.type:
            case "paragraph":
                return Paragraph(self.inside(node))
            case "bullet_list" | "ordered_list":
                return self._list(node, depth + 1)
            case _:
                raise self.error(node, f"Do {where} patří jen odstavce a seznamy.")

    def _with_source(self, node: SyntaxTreeNode) -> tuple[list[SyntaxTreeNode], Inlines]:
        """The nodes inside `node` without the last one if that names the source."""
        nodes = [child for child in node.children if child.type != "footnote_reference"]
        content = content_of(nodes[-1]) if nodes else ""
        if _SOURCE.match(content):
            return nodes[:-1], without_start(self.inside(nodes[-1]), len("— "))
        if found := _SOURCE_BELOW.search(content):
            raise MarkdownError(
                self.line(nodes[-1]) + content.count("\n", 0, found.end()),
                "Zdroj citátu oddělte od jeho slov prázdným řádkem. Není-li to zdroj, přesuňte "
                "pomlčku na konec předchozího řádku.",
            )
        return nodes, ()

    def _table(self, node: SyntaxTreeNode) -> Table:
        head, *rows = [row for part in node.children for row in part.children]
        for row in rows:
            self._check_width(row, len(head.children))
        return Table(self._cells(head), tuple(map(self._cells, rows)))

    def _cells(self, row: SyntaxTreeNode) -> tuple[Inlines, ...]:
        return tuple(self.inside(cell) for cell in row.children)

    def _check_width(self, row: SyntaxTreeNode, width: int) -> None:
        """Counts cells as the table rule does, which pads and cuts rows without a word."""
        cells = escapedSplit(mdTrim(self._lines[_start(row)]))
        found = len(cells[cells[0] == "" :]) - (cells[-1] == "" and len(cells) > 1)
        if found != width:
            raise self.error(
                row,
                f"Řádek tabulky má mít tolik sloupců jako záhlaví, tedy {width}, ne {found}. "
                "Doplňte nebo uberte svislítka; svislítko v textu se píše \\|.",
            )

    def _directive(self, node: SyntaxTreeNode) -> Block:
        kind, _, rest = node.info.strip().partition(" ")
        if kind not in {"pullquote", "callout", "embed"}:
            raise self.error(
                node,
                f"Rámeček „::: {kind:.80}“ neznáme. Použijte pullquote, callout nebo embed; "
                "samotné ::: jen uzavírá otevřený rámeček.",
            )
        if not self._is_closed(node):
            raise self.error(node, f"Rámeček „::: {kind}“ není uzavřen. Doplňte řádek :::.")
        match kind:
            case "pullquote":
                return self._pull_quote(node, rest)
            case "callout":
                title = inline_node(rest.strip(), self._env)
                return Callout(
                    title=self._inlines(node).read(title.children),
                    blocks=self._flows(node.children, "rámečku"),
                )
            case _:
                return self._embed(node, rest.strip())

    def _is_closed(self, node: SyntaxTreeNode) -> bool:
        end = node.map[1] if node.map else 0
        return end < len(self._lines) and self._lines[end].strip().startswith(":::")

    def _pull_quote(self, node: SyntaxTreeNode, rest: str) -> PullQuote:
        if rest.strip():
            raise self.error(node, "Za „::: pullquote“ nic nepatří. Citát pište na další řádek.")
        nodes, source = self._with_source(node)
        return PullQuote(self._only_paragraph(node, nodes), source)

    def _embed(self, node: SyntaxTreeNode, url: str) -> Embed:
        if not is_recording(url):
            raise self.error(node, f"Adresa záznamu „{url:.80}“ musí začínat https://.")
        nodes = [child for child in node.children if child.type != "footnote_reference"]
        return Embed(url, self._plain(node, self._only_paragraph(node, nodes)))

    def _only_paragraph(self, node: SyntaxTreeNode, nodes: Sequence[SyntaxTreeNode]) -> Inlines:
        match [child.type for child in nodes]:
            case []:
                return ()
            case ["paragraph"]:
                return self.inside(nodes[0])
            case _:
                raise self.error(node, "V tomto rámečku smí být jediný odstavec textu.")

    def _plain(self, node: SyntaxTreeNode, inlines: Inlines) -> str:
        if footnotes(Document((Paragraph(inlines),))):
            raise self.error(node, "Poznámka patří do textu, ne k popisu obrázku nebo záznamu.")
        return plain(inlines)

    def inside(self, node: SyntaxTreeNode) -> Inlines:
        """The inlines of a node that holds one run: a paragraph, a heading, a cell."""
        return self._inlines(node).read(node.children[0].children)

    def _inlines(self, node: SyntaxTreeNode) -> InlineReader:
        return InlineReader(self._notes, self.line(node))

    def error(self, node: SyntaxTreeNode, sentence: str) -> MarkdownError:
        return MarkdownError(self.line(node), sentence)

    def line(self, node: SyntaxTreeNode) -> int:
        """The line of the file on which `node` begins."""
        return self._first_line + _start(node)


def _start(node: SyntaxTreeNode) -> int:
    """The line on which `node` begins, from 0; a cell begins with its row."""
    while node.map is None and node.parent is not None:
        node = node.parent
    return node.map[0] if node.map else 0


def content_of(node: SyntaxTreeNode) -> str:
    """The Markdown inside a paragraph, as written; empty for other blocks."""
    return node.children[0].content if node.type == "paragraph" else ""


def without_start(inlines: Inlines, length: int) -> Inlines:
    first, *rest = inlines
    return (Text(plain([first])[length:]), *rest)
