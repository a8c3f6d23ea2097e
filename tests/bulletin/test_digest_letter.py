"""The letter of news: what it says, how heavy it is, what mail programs can make of it."""

import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest

from mitdomov.bulletin.digests.editing import DigestDraft, moved, problems_of, title_of
from mitdomov.magazine.folder.reading import read_publication
from mitdomov.magazine.typesetting import typeset_value
from mitdomov.render.digest.letter import digest_drawings, render_digest
from mitdomov.render.digest.values import Digest, DigestEvent, DigestItem, DigestPicture
from mitdomov.render.letter.letter import LetterTooLongError
from mitdomov.render.letter.slots import Slot, SlotError, parts
from tests.conftest import SMALL_ISSUE

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
URL = "https://mitdomov.example"


def item(number: int, **changes: str) -> DigestItem:
    values = {"title": f"Zpráva {number}", "perex": "Krátce.", "region": "Novinky z ČR"}
    rest = {"colour": "teal", "url": f"{URL}/novinky/zprava-{number}/", "author": "", "source": ""}
    return DigestItem(**(values | rest | changes), published_at=AT - timedelta(days=number))


def digest(*items: DigestItem, **changes: object) -> Digest:
    publication = typeset_value(read_publication((SMALL_ISSUE / "publication.toml").read_bytes()))
    values: dict[str, object] = {
        "number": 3,
        "title": "Novinky 22. 11. 2026",
        "dated": date(2026, 11, 22),
        "subject": "Dvě zprávy",
        "word": "",
        "items": items or (item(1), item(2, region="Novinky ze světa", colour="moss")),
        "events": (),
        "publication": publication,
    }
    return Digest(**(values | changes))  # type: ignore[arg-type]


def test_the_letter_says_what_is_new_and_how_to_leave() -> None:
    letter = render_digest(digest(), public_url=URL)
    for part in (letter.html, letter.text):
        for words in ("Zpráva 1", "Zpráva 2", f"{URL}/novinky/zprava-1/", "registrační číslo"):
            assert words.lower() in part.lower().replace("\xa0", " ")
        assert {each for each in parts(part) if isinstance(each, Slot)} == set(Slot)
        assert digest().publication.help_box.phone in part
    assert letter.subject == "Dvě zprávy"


def test_the_foot_is_true_on_whichever_list_the_letter_is_sent() -> None:
    letter = render_digest(digest(), public_url=URL)
    for part in (letter.html, letter.text):
        words = " ".join(part.split())
        assert "protože odebíráte zprávy časopisu Mít domov" in words
        assert "odebíráte novinky" not in words


def test_without_a_word_of_the_editors_it_counts_its_news() -> None:
    assert "posíláme 2\xa0novinky, které vyšly" in render_digest(digest(), public_url=URL).text
    assert "novinky, které vyšly" in render_digest(digest(), public_url=URL).html
    worded = render_digest(digest(word="Dobrý týden.\nA ještě něco."), public_url=URL)
    assert "posíláme" not in worded.text
    assert "Dobrý týden.\n\nA ještě něco." in worded.text


def test_a_sample_says_so_first() -> None:
    letter = render_digest(digest(is_sample=True), public_url=URL)
    assert letter.subject.startswith("[Ukázka] ")
    assert "*** UKÁZKA ***" in letter.text
    assert ">Ukázka<" in letter.html


def test_events_are_told_with_their_state() -> None:
    event = DigestEvent(
        title="Workshop",
        starts_at=AT,
        when="neděle 22. listopadu 2026, 9.00 h",
        place="Brno",
        url=f"{URL}/akce/workshop/",
        is_cancelled=True,
    )
    letter = render_digest(digest(events=(event,)), public_url=URL)
    assert "Akce je zrušena" in letter.html
    assert "AKCE JE ZRUŠENA" in letter.text
    assert f"{URL}/akce/workshop/" in letter.text


def test_twenty_news_keep_far_from_the_limit_of_mailboxes() -> None:
    items = tuple(item(number, perex="Slovo " * 45) for number in range(20))
    assert len(render_digest(digest(*items), public_url=URL).html.encode()) < 60_000


def test_a_letter_that_would_be_clipped_is_refused() -> None:
    items = tuple(item(number, perex="Slovo " * 50) for number in range(200))
    with pytest.raises(LetterTooLongError, match="Vyberte méně"):
        render_digest(digest(*items), public_url=URL)


def test_a_text_that_poses_as_a_slot_is_refused() -> None:
    with pytest.raises(SlotError):
        render_digest(digest(item(1, title="⟦unsubscribe⟧")), public_url=URL)


def test_outlook_finds_tables_alone_and_every_picture_has_words_or_none() -> None:
    picture = DigestPicture(
        name="dum-1.png", alt="Dům", credit="kresba", of_url=f"{URL}/novinky/a/", sha256="0" * 64
    )
    html = render_digest(digest(picture=picture), public_url=URL).html
    assert not re.search(r"display:\s*(flex|grid)", html)
    images = re.findall(r"<img[^>]*>", html)
    assert len(images) == 3
    assert all("alt=" in each and f'src="{URL}/novinky/dopisy/3/' in each for each in images)
    assert all(re.search(r'\bwidth="\d+"', each) for each in images)
    assert set(digest_drawings(digest())) == {"dopis-fasada.png", "dopis-eu.png"}


class Marks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _ in attrs if name.startswith("on"))}


def test_hostile_words_stay_words() -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    letter = render_digest(
        digest(item(1, title=evil, perex=evil, author=evil), word=evil, subject=evil),
        public_url=URL,
    )
    marks = Marks()
    marks.feed(letter.html)
    assert not marks.names & {"script", "onerror"}


def test_the_hash_names_the_content_and_nothing_else() -> None:
    assert digest().sha256 == digest().sha256
    assert digest().sha256 != digest(number=4).sha256
    assert digest().sha256 != digest(word="Jinak.").sha256


def test_the_title_holds_the_day_in_prague() -> None:
    assert title_of(datetime(2026, 11, 21, 23, 30, tzinfo=UTC)) == "Novinky 22. 11. 2026"


@pytest.mark.parametrize(
    ("which", "steps", "expected"),
    [(2, -1, (2, 1, 3)), (2, 1, (1, 3, 2)), (1, -1, (1, 2, 3)), (9, 1, (1, 2, 3))],
)
def test_an_item_moves_no_further_than_the_ends(
    which: int, steps: int, expected: tuple[int, ...]
) -> None:
    assert moved((1, 2, 3), which, steps) == expected


def test_a_digest_needs_a_subject_and_news() -> None:
    assert set(problems_of(DigestDraft("", "", ()))) == {"subject", "polozky"}
    assert set(problems_of(DigestDraft("⟦", "x" * 601, (1,)))) == {"subject", "word"}
    assert problems_of(DigestDraft("Novinky", "", (1,))) == {}
