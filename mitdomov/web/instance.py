"""What a request works on: the settings and the state of the instance it came to."""

from typing import NamedTuple, cast

from flask import Flask, current_app

from mitdomov.database.store import Store
from mitdomov.settings import Settings

_KEY = "mitdomov"


class Instance(NamedTuple):
    settings: Settings
    store: Store


def attach(app: Flask, settings: Settings, store: Store) -> None:
    app.extensions[_KEY] = Instance(settings, store)


def instance() -> Instance:
    return cast("Instance", current_app.extensions[_KEY])


def settings() -> Settings:
    return instance().settings


def store() -> Store:
    return instance().store
