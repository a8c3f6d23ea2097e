"""The editors' part: issues and articles, dispatches, readers, people and the built-in mailbox.

Every view is marked with the right that opens it (`web.access.needs`); one that is not is closed.
"""

from flask import Blueprint

from mitdomov.web.access import check_right, who
from mitdomov.web.desk import founding, home, mailbox, opening, past
from mitdomov.web.desk.articles import editor, history, originals, proofs, word_import
from mitdomov.web.desk.articles import listing as articles
from mitdomov.web.desk.articles.words import STAGES, TYPES
from mitdomov.web.desk.dispatches import dispatches, sending, settling, trial_letters
from mitdomov.web.desk.issues import (
    approval,
    assembly,
    checks,
    corrections,
    published_letter,
    publishing,
)
from mitdomov.web.desk.issues import contributors as issue_people
from mitdomov.web.desk.issues import frame as issue_frame
from mitdomov.web.desk.issues import listing as issues
from mitdomov.web.desk.listings import events, implementers, materials, webinars
from mitdomov.web.desk.media import library as media
from mitdomov.web.desk.navigation import navigation
from mitdomov.web.desk.news import routes as news
from mitdomov.web.desk.people import audit, own_account, people
from mitdomov.web.desk.previews import routes as preview
from mitdomov.web.desk.publication import issn, profile, renewing
from mitdomov.web.desk.readers import (
    dossier,
    lists,
    refused,
    retention,
    returned,
    suppression,
    undelivered,
)
from mitdomov.web.desk.readers import listing as readers
from mitdomov.web.desk.system import settings as settings_page
from mitdomov.web.desk.system import state as system
from mitdomov.web.instance import settings

blueprint = Blueprint("desk", __name__, url_prefix="/redakce")

blueprint.before_request(check_right)


@blueprint.context_processor
def what_every_page_shows() -> dict[str, object]:
    shown = {"relay": settings().relay, "person": who(), "navigation": navigation()}
    return shown | {"TYPES": TYPES, "STAGES": STAGES}


for part in (
    approval,
    articles,
    assembly,
    audit,
    checks,
    corrections,
    dispatches,
    dossier,
    editor,
    events,
    founding,
    history,
    implementers,
    issue_frame,
    issue_people,
    issues,
    lists,
    home,
    issn,
    mailbox,
    materials,
    media,
    news,
    opening,
    originals,
    own_account,
    past,
    people,
    preview,
    profile,
    proofs,
    published_letter,
    publishing,
    readers,
    refused,
    renewing,
    retention,
    returned,
    sending,
    settings_page,
    settling,
    suppression,
    system,
    trial_letters,
    undelivered,
    webinars,
    word_import,
):
    part.register(blueprint)
