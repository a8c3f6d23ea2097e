"""The grammar of the Markdown profile: from text to markdown-it's tree of syntax nodes.

CommonMark 0.31 with tables, notes, containers, attributes, sub- and superscript; rules that the
profile does not list (HTML, code, rules, references, autolinks) are off, so such text stays text.
"""

import re
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def, footnote_inline, footnote_ref
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from mitdomov.document.markdown.error import MarkdownError

Environment = dict[str, Any]
"""What markdown-it's rules share while one text is read: its first line and its notes."""

_OFF: Final = ("autolink", "backticks", "code", "fence", "hr", "html_block", "html_inline")
_OFF_TOO: Final = ("lheading", "reference")
_MAX_NESTING: Final = 40
"""Room for the deepest tree that `normal` allows; deeper text is refused by the reader."""
_MAX_COST: Final = 5_000_000
"""Brackets times characters of one block: what the search for closing brackets may cost."""
_BLOCK_ID: Final = re.compile(r"\{#([^{}]*)\}[ \t]*")
_NOTE_REFERENCE: Final = re.compile(r"\[\^[\w-]+\]")


def environment(first_line: int) -> Environment:
    return {"first_line": first_line}


def block_nodes(text: str, env: Environment) -> SyntaxTreeNode:
    """The root of `text`'s blocks; raises `MarkdownError` when reading would take too long."""
    return SyntaxTreeNode(_PARSER.parse(text, env))


def inline_node(text: str, env: Environment) -> SyntaxTreeNode:
    """`text`, one line, read as the inside of a paragraph."""
    return SyntaxTreeNode(_PARSER.parseInline(text, env)).children[0]


class _Profile(MarkdownIt):
    """Hands every address on as it was written: the reader refuses the bad ones by name."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (markdown-it's name)
        return url

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 (markdown-it's name)
        return True


def _parser() -> MarkdownIt:
    parser = _Profile("commonmark", {"html": False, "maxNesting": _MAX_NESTING})
    parser.disable([*_OFF, *_OFF_TOO]).enable("table")
    parser.use(sub_plugin).use(superscript_plugin)
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.use(attrs_plugin, after=("image",))
    parser.use(container_plugin, name="directive", validate=lambda *_: True)
    parser.block.ruler.before("paragraph", "block_id", _block_id)
    parser.inline.ruler.after("link", "span", _span)
    parser.inline.ruler.before("sup", "footnote_inline", footnote_inline)
    parser.inline.ruler.at("footnote_ref", _note_reference)
    parser.block.ruler.at("footnote_def", _note_definition, {"alt": ["paragraph"]})
    parser.core.ruler.before("inline", "cost", _refuse_costly)
    return parser


def _block_id(state: StateBlock, start_line: int, _end_line: int, silent: bool) -> bool:  # noqa: FBT001
    """`{#id}` on a line of its own, outside of any other block."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    found = _BLOCK_ID.fullmatch(state.src, begin, state.eMarks[start_line])
    if not found or state.level > 0:
        return False
    if not silent:
        state.line = start_line + 1
        token = state.push("block_id", "", 0)
        token.info = found[1]
        token.map = [start_line, state.line]
    return True


def _span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
    """`[text]{attributes}`; invisible to the search for a link's end, so it may stand in links."""
    if silent or state.src[state.pos] != "[":
        return False
    label_end = state.md.helpers.parseLinkLabel(state, state.pos)
    if label_end < 0 or not state.src.startswith("{", label_end + 1):
        return False
    try:
        length, attributes = parse_attributes(state.src[label_end + 1 : state.posMax])
    except ParseError:
        return False
    end, state.pos, state.posMax = state.posMax, state.pos + 1, label_end
    state.push("span_open", "span", 1).attrs = dict(attributes)
    state.md.inline.tokenize(state)
    state.push("span_close", "span", -1)
    state.pos, state.posMax = label_end + length + 2, end
    return True


def _note_definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001
    """`[^name]: text`."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not _NOTE_REFERENCE.match(state.src, begin, state.eMarks[start_line]):
        return False
    return footnote_def(state, start_line, end_line, silent)


def _note_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (as above)
    """`[^name]`, also without a note of that name, so that the reader can say what is missing."""
    if not _NOTE_REFERENCE.match(state.src, state.pos, state.posMax):
        return False
    return footnote_ref(state, silent, always_match=True)


def _refuse_costly(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") * len(token.content) > _MAX_COST:
            line = (token.map or [0])[0] + state.env["first_line"]
            raise MarkdownError(
                line, "Odstavec je příliš dlouhý a má příliš mnoho závorek [. Rozdělte jej."
            )


_PARSER: Final = _parser()
