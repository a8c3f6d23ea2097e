"""A picture of the library changes everywhere at once, and what it was can be had back."""

import dataclasses
import time
from datetime import datetime
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from mitdomov.accounts.audit import PROGRAM
from mitdomov.accounts.model import AuditEntry
from mitdomov.database.store import Store
from mitdomov.editorial.article_model import Origin
from mitdomov.editorial.articles import add_source, create_article
from mitdomov.editorial.importing import import_issue, load_folder
from mitdomov.editorial.integrity import verify
from mitdomov.editorial.media import changes
from mitdomov.editorial.media.changes import MIDDLE, Focus, InUse, Outdated
from mitdomov.editorial.media.library import Crop, Labels, Refused, add_picture
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.media.queries import Filter, library
from mitdomov.editorial.media.sharpness import Where, dpi_at, sharp_width_mm
from mitdomov.editorial.media.uses import Use, published, uses
from mitdomov.editorial.model import IssueRecord, IssueState
from mitdomov.editorial.publishing import publish
from mitdomov.magazine.folder.article_files import read_article
from mitdomov.magazine.imaging.focus import focus_of
from tests.editorial.desk import press
from tests.hostile_pictures import jpeg, png

LEFT_HALF = Crop(0.0, 0.0, 0.5, 1.0)


@pytest.fixture
def item(store: Store, at: datetime) -> MediaItem:
    """Its left half navy, its right half white; used nowhere."""
    return taken(add_picture(store, png(), name="dum.png", by=None, at=at))


@pytest.fixture
def key(store: Store, files: dict[str, bytes], at: datetime) -> MediaItem:
    """`klic.png` of the small issue, which one of its articles shows."""
    import_issue(store, files, at)
    with store.reading() as session:
        return session.scalars(select(MediaItem).where(MediaItem.file == "klic.png")).one()


def taken(answer: MediaItem | Outdated | Refused) -> MediaItem:
    assert isinstance(answer, MediaItem), answer
    return answer


def opened(store: Store, item: MediaItem) -> Image.Image:
    return Image.open(BytesIO(store.blobs.get(item.sha256)))


def kept(store: Store, item: MediaItem) -> MediaItem:
    with store.reading() as session:
        return session.get_one(MediaItem, item.id)


def cut(store: Store, item: MediaItem, crop: Crop | None, at: datetime) -> MediaItem:
    return taken(changes.cut(store, item.id, item.version, crop, MIDDLE, PROGRAM, at))


def replace(store: Store, item: MediaItem, data: bytes, at: datetime) -> MediaItem:
    answer = changes.replace(
        store, item.id, data, credit="Petr Nový", licence="CC0", actor=PROGRAM, at=at
    )
    return taken(answer)


def bring_back(store: Store, item: MediaItem, number: int, at: datetime) -> MediaItem:
    with store.writing() as session:
        found = changes.bring_back(session, store.blobs, item.id, number, PROGRAM, at)
    assert found is not None
    return found


def test_crop_shows_a_part_and_lets_go_of_it_again(
    store: Store, item: MediaItem, at: datetime
) -> None:
    whole = item.sha256
    half = cut(store, item, LEFT_HALF, at)
    assert (half.width_px, half.height_px) == (60, 80)
    assert opened(store, half).convert("RGB").getcolors() == [(60 * 80, (0, 0, 128))]
    again = cut(store, half, None, at)
    assert (again.sha256, again.width_px, again.height_px) == (whole, 120, 80)


def test_crop_is_always_of_the_whole_picture(store: Store, item: MediaItem, at: datetime) -> None:
    half = cut(store, item, LEFT_HALF, at)
    right = cut(store, half, Crop(0.5, 0.5, 0.5, 0.5), at)
    assert opened(store, right).convert("RGB").getcolors() == [(60 * 40, (255, 255, 255))]


def test_same_crop_again_changes_nothing(store: Store, item: MediaItem, at: datetime) -> None:
    half = cut(store, item, LEFT_HALF, at)
    assert cut(store, half, LEFT_HALF, at).version == half.version


def test_point_of_interest_goes_with_the_picture(
    store: Store, item: MediaItem, at: datetime
) -> None:
    """In shares of what is left of the picture; in the middle, nothing is marked."""
    right = Crop(0.5, 0.0, 0.5, 1.0)
    marked = taken(changes.cut(store, item.id, item.version, right, Focus(0.75, 0.2), PROGRAM, at))
    assert focus_of(store.blobs.get(marked.sha256)) == (0.5, 0.2)
    assert (marked.focus_x, marked.focus_y) == (0.75, 0.2)
    again = cut(store, marked, None, at)
    assert again.sha256 == item.sha256
    assert focus_of(store.blobs.get(again.sha256)) is None


