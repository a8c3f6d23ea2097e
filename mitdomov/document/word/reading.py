"""The bytes of a .docx in; its title, perex, body, pictures and a report, or a refusal, out."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.normal import normal
from mitdomov.document.tree import Document
from mitdomov.document.word import wording
from mitdomov.document.word.blocks import read_blocks
from mitdomov.document.word.bylines import Author, read_byline
from mitdomov.document.word.canonical import Canonical
from mitdomov.document.word.changes import changes_in, count_of_formats, texts_of
from mitdomov.document.word.comments import comments_in
from mitdomov.document.word.conversion import CanonicalPart, html_of
from mitdomov.document.word.drawings import words_in_diagram
from mitdomov.document.word.finding import value
from mitdomov.document.word.guessing import with_guesses
from mitdomov.document.word.heads import read_head
from mitdomov.document.word.html_nodes import Node, nodes_of
from mitdomov.document.word.inlines import InlineReader
from mitdomov.document.word.languages import plain_languages, primary
from mitdomov.document.word.notebook import Notebook
from mitdomov.document.word.numbering import Numbering, read_numbering
from mitdomov.document.word.parts import Parts, open_parts
from mitdomov.document.word.pictures import FoundPicture, alt_of, ending_of, with_figures
from mitdomov.document.word.placeholders import take_placeholders
from mitdomov.document.word.report import Refusal, Report, WordError
from mitdomov.document.word.runs import Context
from mitdomov.document.word.styles import Styles, read_styles

_SAMPLE_CHARS: Final = 20_000
_NO_TEXT: Final = (
    "V dokumentu není žádný text ani obrázek, který by šlo načíst. "
    "Otevřete jej a zkontrolujte, zda je to ten pravý."
)


@dataclass(frozen=True, slots=True)
class WordDocument:
    title: str
    perex: str
    body: Document
    """In normal form; its figures name `pictures`."""
    pictures: tuple[FoundPicture, ...]
    report: Report
    authors: tuple[Author, ...] = ()


def read_word(data: bytes, name: str = "") -> WordDocument | Refusal:
    """`name` is the file's, of which a title is made when the text has none."""
    try:
        return _read(open_parts(data), name)
    except WordError as error:
        return Refusal(error.sentence)
    except RecursionError:
        return Refusal("Dokument je příliš složitě vnořený. Zjednodušte jej ve Wordu.")


def _read(parts: Parts, name: str) -> WordDocument:
    notebook = parts.notebook
    for words in take_placeholders(parts.document):
        notebook.lose("placeholder", words)
    styles = read_styles(parts.root("styles"))
    language, plain = _language(parts.document, styles)
    notes = frozenset(_notes(parts))
    context = Context(styles, parts.relationships("document"), notebook, notes, plain)
    numbering = read_numbering(parts.root("numbering"))
    canonical = list(_canonical(parts, context, numbering))
    root = nodes_of(html_of(canonical, _foreign(notebook)))
    reader = InlineReader(notebook, _note_nodes(root))
    blocks = list(read_blocks(Node(children=_without_notes(root)), reader))
    authors, unsigned = read_byline(blocks, notebook)
    head = read_head(with_guesses(unsigned, notebook), _title_of(name), notebook)
    pictures = _pictures(parts, context)
    figures = with_figures(head.rest, pictures, notebook)
    body = normal(Document(tuple(figures)))
    if not (body.blocks or head.perex) and notebook.guessed["title-fallback"]:
        raise WordError(_nothing(notebook))
    if language != "cs":
        notebook.guess("language", wording.language_name(language))
    return WordDocument(
        head.title, head.perex, body, _used(pictures), _report(parts, body, notebook), authors
    )


def _nothing(notebook: Notebook) -> str:
    """Why; what the document holds instead of text is named."""
    lost = wording.lost(notebook)
    return " ".join([_NO_TEXT, "Nepřeneslo by se:", *lost]) if lost else _NO_TEXT


