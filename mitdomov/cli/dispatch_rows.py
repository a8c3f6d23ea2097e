"""Rows of the ledger in; lines for a person or objects for a machine out."""

from collections.abc import Iterable

import click

from mitdomov.cli.dispatch_words import STATES
from mitdomov.cli.output import print_json
from mitdomov.clock import PRAGUE
from mitdomov.delivery.dispatches.report import Equation
from mitdomov.delivery.model import Delivery, Dispatch


def as_row(dispatch: Dispatch, number: str, terms: Equation) -> dict[str, str | int]:
    return {
        "id": dispatch.id,
        "number": number,
        "list": dispatch.list,
        "state": dispatch.state.value,
        "created_at": dispatch.created_at.isoformat(),
        **terms.as_dict(),
    }


def line(dispatch: Dispatch, number: str, terms: Equation) -> str:
    begun = f"{dispatch.created_at.astimezone(PRAGUE):%Y-%m-%d %H:%M}"
    return (
        f"{dispatch.id:>6}  {begun}  {number:<8} {dispatch.list:<12} {STATES[dispatch.state]:<12} "
        f"přijato {terms.accepted} z {terms.audience}, odmítnuto {terms.refused}, "
        f"nejisté {terms.uncertain}"
    )


def print_names(rows: Iterable[Delivery], *, as_json: bool) -> None:
    """One delivery a line: the moment, the address, the relay's code and why."""
    if as_json:
        print_json([_as_object(row) for row in rows])
        return
    for row in rows:
        at = f"{row.updated_at.astimezone(PRAGUE):%Y-%m-%d %H:%M}"
        why = " ".join(str(each) for each in (row.code, row.reason, row.answer) if each)
        click.echo(f"{at}  {row.address}  {why}".rstrip())


def _as_object(row: Delivery) -> dict[str, str | int | None]:
    return {
        "address": row.address,
        "name": row.name,
        "state": row.state.value,
        "reason": row.reason,
        "code": row.code,
        "answer": row.answer,
        "updated_at": row.updated_at.isoformat(),
    }
