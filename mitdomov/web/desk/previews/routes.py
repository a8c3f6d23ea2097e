"""Previews: what an article or an issue would look like if it were published now."""

from flask import Blueprint

from mitdomov.web.desk.previews import article as preview_article
from mitdomov.web.desk.previews import issue as preview_issue


def register(blueprint: Blueprint) -> None:
    preview_article.register(blueprint)
    preview_issue.register(blueprint)
