"""A translation may appear by an open licence or by a wide, lasting and proven permission."""

from dataclasses import replace
from datetime import date

import pytest

from mitdomov.magazine.leave import lacks
from mitdomov.magazine.model import Medium, Original, Permission

DATED = date(2030, 5, 1)
WORK = Original("Key to Home", ("Anna Smith",), "en")
LEAVE = Permission("Journal Ltd", date(2030, 1, 1), evidence="dopis.pdf")


@pytest.mark.parametrize(
    ("original", "codes"),
    [
        (replace(WORK, licence="CC BY 4.0"), []),
        (replace(WORK, permission=LEAVE), []),
        (replace(WORK, licence="CC BY-ND 4.0", permission=LEAVE), []),
        (WORK, [("missing-permission", True)]),
        (replace(WORK, licence="CC BY-ND 4.0"), [("licence-forbids-translation", True)]),
        (
            replace(WORK, permission=replace(LEAVE, media=(Medium.WEB,))),
            [("permission-too-narrow", True)],
        ),
        (
            replace(WORK, permission=replace(LEAVE, expires_on=date(2030, 4, 30))),
            [("permission-expired", True)],
        ),
        (
            replace(WORK, permission=replace(LEAVE, expires_on=DATED)),
            [("permission-expires-soon", False)],
        ),
        (
            replace(WORK, permission=replace(LEAVE, evidence=" ")),
            [("permission-unproven", True)],
        ),
        (
            replace(WORK, permission=replace(LEAVE, evidence="ústně, držitel práv nepíše")),
            [],
        ),
        (
            replace(WORK, permission=replace(LEAVE, granted_by=" ")),
            [("permission-of-nobody", True)],
        ),
        (
            replace(WORK, permission=replace(LEAVE, granted_on=date(2030, 5, 2))),
            [("permission-too-late", True)],
        ),
    ],
)
def test_what_is_lacking_is_said(original: Original, codes: list[tuple[str, bool]]) -> None:
    assert [(each.code, each.is_blocking) for each in lacks(original, DATED)] == codes


@pytest.mark.parametrize(
    ("on", "is_expired"),
    [(None, False), (date(2030, 4, 1), False), (date(2030, 9, 1), False), (date(2030, 9, 2), True)],
)
def test_an_issue_may_come_out_later_than_it_is_dated(
    on: date | None,
    is_expired: bool,  # noqa: FBT001
) -> None:
    lasting = replace(WORK, permission=replace(LEAVE, expires_on=date(2030, 9, 1)))
    assert any(each.is_blocking for each in lacks(lasting, DATED, on)) is is_expired


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (None, "vyprší 30. 4. 2030, dřív než číslo vyjde"),
        (date(2030, 4, 30), "vyprší 30. 4. 2030, dřív než číslo vyjde"),
        (date(2030, 5, 1), "vypršelo 30. 4. 2030"),
    ],
)
def test_what_is_over_already_is_told_so(on: date | None, words: str) -> None:
    ended = replace(WORK, permission=replace(LEAVE, expires_on=date(2030, 4, 30)))
    (lack,) = lacks(ended, DATED, on)
    assert lack.sentence.replace("\u00a0", " ") == f"Svolení k překladu {words}; požádejte o nové."
