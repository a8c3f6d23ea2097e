"""The desk's lists of who is behind each number of a dispatch: searched, paged, exported as CSV."""

import csv
import io
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Final

from flask import Blueprint, Response, abort, render_template, request

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import PRAGUE, now
from mitdomov.czech_words import counted
from mitdomov.delivery.bounces.listing import count_came_back, returns_by_delivery
from mitdomov.delivery.bounces.words import CAUSES, KINDS
from mitdomov.delivery.dispatches.report import count_deliveries, deliveries
from mitdomov.delivery.dispatches.settling import count_refused
from mitdomov.delivery.model import OPEN_STATES, Delivery, DeliveryState, Dispatch
from mitdomov.delivery.transports.mailbox import letters_by_message_id
from mitdomov.subscribers.formulas import guard
from mitdomov.web.access import needs, signed_in
from mitdomov.web.instance import store

_PAGE_ROWS: Final = 200
_MOST_DIGITS: Final = 10
_LONGEST_WORDS: Final = 200
RETURNED: Final = "returned"
"""No state of its own: some of what servers accepted comes back."""
WORDS: Final = {
    DeliveryState.QUEUED: "čeká",
    DeliveryState.SENDING: "odesílá se",
    DeliveryState.ACCEPTED: "přijato serverem",
    DeliveryState.REFUSED: "odmítnuto",
    DeliveryState.SKIPPED: "přeskočeno",
    DeliveryState.UNCERTAIN: "nejisté",
}


def register(blueprint: Blueprint) -> None:
    rule = "/rozesilky/<row:number>/zasilky"
    blueprint.add_url_rule(rule, "deliveries", delivery_list)
    blueprint.add_url_rule(f"{rule}.csv", "deliveries_csv", hand_out, methods=["POST"])


@needs(Right.SEND)
def delivery_list(number: int) -> str:
    """The names behind one term of the equation, or behind all of them."""
    state, is_returned = _term(request.args.get("stav", ""))
    words = request.args.get("hledat", "").strip()[:_LONGEST_WORDS]
    with store().reading() as session:
        found = session.get(Dispatch, number) or abort(404)
        states = _states(state)
        total = count_deliveries(session, number, *states, words=words, only_returned=is_returned)
        pages = max(1, ceil(total / _PAGE_ROWS))
        page = min(_page(request.args.get("strana", "1")), pages)
        shown = deliveries(
            session,
            number,
            *states,
            words=words,
            only_returned=is_returned,
            limit=_PAGE_ROWS,
            offset=(page - 1) * _PAGE_ROWS,
        )
        return render_template(
            "desk/deliveries.html",
            dispatch=found,
            state=state,
            term=RETURNED if is_returned else (state.value if state else ""),
            came_back=count_came_back(session, number),
            returns=returns_by_delivery(session, [each.id for each in shown]),
            causes=CAUSES,
            kinds=KINDS,
            words=words,
            rows=shown,
            total=total,
            page=page,
            pages=pages,
            refused=count_refused(session, number) if state is DeliveryState.REFUSED else 0,
            letters=letters_by_message_id(session, [each.message_id for each in shown]),
        )


@needs(Right.SEND)
def hand_out(number: int) -> Response:
    """Everybody behind one term as CSV; who took it is recorded, so the page posts for it."""
    state, is_returned = _term(request.form.get("stav", ""))
    with store().reading() as session:
        session.get(Dispatch, number) or abort(404)
        rows = deliveries(session, number, *_states(state), only_returned=is_returned)
        returns = returns_by_delivery(session, [each.id for each in rows])
    why = {
        number: ", ".join(CAUSES[each.cause] for each in found) for number, found in returns.items()
    }
    table = _csv(rows, why)
    words = "vrácené" if is_returned else WORDS[state] if state else "všechny"
    with store().writing() as session:
        audit.record(
            session,
            signed_in().actor,
            "deliveries-exported",
            f"dispatch:{number}",
            f"Z rozesílky {number} vypsány zásilky ({words}): "
            f"{counted(len(rows), 'adresa', 'adresy', 'adres')}.",
            now(),
        )
    term = RETURNED if is_returned else state.value if state else "vse"
    name = f"rozesilka-{number}-{term}.csv"
    return Response(
        table,
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _csv(rows: Sequence[Delivery], why: Mapping[int, str]) -> bytes:
    """UTF-8 with a byte order mark, semicolons, CRLF, as Czech spreadsheets open it; what one of
    them would run as a formula gets an apostrophe in front."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(
        ("e-mail", "jméno", "stav", "kód", "důvod", "odpověď serveru", "vráceno", "kdy")
    )
    for row in rows:
        at = f"{row.updated_at.astimezone(PRAGUE):%Y-%m-%d %H:%M}"
        told = (
            row.address,
            row.name,
            WORDS[row.state],
            str(row.code or ""),
            row.reason,
            row.answer,
            why.get(row.id, ""),
        )
        writer.writerow((*map(guard, told), at))
    return text.getvalue().encode("utf-8-sig")


def _states(state: DeliveryState | None) -> tuple[DeliveryState, ...]:
    """A letter on its way counts as waiting, as it does in the equation."""
    if state is None:
        return ()
    return OPEN_STATES if state is DeliveryState.QUEUED else (state,)


def _page(text: str) -> int:
    """From 1; the last page stands for any later one."""
    is_number = text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS
    return int(text) if is_number and int(text) > 0 else abort(404)


def _term(text: str) -> tuple[DeliveryState | None, bool]:
    """A state, or none for all; and whether only those that came back are wanted."""
    if text in {"", RETURNED}:
        return None, text == RETURNED
    return (DeliveryState(text), False) if text in set(DeliveryState) else abort(404)