def test_whoever_began_from_an_older_version_overwrites_nothing(
    store: Store, item: MediaItem, at: datetime
) -> None:
    cut(store, item, LEFT_HALF, at)
    late = changes.cut(store, item.id, item.version, Crop(0, 0, 1, 0.5), MIDDLE, PROGRAM, at)
    assert isinstance(late, Outdated)
    with store.writing() as session:
        words = Labels(alt="jinak")
        assert isinstance(
            changes.label(session, item.id, item.version, words, PROGRAM, at), Outdated
        )
    assert kept(store, item).width_px == 60
    assert kept(store, item).alt == ""


def test_replaced_picture_shows_wherever_its_name_stands(
    store: Store, key: MediaItem, at: datetime
) -> None:
    """The text says `klic.png` as before; the issue is a draft again."""
    publish(store, "1/2030", public_url="http://web.example", at=at, renderer=press)
    before = load_folder(store, "1/2030").pictures["klic.png"]
    replaced = replace(store, key, png(600, 400, "red"), at)
    folder = load_folder(store, "1/2030")
    assert folder.pictures["klic.png"] == store.blobs.get(replaced.sha256) != before
    assert (replaced.credit, replaced.licence) == ("Petr Nový", "CC0")
    with store.reading() as session:
        issue = session.scalars(select(IssueRecord)).one()
        assert issue.state is IssueState.DRAFT
        assert [each.is_as_now for each in published(session, replaced)] == [False]


def test_what_it_was_comes_back_with_its_author(store: Store, key: MediaItem, at: datetime) -> None:
    credit = key.credit
    replaced = replace(store, key, png(600, 400, "red"), at)
    back = bring_back(store, replaced, key.version, at)
    assert (back.sha256, back.credit, back.width_px) == (key.sha256, credit, key.width_px)
    again = bring_back(store, back, replaced.version, at)
    assert again.sha256 == replaced.sha256


def test_damage_to_any_look_is_found(store: Store, item: MediaItem, at: datetime) -> None:
    """The source and what it was before count, though nobody sees them now."""
    replaced = replace(store, cut(store, item, LEFT_HALF, at), jpeg(), at)
    assert verify(store) == ()
    for version in (item, replaced):
        store.blobs.path(version.source_sha256).unlink()
    places = {finding.place.file for finding in verify(store)}
    assert places == {"obrázek dum.png", "obrázek dum.png dřív"}


def test_bad_file_replaces_nothing(store: Store, item: MediaItem, at: datetime) -> None:
    for data in (b"GIF89a<script>", png()):
        answer = changes.replace(
            store, item.id, data, credit="x", licence="y", actor=PROGRAM, at=at
        )
        assert isinstance(answer, Refused)
    assert kept(store, item).version == item.version


def test_used_picture_is_not_deleted(store: Store, key: MediaItem, at: datetime) -> None:
    with store.writing() as session:
        answer = changes.throw_away(session, store.blobs, key.id, PROGRAM, at)
    assert isinstance(answer, InUse)
    assert [(each.where, each.title, each.issue_number) for each in answer.uses] == [
        (Where.PORTRAIT, "", "1/2030"),
        (Where.FIGURE, "První klíče", "1/2030"),
    ]
    assert kept(store, key).deleted_at is None


def test_unused_picture_goes_and_comes_back(store: Store, item: MediaItem, at: datetime) -> None:
    with store.writing() as session:
        changes.throw_away(session, store.blobs, item.id, PROGRAM, at)
        assert [each.item.id for each in library(session, store.blobs)] == []
        found = library(session, store.blobs, kind=Filter.DELETED)
        assert [each.item.id for each in found] == [item.id]
        changes.take_back(session, item.id, PROGRAM, at)
        assert [each.item.id for each in library(session, store.blobs)] == [item.id]


def test_every_change_is_recorded(store: Store, item: MediaItem, at: datetime) -> None:
    half = cut(store, item, LEFT_HALF, at)
    replaced = replace(store, half, jpeg(), at)
    bring_back(store, replaced, half.version, at)
    with store.writing() as session:
        changes.label(session, item.id, kept(store, item).version, Labels("x"), PROGRAM, at)
        changes.throw_away(session, store.blobs, item.id, PROGRAM, at)
        changes.take_back(session, item.id, PROGRAM, at)
    with store.reading() as session:
        verbs = session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()
    assert verbs == [
        *("picture-added", "picture-cropped", "picture-replaced", "picture-brought-back"),
        *("picture-described", "picture-deleted", "picture-taken-back"),
    ]


def test_uses_are_found_in_texts_heads_and_covers(
    store: Store, key: MediaItem, files: dict[str, bytes], at: datetime
) -> None:
    frame = files["issue.toml"].decode()
    cover = '\n[cover]\npicture = "klic.png"\nalt = "Klíč"\ncredit = "Jana"\n'
    assert "[cover]" not in frame
    first = frame.index("[[")
    import_issue(
        store, {**files, "issue.toml": f"{frame[:first]}{cover}\n{frame[first:]}".encode()}, at
    )
    with store.reading() as session:
        found = uses(session, store.blobs)
        facade = session.scalars(select(MediaItem).where(MediaItem.file == "fasada.png")).one()
    assert [(each.where, each.title) for each in found[key.id]] == [
        (Where.COVER, ""),
        (Where.PORTRAIT, ""),
        (Where.FIGURE, "První klíče"),
    ]
    assert [each.where for each in found[facade.id]] == [Where.HEAD]


