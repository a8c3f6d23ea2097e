"""Says in Czech how a dispatch stands: its state and the equation of its deliveries."""

from mitdomov.czech_words import NBSP, long_date, time_of_day
from mitdomov.delivery.dispatches.report import Equation
from mitdomov.delivery.model import Dispatch, DispatchState

STATES = {
    DispatchState.SCHEDULED: "naplánovaná",
    DispatchState.SENDING: "rozesílá se",
    DispatchState.PAUSED: "pozastavená",
    DispatchState.CANCELLED: "zrušená",
    DispatchState.FINISHED: "dokončená",
}


def sentence(dispatch: Dispatch, terms: Equation) -> str:
    sums = (
        ("přijato serverem", terms.accepted),
        ("odmítnuto", terms.refused),
        ("přeskočeno", terms.skipped),
        ("nejisté", terms.uncertain),
        ("čeká", terms.queued),
        ("odesílá se", terms.sending),
    )
    lines = [
        f"Rozesílka {dispatch.id} na seznam {dispatch.list}: {STATES[dispatch.state]}.",
        _schedule(dispatch),
        f"odběratelů {terms.audience} = " + " + ".join(f"{words} {n}" for words, n in sums),
        dispatch.pause_reason,
        dispatch.outage,
    ]
    return "\n".join(line for line in lines if line)


def _schedule(dispatch: Dispatch) -> str:
    planned = dispatch.scheduled_for
    if planned is None or dispatch.begun_at is not None:
        return ""
    day, time = long_date(planned), time_of_day(planned)
    return f"Termín {day}, {time}{NBSP}h; komu dopisy půjdou, se určí, až začne."
