"""The desk's page of the settings in use: each with its meaning and origin, none of its secrets."""

from flask import Blueprint, render_template

from mitdomov.accounts.roles import Right
from mitdomov.settings import described
from mitdomov.web.access import needs
from mitdomov.web.instance import settings


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/nastaveni/", "settings_in_use", settings_in_use)


@needs(Right.ADMINISTER)
def settings_in_use() -> str:
    return render_template("desk/settings_page/settings.html", settings=described(settings()))
