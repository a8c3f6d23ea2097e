"""The directory of implementers: a list by regions and a map, neither of which asks anybody."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup
from sqlalchemy.orm import Session

from mitdomov.bulletin.implementers.directory import (
    Implementer,
    anchors,
    by_region,
    shown_table,
    visible_in,
)
from mitdomov.bulletin.implementers.regions import NATIONWIDE, REGIONS, Region
from mitdomov.clock import PRAGUE
from mitdomov.czech_order import czech_key
from mitdomov.czech_words import counted
from mitdomov.render.drawing.regions_map import MapPlace, MapRegion, regions_map
from mitdomov.web.instance import settings, store
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    blueprint.add_url_rule("/realizatori/", "implementers", directory)


def addresses(session: Session) -> Iterable[tuple[str, date]]:
    """For the sitemap: path and day of the last change."""
    table = shown_table(session)
    if table and table.shown_at:
        yield "/realizatori/", table.shown_at.astimezone(PRAGUE).date()


@kept
def directory() -> str:
    """All of them, or those of one region or kind; the map always shows what the list does."""
    with store().reading() as session:
        table = shown_table(session)
        everybody = visible_in(table) if table else ()
        kinds = sorted({each.kind for each in everybody if each.kind}, key=czech_key)
        region, kind = _chosen_region(), _chosen_kind(kinds)
        found = [each for each in everybody if _fits(each, region, kind)]
        return render_template(
            "public/implementers/implementers.html",
            groups=[
                (each, sorted(members, key=lambda one: czech_key(f"{one.name} {one.town}")))
                for each, members in by_region(found)
            ],
            total=len(everybody),
            found=len(found),
            anchors=anchors(everybody),
            regions=_choices(everybody),
            kinds=kinds,
            region=region,
            kind=kind,
            map=_map(tuple((each.region, _at(each)) for each in found)),
            canonical=f"{settings().public_url}/realizatori/",
            **frame(session, table.shown_at if table else None),
        )


def _chosen_region() -> Region | None:
    wanted = request.args.get("kraj", "")
    if not wanted:
        return None
    known = (each for each in (*REGIONS, NATIONWIDE) if each.anchor == f"kraj-{wanted}")
    return next(known, None) or abort(404)


def _chosen_kind(kinds: Sequence[str]) -> str:
    wanted = request.args.get("typ", "")
    return wanted if not wanted or wanted in kinds else abort(404)


def _fits(each: Implementer, region: Region | None, kind: str) -> bool:
    return (region is None or each.region == region.code) and kind in ("", each.kind)


def _choices(found: Iterable[Implementer]) -> list[tuple[str, str]]:
    """Regions that somebody is in, by their word in the address."""
    codes = {each.region for each in found}
    return [
        (each.anchor.removeprefix("kraj-"), each.name)
        for each in (*REGIONS, NATIONWIDE)
        if each.code in codes
    ]


@lru_cache(maxsize=32)
def _map(places: tuple[tuple[str, tuple[float, float] | None], ...]) -> Markup:
    """Region and coordinates of each in; the same choice of the same table is drawn once."""
    codes = Counter(code for code, _ in places)
    regions = [
        MapRegion(
            each.code,
            each.short,
            f"#{each.anchor}" if codes[each.code] else "",
            f"{each.name}: {_people(codes[each.code])}",
        )
        for each in REGIONS
    ]
    drawing = regions_map(
        regions,
        (MapPlace(code, at) for code, at in places),
        title="Mapa realizátorů podle krajů",
        description=(
            "Česko jako fasáda s okny, rozdělená na 14 krajů; každé rozsvícené okno je jeden "
            "realizátor. Totéž říká seznam pod mapou."
        ),
    )
    return Markup(drawing)  # noqa: S704 - our own drawing, which escapes what it is given


def _people(number: int) -> str:
    return counted(number, "realizátor", "realizátoři", "realizátorů")


def _at(each: Implementer) -> tuple[float, float] | None:
    if each.latitude is None or each.longitude is None:
        return None
    return each.latitude, each.longitude
