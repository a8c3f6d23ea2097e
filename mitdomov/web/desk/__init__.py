"""The editors' part: issues and articles, dispatches, readers, people and the built-in mailbox.

Every view is marked with the right that opens it (`web.access.needs`); one that is not is closed.
"""

from flask import Blueprint

from mitdomov.web.access import check_right, who
from mitdomov.web.desk import (
    approval,
    articles,
    assembly,
    audit,
    checks,
    corrections,
    dispatches,
    editor,
    founding,
    history,
    home,
    issue_frame,
    issue_people,
    lists,
    mailbox,
    media,
    opening,
    originals,
    own_account,
    people,
    preview,
    profile,
    proofs,
    published_letter,
    publishing,
    readers,
    sending,
    settings_page,
    settling,
    suppression,
    system,
    trial_letters,
    word_import,
)
from mitdomov.web.desk.article_words import STAGES, TYPES
from mitdomov.web.desk.navigation import navigation
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
    editor,
    founding,
    history,
    issue_frame,
    issue_people,
    lists,
    home,
    mailbox,
    media,
    opening,
    originals,
    own_account,
    people,
    preview,
    profile,
    proofs,
    published_letter,
    publishing,
    readers,
    sending,
    settings_page,
    settling,
    suppression,
    system,
    trial_letters,
    word_import,
):
    part.register(blueprint)
