"""A form as it arrived in; taken, or what it must meet first, out. Nothing here knows the address.

Whoever is subscribed, suppressed, limited or new gets the same row by the same statements: the
sweep decides about the letter, seconds later and in another process.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy.orm import Session

from mitdomov.subscribers.addresses import address_hash, normalise
from mitdomov.subscribers.sign_up.budgets import (
    Network,
    Step,
    count_form,
    count_put_off,
    may_leave_at_once,
    may_put_off,
    step_for,
)
from mitdomov.subscribers.sign_up.form_tokens import FormToken
from mitdomov.subscribers.sign_up.mailboxes import mailbox_of
from mitdomov.subscribers.sign_up.model import FORM_CHARS, SignUp, SignUpLane
from mitdomov.subscribers.sign_up.puzzle import is_solution, use_solution
from mitdomov.subscribers.subscribing import READER


class Answer(Enum):
    TAKEN = auto()
    PUT_OFF = auto()
    """Taken too, but the letter leaves later."""
    PUZZLE = auto()
    """Nothing is taken; the page must offer the puzzle and the wait."""
    FULL = auto()
    """Nothing is taken; the queue of those who wait is full."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A form that is filled in well, by somebody who had the time to."""

    address: str
    lists: Mapping[str, str]
    """As in `SignUp.lists`."""
    wording: str
    token: FormToken
    token_text: str
    solution: str
    """The number found by a computer, or nothing."""


def ask(
    session: Session, asked: Asked, network: Network, at: datetime, *, secret_key: str
) -> Answer:
    """Raises `AddressError`."""
    normalise(asked.address)
    lane = _lane(session, asked, network, at)
    if isinstance(lane, Answer):
        return lane
    count_form(session, network, at)
    if lane is SignUpLane.PUT_OFF:
        count_put_off(session, network, at)
    write_down(
        session,
        asked.address,
        asked.lists,
        at,
        wording=asked.wording,
        form=asked.token.form,
        lane=lane,
        network=network.address,
        secret_key=secret_key,
    )
    return Answer.PUT_OFF if lane is SignUpLane.PUT_OFF else Answer.TAKEN


def _lane(session: Session, asked: Asked, network: Network, at: datetime) -> SignUpLane | Answer:
    step = step_for(session, network, at)
    if step > Step.CALM and not asked.token.bits:
        return Answer.PUZZLE  # the page was made before the attack and offered neither
    may_pass = step is Step.CALM or (step is Step.PUZZLE and _has_solution(session, asked))
    if may_pass and may_leave_at_once(session, at):
        return SignUpLane.AT_ONCE
    return SignUpLane.PUT_OFF if may_put_off(session, network, at) else Answer.FULL


def _has_solution(session: Session, asked: Asked) -> bool:
    is_right = is_solution(asked.token_text, asked.solution, asked.token.bits)
    return is_right and use_solution(session, asked.token)


def write_down(
    session: Session,
    address: str,
    lists: Mapping[str, str],
    at: datetime,
    *,
    wording: str,
    form: str,
    lane: SignUpLane,
    secret_key: str,
    network: str = "",
    actor: str = READER,
) -> None:
    """Raises `AddressError`."""
    shown, key = normalise(address)
    session.add(
        SignUp(
            nonce=secrets.token_urlsafe(16),
            address=shown,
            address_key=key,
            address_hash=address_hash(secret_key, key),
            mailbox=mailbox_of(secret_key, key),
            lists=dict(lists),
            wording=wording,
            form=form[:FORM_CHARS],
            actor=actor,
            network=network,
            requested_at=at,
            lane=lane,
        )
    )
