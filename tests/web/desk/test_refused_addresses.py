"""Addresses that servers refused for good are shown, and settled one by one."""

import pytest
from sqlalchemy import func, select

from mitdomov.accounts.roles import Role
from mitdomov.delivery.model import Delivery, DeliveryState
from mitdomov.delivery.verdicts import LETTER_REFUSED, RECIPIENT_REFUSED
from mitdomov.subscribers.model import SubscriptionState, Suppression
from tests.web.desk.filling import Visitor
from tests.web.served import READERS, Site

HERE = "/redakce/nedorucenky/odmitnute"
JANA = READERS[0]


@pytest.fixture
def desk(site: Site) -> Visitor:
    return Visitor(site.client_as(Role.ADMINISTRATOR))


def refuse(site: Site, address: str, code: int, reason: str) -> None:
    with site.store.writing() as session:
        row = session.scalars(select(Delivery).where(Delivery.address == address)).one()
        row.state, row.code, row.reason = DeliveryState.REFUSED, code, reason
        row.answer = "5.1.1 unknown user"


def test_only_readers_refused_for_good_are_shown(desk: Visitor, site: Site) -> None:
    site.scene.plan()
    refuse(site, JANA, 550, RECIPIENT_REFUSED)
    refuse(site, READERS[1], 450, "Dočasné odmítnutí trvalo 72 h.")
    refuse(site, READERS[2], 552, LETTER_REFUSED)
    page = desk.see(HERE)
    assert "550 5.1.1 unknown user" in page
    assert JANA in page
    assert READERS[1] not in page
    assert READERS[2] not in page


@pytest.mark.parametrize(("act", "is_suppressed"), [("zakazat", True), ("ukoncit", False)])
def test_a_refused_reader_is_settled(
    act: str,
    is_suppressed: bool,  # noqa: FBT001 - pytest hands it over by name
    desk: Visitor,
    site: Site,
) -> None:
    site.scene.plan()
    refuse(site, JANA, 550, RECIPIENT_REFUSED)
    number = str(site.subscription(JANA).subscriber_id)
    answer = desk.send(HERE, odberatel=number, ukon=act)
    assert JANA not in desk.follow(answer)
    with site.store.reading() as session:
        assert bool(session.scalar(select(func.count()).select_from(Suppression))) is is_suppressed
    ended = site.subscription(JANA).state is SubscriptionState.ENDED
    assert ended is not is_suppressed
