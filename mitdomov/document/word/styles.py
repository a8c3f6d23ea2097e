"""The part with styles in; what each style makes of a paragraph or a run out, with its bases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.word.finding import value
from mitdomov.document.word.roles import Role, heading_of, role_of

_MAX_BASES: Final = 12
_OFF: Final = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class ListPlace:
    """What puts a paragraph into a list: the list's number and the depth, from 0."""

    number: str
    depth: int


@dataclass(frozen=True, slots=True)
class Styles:
    """Every answer looks at the style itself, then at its bases."""

    by_id: Mapping[str, Element] = field(default_factory=dict)
    default_paragraph: str = ""
    language: str = ""
    """The BCP 47 tag of text that says nothing else."""

    def role(self, style_id: str) -> Role:
        for style in self._chain(style_id):
            if role := role_of(value(style, "w:name")):
                return role
            if level := _outline(style.find("w:pPr")):
                return level
        return Role.BODY

    def is_on(self, style_id: str, tag: str) -> bool:
        """Whether a run of this style has the property, e.g. `w:b`."""
        for style in self._chain(style_id):
            if (found := property_of(style.find("w:rPr"), tag)) is not None:
                return found
        return False

    def language_of(self, style_id: str) -> str:
        for style in self._chain(style_id):
            if language := value(style.find("w:rPr"), "w:lang"):
                return language
        return ""

    def raised(self, style_id: str) -> str:
        """`superscript`, `subscript` or nothing."""
        for style in self._chain(style_id):
            if raised := value(style, "w:rPr", "w:vertAlign"):
                return raised
        return ""

    def list_place(self, style_id: str) -> ListPlace | None:
        for style in self._chain(style_id):
            if place := list_place(style.find("w:pPr")):
                return place
        return None

    def _chain(self, style_id: str) -> Iterator[Element]:
        for _ in range(_MAX_BASES):
            style = self.by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = value(style, "w:basedOn")


def read_styles(root: Element | None) -> Styles:
    if root is None:
        return Styles()
    styles = {style.get("w:styleId", ""): style for style in root.iter("w:style")}
    default = (
        name
        for name, style in styles.items()
        if style.get("w:type") == "paragraph" and style.get("w:default") in {"1", "true"}
    )
    return Styles(
        styles, next(default, ""), value(root, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang")
    )


def paragraph_role(properties: Element | None, styles: Styles) -> Role:
    """A paragraph's own outline level makes a heading of what no style does."""
    role = styles.role(value(properties, "w:pStyle") or styles.default_paragraph)
    if role is Role.BODY and (level := _outline(properties)):
        return level
    return role


def list_place(properties: Element | None) -> ListPlace | None:
    """By a paragraph's own properties; number 0 takes it out of the list of its style."""
    numbering = None if properties is None else properties.find("w:numPr")
    if numbering is None:
        return None
    number = value(numbering, "w:numId")
    return ListPlace(number, own_depth(properties) or 0) if number else None


def own_depth(properties: Element | None) -> int | None:
    """The depth in a list alone, where the style says in which."""
    depth = value(properties, "w:numPr", "w:ilvl")
    return int(depth) if depth in {*"012345678"} else None


def property_of(properties: Element | None, tag: str) -> bool | None:
    """A switch such as bold: on, off or not said."""
    found = None if properties is None else properties.find(tag)
    return None if found is None else found.get("w:val", "1") not in _OFF


def _outline(properties: Element | None) -> Role | None:
    level = value(properties, "w:outlineLvl")
    return heading_of(int(level) + 1) if level in {*"012345678"} else None
