"""Tests of sending tell themselves how time passes: a slow machine cuts no batch short."""

import pytest

from mitdomov.delivery.sending import turn


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "TURN_SECONDS", 3_600.0)
