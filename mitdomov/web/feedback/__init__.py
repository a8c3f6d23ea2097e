"""What letters link back to: leaving a list, and the reader's own choice of lists.

No GET or HEAD changes anything, since mail scanners open every link; POST acts (RFC 8058).
"""

from typing import Final

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.clock import now
from mitdomov.subscribers.choosing import choose_lists
from mitdomov.subscribers.model import (
    ConsentMethod,
    EndedReason,
    Subscription,
    SubscriptionState,
    Suppression,
)
from mitdomov.subscribers.subscribing import end_subscription, resume_subscription
from mitdomov.subscribers.tokens import read_token
from mitdomov.web.feedback.choices import choices, mask
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import shown_title
from mitdomov.web.public.frame import frame

blueprint = Blueprint("feedback", __name__)

_UNDO_WORDING: Final = "Přece jen odebírat dál"
_CHOICE_WORDING: Final = (
    "Zaškrtnutím souhlasíte, že vám vybrané dopisy budeme posílat. "
    "Souhlas kdykoli odvoláte zde nebo odkazem v každém dopise."
)
"""The words on the pages, kept with each consent as its proof."""


@blueprint.get("/odhlaseni/<token>")
def ask(token: str) -> str:
    with store().reading() as session:
        subscription = _subscription(session, token)
        return _page("feedback/unsubscribe.html", session, subscription, token)


@blueprint.post("/odhlaseni/<token>")
def leave(token: str) -> AnyResponse:
    """The reader's button, or a mail program's one-click request, which wants no page."""
    is_one_click = request.form.get("List-Unsubscribe") == "One-Click"
    method = ConsentMethod.ONE_CLICK if is_one_click else ConsentMethod.PAGE
    with store().writing() as session:
        subscription = _subscription(session, token)
        end_subscription(session, subscription, EndedReason.READER, method, now())
    if is_one_click:
        return _plain("Odběr je odhlášen.\n")
    return redirect(url_for("feedback.ask", token=token), 303)


@blueprint.post("/odhlaseni/<token>/zpet")
def undo(token: str) -> AnyResponse:
    with store().writing() as session:
        subscription = _subscription(session, token)
        resume_subscription(session, subscription, ConsentMethod.PAGE, now(), wording=_UNDO_WORDING)
    return redirect(url_for("feedback.ask", token=token), 303)


@blueprint.get("/odber/<token>")
def preferences(token: str) -> str:
    with store().reading() as session:
        subscription = _subscription(session, token)
        return _page("feedback/preferences.html", session, subscription, token)


@blueprint.post("/odber/<token>")
def choose(token: str) -> AnyResponse:
    """Each list that is ticked is (again) active, each other one ended."""
    with store().writing() as session:
        own = _subscription(session, token)
        choose_lists(
            session,
            own.subscriber_id,
            now(),
            offered=[each.slug for each in choices(session, own)],
            wanted=request.form.getlist("list"),
            wording=_CHOICE_WORDING,
            form="/odber/",
        )
    return redirect(url_for("feedback.preferences", token=token, ulozeno=1), 303)


def _subscription(session: Session, token: str) -> Subscription:
    """The subscription that the token was made for; any other token leads nowhere."""
    number = read_token(settings().secret_key, token)
    found = session.get(Subscription, number) if number is not None else None
    return found or abort(404)


def _page(template: str, session: Session, subscription: Subscription, token: str) -> str:
    return render_template(
        template,
        **frame(session),
        token=token,
        address=mask(subscription.subscriber.address),
        list_title=shown_title(session, subscription.list),
        is_active=subscription.state is SubscriptionState.ACTIVE,
        is_suppressed=session.get(Suppression, subscription.subscriber.address_hash) is not None,
        choices=choices(session, subscription),
        is_saved="ulozeno" in request.args,
        undo_wording=_UNDO_WORDING,
        choice_wording=_CHOICE_WORDING,
    )


def _plain(text: str) -> Response:
    response = make_response(text)
    response.mimetype = "text/plain"
    return response
