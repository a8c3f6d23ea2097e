"""What a relay sees of the return path: one for each letter, or the sender's own."""

from pathlib import Path

import pytest

from mitdomov.delivery.bounces.return_path import delivery_of
from mitdomov.delivery.transports.choosing import transport_for
from tests.delivery.bounces.returned import BOUNCES, READERS
from tests.dispatching import made_scene
from tests.relay import running_relay

FROM = "magazin@mitdomov.example"


@pytest.mark.parametrize("bounces", [BOUNCES, ""])
def test_each_letter_returns_to_an_address_of_its_own(bounces: str, tmp_path: Path) -> None:
    with running_relay() as relay:
        scene = made_scene(tmp_path, BOUNCE_ADDRESS=bounces, SMTP_URL=relay.url)
        scene.subscribe(READERS)
        dispatch = scene.plan()
        scene.send(dispatch, transport_for(scene.settings, scene.store))

    senders = {each.recipient: each.sender for each in relay.accepted}
    assert len(senders) == len(READERS)
    assert {str(each.message["From"].addresses[0].addr_spec) for each in relay.accepted} == {FROM}
    if not bounces:
        assert set(senders.values()) == {FROM}
        return
    for reader, sender in senders.items():
        named = delivery_of(scene.settings.secret_key, BOUNCES, [sender])
        assert named == scene.delivery(dispatch, reader).id
    assert len(set(senders.values())) == len(READERS)
