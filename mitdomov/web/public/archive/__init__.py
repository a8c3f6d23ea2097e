"""The archive: the shelf of issues by year, the files of each edition, addresses that never change.

`shelf` and `cards` show what there is, `files` serves an edition, `past` an issue that exists as
PDF only, `forms` lists what of an issue readers have seen; `moved` knows what people mean by an
address that is not quite right.
"""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from mitdomov.web.public.archive.files import edition
from mitdomov.web.public.archive.forms import forms
from mitdomov.web.public.archive.shelf import archive


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    blueprint.add_url_rule("/archiv/", view_func=archive)
    blueprint.add_url_rule("/archiv/<int(fixed_digits=4):year>/", view_func=archive_of_year)
    blueprint.add_url_rule("/cislo/", view_func=issues)
    blueprint.add_url_rule("/cislo/<slug>/", view_func=edition)
    blueprint.add_url_rule("/cislo/<slug>/vydani/", view_func=forms)
    blueprint.add_url_rule("/cislo/<slug>/<path:path>", view_func=edition)


def archive_of_year(year: int) -> Response:
    return redirect(f"/archiv/#rok-{year}", 308)


def issues() -> Response:
    """Where a reader comes who cuts the end off an issue's address."""
    return redirect("/archiv/", 308)
