"""A block keeps its id while others change, so links, translations and comments hold."""

from dataclasses import replace

from hypothesis import given, settings

from mitdomov.document.block_ids import is_id
from mitdomov.document.markdown.reader import parse
from mitdomov.document.markdown.writer import write
from mitdomov.document.normal import normal
from mitdomov.document.tree import Document, Paragraph, Text
from tests.document.document_strategies import documents

ARTICLE = "## Úvod\n\nPrvní odstavec.\n\nDruhý odstavec.\n\n- položka\n"


def ids_of(text: str) -> list[str]:
    return [block.id for block in parse(text).blocks]


def test_editing_one_block_changes_no_other_id() -> None:
    before = ids_of(ARTICLE)
    after = ids_of(ARTICLE.replace("První odstavec.", "Jiná slova."))
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True, True]


def test_inserting_and_removing_blocks_changes_no_other_id() -> None:
    assert set(ids_of(ARTICLE)) < set(ids_of(f"Nový začátek.\n\n{ARTICLE}"))
    assert ids_of("Druhý odstavec.") == [ids_of(ARTICLE)[2]]


def test_setting_words_in_bold_keeps_the_id() -> None:
    assert ids_of("První **odstavec**.") == ids_of("První odstavec.")


def test_equal_blocks_are_told_apart() -> None:
    first, second = ids_of("Stejný.\n\nStejný.")
    assert second == f"{first}-2"


def test_a_given_id_survives_a_change_of_the_text() -> None:
    assert ids_of("{#uvod}\nPrvní odstavec.") == ids_of("{#uvod}\nJiná slova.") == ["uvod"]


def test_only_a_given_id_is_written() -> None:
    source = f"{{#uvod}}\n{ARTICLE}"
    assert write(parse(source)) == source


def test_a_given_id_may_be_what_another_block_would_have_got() -> None:
    (derived,) = ids_of("Druhý.")
    document = parse(f"{{#{derived}}}\nPrvní.\n\nDruhý.")
    assert len({block.id for block in document.blocks}) == 2
    assert parse(write(document)) == document


def test_a_repeated_id_stays_with_its_first_block() -> None:
    """The tree may come from a reader that cannot complain."""
    one, other = (Paragraph((Text(word),), "stejne") for word in ("jeden", "druhý"))
    first, second = normal(Document((one, other))).blocks
    assert first.id == "stejne"
    assert second.id == normal(Document((replace(other, id=""),))).blocks[0].id


@given(documents)
@settings(max_examples=100, deadline=None)
def test_ids_are_unique_and_safe_in_html_and_addresses(document: Document) -> None:
    ids = [block.id for block in normal(document).blocks]
    assert len(ids) == len(set(ids))
    assert all(map(is_id, ids))