def _canonical(parts: Parts, context: Context, numbering: Numbering) -> Iterator[CanonicalPart]:
    """The notes first: what they lose is said with the rest."""
    for kind in ("footnotes", "endnotes"):
        root = parts.root(kind)
        if root is not None:
            of_notes = replace(
                context, relationships=parts.relationships(kind), notes=frozenset(), pictures=[]
            )
            writer = Canonical(of_notes, numbering)
            content = "".join(
                f'<w:{kind[:-1]} w:id="{note.get("w:id")}">{"".join(writer.blocks(note))}'
                f"</w:{kind[:-1]}>"
                for note in _real_notes(root, kind)
            )
            for _ in of_notes.pictures:
                context.notebook.lose("note-picture")
            yield CanonicalPart(kind, content, tuple(writer.links))
    writer = Canonical(context, numbering)
    body = parts.document.find("w:body")
    content = "".join(writer.blocks(() if body is None else body))
    yield CanonicalPart("document", content, tuple(writer.links))


def _notes(parts: Parts) -> Iterator[tuple[str, str]]:
    for kind in ("footnotes", "endnotes"):
        root = parts.root(kind)
        if root is not None:
            for note in _real_notes(root, kind):
                yield kind[:-1], note.get("w:id", "")


def _real_notes(root: Element, kind: str) -> Iterator[Element]:
    """Without the lines that part notes from the page; ids are numbers (ECMA-376, 17.11)."""
    for note in root.iter(f"w:{kind[:-1]}"):
        is_line = note.get("w:type", "normal") != "normal"
        if not is_line and re.fullmatch("-?[0-9]{1,9}", note.get("w:id", "")):
            yield note


def _note_nodes(root: Node) -> dict[str, Node]:
    return {node.attributes["id"]: node for node in root.all() if _is_note(node)}


def _without_notes(root: Node) -> list[Node | str]:
    """mammoth's list of notes is the last block."""
    return [
        child
        for child in root.children
        if not (isinstance(child, Node) and any(map(_is_note, child.nodes())))
    ]


def _is_note(node: Node) -> bool:
    return node.tag == "li" and node.attributes.get("id", "").startswith(("footnote-", "endnote-"))


def _language(document: Element, styles: Styles) -> tuple[str, frozenset[str]]:
    """Of most letters, as runs are marked."""
    letters: Counter[str] = Counter()
    sample: list[str] = []
    for run in document.iter("w:r"):
        text = "".join(each.text or "" for each in run.findall("w:t"))
        tag = value(run, "w:rPr", "w:lang") or styles.language
        letters[primary(tag) or "cs"] += len(text)
        sample.append(text)
    return plain_languages(letters, "".join(sample)[:_SAMPLE_CHARS])


def _foreign(notebook: Notebook) -> list[str]:
    """Languages that the canonical text marks."""
    return [
        topic.removeprefix("language-")
        for topic in notebook.guessed
        if topic.startswith("language-")
    ]


def _pictures(parts: Parts, context: Context) -> dict[int, FoundPicture]:
    """By the number of their place; one file used twice is one picture."""
    pictures: dict[int, FoundPicture] = {}
    names: dict[str, str] = {}
    for index, (part, drawn) in enumerate(context.pictures):
        if (data := parts.picture(part)) is None:
            continue
        name = names.setdefault(part, f"obrazek-{len(names) + 1}.{ending_of(data)}")
        alt = alt_of(drawn.alt, context.notebook)
        pictures[index] = FoundPicture(name, data, alt, drawn.is_decorative)
    return pictures


def _used(pictures: dict[int, FoundPicture]) -> tuple[FoundPicture, ...]:
    return tuple({each.name: each for each in pictures.values()}.values())


def _report(parts: Parts, body: Document, notebook: Notebook) -> Report:
    changes = changes_in(parts.document)
    notes = (parts.root(kind) for kind in ("footnotes", "endnotes"))
    parts.relationships("settings")  # for the template that a document may be bound to
    for text in texts_of(parts.margins()):
        notebook.lose("margins", text)
    for diagram in parts.diagrams():
        for text in words_in_diagram(diagram):
            notebook.lose("diagram-words", text)
    looks = count_of_formats(parts.document)
    kept = wording.kept(body)
    if looks:
        kept = (*kept, f"Sledované změny pouhého vzhledu ({looks}) jsou přijaté.")
    return Report(
        kept,
        wording.guessed(notebook),
        wording.lost(notebook),
        changes,
        comments_in(
            parts.root("comments"),
            parts.root("commentsExtended"),
            [parts.document, *(each for each in notes if each is not None)],
        ),
    )


def _title_of(name: str) -> str:
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    words = " ".join(re.sub(r"[_\-.]+", " ", stem).split())
    return words[:120] or "Článek bez názvu"
