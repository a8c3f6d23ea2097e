"""What was read from a Word document in, the draft of an article out."""

from collections.abc import Mapping
from dataclasses import replace

from mitdomov.document.tree import Block, Document, Figure, Paragraph
from mitdomov.document.word.reading import WordDocument
from mitdomov.magazine.model import Article, ArticleType, Contributor
from mitdomov.magazine.slugs import slug_of_title


def article_of(
    word: WordDocument, *, section: str, pictures: Mapping[str, str], type_: ArticleType
) -> Article:
    """`pictures` gives the library's names of the document's pictures; others leave the text."""
    blocks = (_named(block, pictures) for block in word.body.blocks)
    return Article(
        slug=slug_of_title(word.title),
        type=type_,
        section=section,
        title=word.title,
        perex=word.perex,
        authors=tuple(people_of(word)),
        body=Document(tuple(block for block in blocks if block is not None)),
    )


def people_of(word: WordDocument) -> dict[str, Contributor]:
    """Whom the document names as its authors, by slug."""
    people = (
        Contributor(slug_of_title(each.name), each.name, each.affiliation) for each in word.authors
    )
    return {person.slug: person for person in people}


def _named(block: Block, pictures: Mapping[str, str]) -> "Block | None":
    """The caption of a picture that was refused stays as a paragraph."""
    if not isinstance(block, Figure):
        return block
    if block.picture in pictures:
        return replace(block, picture=pictures[block.picture])
    return Paragraph(block.caption, block.id) if block.caption else None
