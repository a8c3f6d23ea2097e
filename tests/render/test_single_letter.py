"""Letters to one person: each kind has one frame, its links in both parts, and says its subject."""

from datetime import UTC, datetime
from html import unescape
from typing import Any, Final

import pytest

from mitdomov import places
from mitdomov.magazine.folder.reading import read_publication
from mitdomov.render.letter.single import single_letter
from mitdomov.render.letter.text import WIDTH
from tests.conftest import SMALL_ISSUE
from tests.render.pages import by_class, elements, page

AT: Final = datetime(2026, 11, 22, 8, tzinfo=UTC)
LINK: Final = f"https://mitdomov.example/klic/{'a' * 80}?b&c"
REFUSE: Final = "https://mitdomov.example/odmitnout/"
READER: Final = {"magazine": "Mít domov", "link": LINK, "until": AT}
SIGN_UP: Final = {
    "magazine": "Mít domov",
    "publication": read_publication((SMALL_ISSUE / "publication.toml").read_bytes()),
    "titles": ["Magazín", "Novinky"],
    "days": 7,
    "refuse_url": REFUSE,
    "site_url": "https://mitdomov.example/",
}
NOTICE: Final = {
    "magazine": "Mít domov",
    "publication": SIGN_UP["publication"],
    "desk_url": LINK,
}
MAILED: Final = {"genitive": "čísla 1/2026", "is_issue": True, "theme": "První klíče"}
VALUES: Final[dict[str, dict[str, Any]]] = {
    "account_changed": {"what": "heslo"},
    "account_invitation": {"inviter": "Eva", "roles": "redaktor", "days": 7, "link": LINK},
    "account_new_address": {"name": "Eva", "hours": 24, "link": LINK},
    "account_recovery": {"hours": 1, "link": LINK},
    "confirmation": SIGN_UP | {"is_invited": False, "confirm_url": LINK},
    "confirmation_known": SIGN_UP | {"own_url": LINK},
    "notice_dispatch": NOTICE
    | {
        "dispatch": {"id": 3, "list": "magazin", "begun_at": AT, "pause_reason": "Relé mlčí."},
        "is_paused": True,
        "mailed": MAILED,
        "terms": {"uncertain": 2},
        "counts": [("Nejisté", 2)],
    },
    "notice_onslaught": NOTICE | {"begun_at": AT, "most": 120},
    "notice_returns": NOTICE
    | {
        "dispatch": {"list": "magazin"},
        "mailed": MAILED,
        "came_back": 5,
        "accepted": 50,
        "counts": [("schránka neexistuje", 5)],
        "is_refused": False,
    },
    "proof_answer": {"author": "Petr", "title": "Byt", "agrees": False, "note": "", "url": LINK},
    "proof_invitation": {
        "editor": "Eva",
        "title": "Byt",
        "message": "",
        "url": LINK,
        "expires_at": AT,
    },
    "reader_leaving_address": READER | {"masked": "n…@obec.example"},
    "reader_new_address": READER | {"refuse_url": REFUSE},
    "reader_own_data": READER,
}


def test_every_kind_of_letter_is_looked_at() -> None:
    kinds = {path.parent.name for path in (places.TEMPLATES / "email").glob("*/body.html")}
    assert kinds == set(VALUES)


@pytest.mark.parametrize("kind", VALUES)
def test_both_parts_carry_the_same_links_in_one_frame(kind: str) -> None:
    letter = single_letter(kind, VALUES[kind])
    tree = page(letter.html)
    assert [title.text for title in elements(tree, "title")] == [letter.subject]
    assert len(by_class(tree, "masthead")) == len(by_class(tree, "foot")) == 1
    links = {a.attrib["href"] for a in elements(tree, "a")} - {"mailto:redakce@mitdomov.example"}
    assert all(link in letter.text for link in links if not link.startswith("mailto:"))
    for address in VALUES[kind].values():
        if isinstance(address, str) and address.startswith("https:"):
            assert address in letter.text
            assert address in links


@pytest.mark.parametrize("kind", VALUES)
def test_lines_of_text_are_folded_and_addresses_stay_whole(kind: str) -> None:
    text = single_letter(kind, VALUES[kind]).text
    assert text.startswith("Dobrý den,\n\n")
    assert "\n\n\n" not in text
    assert all(len(line) <= WIDTH or line.startswith("https:") for line in text.splitlines())


def test_typed_words_are_escaped_where_they_are_html_and_only_there() -> None:
    values = VALUES["proof_answer"] | {"title": "Byt <& dům>", "note": "Ne!\n<b>Tady</b> & tam."}
    letter = single_letter("proof_answer", values)
    assert "<b>" not in letter.html
    assert "<b>Tady</b> & tam." in unescape(letter.html)
    assert "Ne!\n<b>Tady</b> & tam." in letter.text
    assert letter.subject == "Petr žádá změny v článku „Byt <& dům>“"


def test_durations_agree_with_their_numbers() -> None:
    hour = single_letter("account_recovery", VALUES["account_recovery"])
    assert "platí 1\xa0hodinu" in hour.text
    assert "platí 1\xa0hodinu" in unescape(hour.html)