@pytest.mark.parametrize(
    "alt",
    ["Dům \\[vlevo", "Dům [vlevo] a [vpravo]", "Dům \\\\", "!\\[dům\\](a.png)", "„Dům“ (vpravo)"],
)
def test_no_description_hides_a_use(store: Store, at: datetime, alt: str) -> None:
    """What a text shows is mostly told without reading it all."""
    item = taken(add_picture(store, png(), name="dum.png", by=None, at=at))
    header = 'type = "feature"\nsection = "tema"\ntitle = "Dům"'
    source = f'+++\n{header}\n+++\n\nText.\n\n![{alt}](dum.png "Jana")\n'.encode()
    article = read_article(source, "dum")
    with store.writing() as session:
        add_source(
            session,
            source,
            article,
            slug="dum",
            issue=None,
            position=0,
            by=None,
            at=at,
            origin=Origin.IMPORTED,
        )
    with store.reading() as session:
        assert [each.where for each in uses(session, store.blobs)[item.id]] == [Where.FIGURE]


def test_name_in_the_pool_means_the_library_not_an_issue(
    store: Store, key: MediaItem, files: dict[str, bytes], at: datetime
) -> None:
    """Another `klic.png`, of another folder, has another name in the library."""
    source = next(data for path, data in files.items() if path.endswith("prvni-klice.md"))
    article = read_article(source, "kopie")
    with store.writing() as session:
        create_article(session, article=article, issue=None, by=None, at=at)
    with store.reading() as session:
        of_pool = [each for each in uses(session, store.blobs)[key.id] if not each.issue_number]
    assert [each.title for each in of_pool] == [article.title]


def test_library_is_searched_without_case_and_diacritics(store: Store, at: datetime) -> None:
    add_picture(store, jpeg(), name="a.jpg", by=None, at=at, alt="Žena před domem")
    add_picture(store, png(), name="b.png", by=None, at=at, credit="Šárka Lišková", licence="CC0")
    with store.reading() as session:
        for words, files in (("zena DOM", ["a.jpg"]), ("liskova", ["b.png"]), ("x", [])):
            assert [each.item.file for each in library(session, store.blobs, words)] == files
        for kind, files in (
            (Filter.UNDESCRIBED, ["b.png"]),
            (Filter.UNCREDITED, ["a.jpg"]),
            (Filter.UNUSED, ["b.png", "a.jpg"]),
            (Filter.BLURRED, ["b.png", "a.jpg"]),
        ):
            assert [e.item.file for e in library(session, store.blobs, kind=kind)] == files


def test_library_knows_what_the_texts_of_a_folder_say(key: MediaItem) -> None:
    assert key.alt == "Klíč na stole, vedle něj nájemní smlouva."
    assert (key.credit, key.licence) == ("Jana Ukázková", "CC BY 4.0")


@pytest.mark.parametrize(
    ("where", "size", "dpi"),
    [
        (Where.FIGURE, (981, 10), 300),
        (Where.FIGURE, (980, 10), 299),
        (Where.HEAD, (2055, 10), 299),
        (Where.COVER, (2481, 1000), 140),
        (Where.PORTRAIT, (308, 384), 300),
    ],
)
def test_resolution_in_print(where: Where, size: tuple[int, int], dpi: int) -> None:
    """The scarcer direction counts where the picture fills a frame."""
    assert dpi_at(where, *size) == dpi


def test_width_that_prints_sharp() -> None:
    assert sharp_width_mm(1000) == 84


def test_uses_of_a_large_library_are_found_at_once(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    """500 pictures and 200 articles; after the first question only what changed is read."""
    source = next(data for path, data in files.items() if path.endswith("prvni-klice.md"))
    articles = [read_article(source, f"clanek-{number}") for number in range(200)]
    with store.writing() as session:
        for number in range(500):
            session.add(_bare_item(f"obrazek-{number}.png", at))
        session.add(_bare_item("klic.png", at))
        for number, article in enumerate(articles):
            create_article(
                session,
                article=dataclasses.replace(article, title=f"Článek {number}"),
                issue=None,
                by=None,
                at=at,
            )
    with store.reading() as session:
        began = time.process_time()
        uses(session, store.blobs)
        asked_once = time.process_time()
        found = uses(session, store.blobs)
        assert time.process_time() - asked_once < (asked_once - began) / 2
    assert max(len(each) for each in found.values()) == 200
    assert all(isinstance(use, Use) for each in found.values() for use in each)


def _bare_item(file: str, at: datetime) -> MediaItem:
    return MediaItem(
        file=file,
        source_sha256="0" * 64,
        sha256="0" * 64,
        media_type="image/png",
        width_px=10,
        height_px=10,
        size_bytes=1,
        created_at=at,
        updated_at=at,
    )
