"""Webinars: the list, and each with its transcript; the player of a recording after a click.

Before the reader's click nothing of another site is loaded. The page of a webinar says beforehand
which server will be asked and what it may do, and its policy allows a frame of that server alone
(docs/adr/0025). Without scripts, or for hosts that nobody allowed, the recording is a link.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, make_response, render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from mitdomov.bulletin.listings import rows
from mitdomov.bulletin.listings.text import shown_document, words_of
from mitdomov.bulletin.webinars.model import WebinarRecord
from mitdomov.bulletin.webinars.players import Player, player_of
from mitdomov.clock import PRAGUE, now
from mitdomov.document.tree import Document, Heading, plain
from mitdomov.editorial.queries import published_issues
from mitdomov.render.addresses import Addresses
from mitdomov.render.drawing.facade import facade_svg
from mitdomov.render.web.structured_data import SHARE_PICTURE
from mitdomov.web.headers import policy_with_frame
from mitdomov.web.instance import settings, store
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept

_VIDEO_FILES: Final = (".mp4", ".m4v", ".webm", ".ogv", ".mov")


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    blueprint.add_url_rule("/webinare/", "webinars", all_webinars)
    blueprint.add_url_rule("/webinare/<slug>/", "webinar", one_webinar)


def addresses(session: Session) -> Iterable[tuple[str, date]]:
    """For the sitemap: path and day of the last change."""
    found = rows.shown(session, WebinarRecord)
    if found:
        yield "/webinare/", max(each.updated_at for each in found).astimezone(PRAGUE).date()
    for each in found:
        yield f"/webinare/{each.slug}/", each.updated_at.astimezone(PRAGUE).date()


@kept
def all_webinars() -> str:
    with store().reading() as session:
        found = rows.shown(session, WebinarRecord)
        return render_template(
            "public/webinars/webinars.html",
            webinars=sorted(found, key=lambda each: each.held_at, reverse=True),
            still=still,
            at=now(),
            canonical=f"{settings().public_url}/webinare/",
            **frame(session, max((each.updated_at for each in found), default=None)),
        )


@kept
def one_webinar(slug: str) -> Response:
    with store().reading() as session:
        record = rows.by_slug(session, WebinarRecord, slug)
        if record is None or not (record.is_shown or record.was_published):
            abort(404)
        if not record.is_shown:
            abort(410)
        transcript = shown_document(record.transcript)
        slides = record.slides
        player = player_of(record.recording_url, settings().player_hosts)
        page = render_template(
            "public/webinars/webinar.html",
            webinar=record,
            player=player,
            still=still(record.slug),
            held=record.held_at.astimezone(PRAGUE).isoformat(),
            text=shown_document(record.text),
            address=str,
            transcript=transcript,
            headings=_headings(transcript),
            slides=slides if slides and slides.is_shown else None,
            data=_json_ld(record, player, _thumbnail(session)),
            at=now(),
            canonical=f"{settings().public_url}/webinare/{record.slug}/",
            **frame(session, record.updated_at),
        )
    return _framing(page, player)


def _framing(page: str, player: Player | None) -> Response:
    response = make_response(page)
    if player:
        response.headers["Content-Security-Policy"] = policy_with_frame(player.origin)
    return response


@lru_cache(maxsize=128)
def still(slug: str) -> Markup:
    """Our own picture of a recording: a house at night, always the same for one webinar."""
    drawing = facade_svg(slug, columns=14, rows=5, width=960, height=540, lit_share=0.14)
    return Markup(drawing)  # noqa: S704 - our own drawing, in which stand numbers only


def _headings(transcript: Document) -> list[tuple[str, str]]:
    """Ids and words of those of the highest level."""
    found = [block for block in transcript.blocks if isinstance(block, Heading)]
    highest = min((each.level for each in found), default=0)
    return [(each.id, plain(each.content)) for each in found if each.level == highest]


def _json_ld(record: WebinarRecord, player: Player | None, thumbnail: str) -> dict[str, Any]:
    """schema.org: a VideoObject once there is a recording, an online Event before."""
    address = f"{settings().public_url}/webinare/{record.slug}/"
    held = record.held_at.astimezone(PRAGUE).isoformat()
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@id": f"{address}#webinar",
        "url": address,
        "name": record.title,
        "description": record.perex or record.title,
        "inLanguage": "cs",
    }
    if not record.recording_url:
        return made | {
            "@type": "Event",
            "startDate": held,
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
            "location": {"@type": "VirtualLocation", "url": address},
        }
    is_file = urlsplit(record.recording_url).path.lower().endswith(_VIDEO_FILES)
    told = {
        "duration": f"PT{record.length_minutes}M" if record.length_minutes else "",
        "thumbnailUrl": thumbnail,
        "transcript": words_of(record.transcript),
    }
    return (
        made
        | {name: value for name, value in told.items() if value}
        | {
            "@type": "VideoObject",
            "mainEntityOfPage": address,
            "contentUrl" if is_file else "embedUrl": player.address
            if player
            else record.recording_url,
            "uploadDate": held,
        }
    )


def _thumbnail(session: Session) -> str:
    """The picture of the newest issue, by which the magazine is known; nothing before the first."""
    numbers = (number for number, _ in published_issues(session))
    newest = next(numbers, "")
    return Addresses(settings().public_url, newest).picture(SHARE_PICTURE) if newest else ""
