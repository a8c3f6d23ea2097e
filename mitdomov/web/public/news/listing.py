"""The page that lists the news: newest first, by months, of one region or of all."""

from itertools import groupby
from typing import Any, Final

from flask import Blueprint, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from mitdomov.bulletin.news.model import NewsItem
from mitdomov.bulletin.news.queries import count_published, last_change, published
from mitdomov.bulletin.news.regions import REGIONS, is_region
from mitdomov.clock import PRAGUE
from mitdomov.web.desk.paging import Paging, paging
from mitdomov.web.instance import settings, store
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept
from mitdomov.web.public.news.showing import Listed, listed

PAGE: Final = 20


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/novinky/", "news", news)


@kept
def news() -> str:
    region = request.args.get("rubrika", "")
    if region and not is_region(region):
        abort(404)
    with store().reading() as session:
        total = count_published(session, region)
        shown = paging(total, PAGE)
        found = published(session, region, limit=shown.limit, offset=shown.offset)
        return render_template(
            "public/news/list.html",
            months=_by_month([listed(each) for each in found]),
            total=total,
            region=next((each for each in REGIONS if each.slug == region), None),
            regions=_regions_in_use(session),
            paging=shown,
            feed=f"{settings().public_url}{url_for('public.news_feed')}",
            canonical=_canonical(region, shown),
            page_url=lambda page: _page_url(region, page),
            **frame(session, updated_on=last_change(session)),
        )


def _page_url(region: str, page: int) -> str:
    return url_for("public.news", rubrika=region or None, strana=page if page > 1 else None)


def _canonical(region: str, shown: Paging) -> str:
    return f"{settings().public_url}{_page_url(region, shown.page)}"


def _regions_in_use(session: Session) -> list[tuple[Any, int]]:
    counted = [(each, count_published(session, each.slug)) for each in REGIONS]
    return [(each, count) for each, count in counted if count]


def _by_month(found: list[Listed]) -> list[tuple[Any, list[Listed]]]:
    return [
        (rows[0].item.published_at, rows)
        for _, group in groupby(found, key=lambda each: _month(each.item))
        if (rows := list(group))
    ]


def _month(item: NewsItem) -> str:
    return f"{(item.published_at or item.saved_at).astimezone(PRAGUE):%Y-%m}"
