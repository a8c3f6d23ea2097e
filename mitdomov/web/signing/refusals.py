"""The page behind a link that opens nothing: unknown, used, expired and void look the same."""

from flask import render_template


def useless_link() -> tuple[str, int]:
    return render_template("signing/useless_link.html"), 404
