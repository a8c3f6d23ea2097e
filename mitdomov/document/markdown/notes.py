"""Notes of a text: from a reference to a note to the nodes of its text."""

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from mitdomov.document.markdown.error import MarkdownError
from mitdomov.document.markdown.syntax import Environment


class Notes:
    """The notes of one text: those written where they stand and those defined by name."""

    def __init__(self, root: SyntaxTreeNode, env: Environment) -> None:
        self._env = env
        self._first_line: int = env["first_line"]
        self._definitions: dict[str, SyntaxTreeNode] = {}
        self._used: set[str] = set()
        for node in root.walk():
            if node.type == "footnote_reference":
                self._define(node)

    def nodes(self, reference: SyntaxTreeNode, line: int) -> tuple[list[SyntaxTreeNode], int]:
        """The inside of the note that `reference` stands for, and the line where it begins."""
        if "label" not in reference.meta:
            tokens: list[Token] = self._env["footnotes"]["list"][reference.meta["id"]]["tokens"]
            return SyntaxTreeNode(tokens).children, line
        label = reference.meta["label"]
        if label not in self._definitions:
            raise MarkdownError(
                line, f"Poznámka [^{label}] nemá text. Doplňte řádek „[^{label}]: text“."
            )
        self._used.add(label)
        return self._paragraph(self._definitions[label])

    def refuse_unused(self) -> None:
        for label, node in self._definitions.items():
            if label not in self._used:
                raise MarkdownError(
                    self._line(node),
                    f"Na poznámku [^{label}] text nikde neodkazuje. Doplňte odkaz, nebo ji smažte.",
                )

    def _define(self, node: SyntaxTreeNode) -> None:
        label = node.meta["label"]
        if label in self._definitions:
            raise MarkdownError(
                self._line(node), f"Poznámka [^{label}] už text má. Jednu z nich přejmenujte."
            )
        self._definitions[label] = node

    def _paragraph(self, node: SyntaxTreeNode) -> tuple[list[SyntaxTreeNode], int]:
        match [child.type for child in node.children]:
            case []:
                return [], self._line(node)
            case ["paragraph"]:
                return node.children[0].children[0].children, self._line(node)
            case _:
                raise MarkdownError(
                    self._line(node), "Poznámka má mít jediný odstavec bez nadpisů a seznamů."
                )

    def _line(self, node: SyntaxTreeNode) -> int:
        return (node.map or (0, 0))[0] + self._first_line
