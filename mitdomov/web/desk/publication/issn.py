"""The desk's page of ISSN readiness: each rule, whether it is met, what to do and where."""

from typing import Final

from flask import Blueprint, render_template, url_for

from mitdomov.accounts.roles import Right
from mitdomov.editorial.issn import Where, is_ready, report
from mitdomov.editorial.issn_facts import facts
from mitdomov.web.access import needs
from mitdomov.web.desk.opening import may_open
from mitdomov.web.instance import settings, store

_ENDPOINTS: Final = {
    Where.MASTHEAD: ("desk.publication", "Údaje publikace"),
    Where.ISSUES: ("desk.issues", "Čísla"),
    Where.PAST: ("desk.past_issues", "Starší čísla"),
    Where.ARCHIVE: ("public.archive", "Archiv"),
    Where.SETTINGS: ("desk.settings_in_use", "Nastavení"),
}


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/publikace/issn", "issn_readiness", issn_readiness)


@needs(Right.SIGNED_IN)
def issn_readiness() -> str:
    with store().reading() as session:
        rules = report(facts(session, store().blobs, settings().public_url))
    return render_template(
        "desk/issn/readiness.html",
        rules=rules,
        is_ready=is_ready(rules),
        missing=sum(rule.state.value == "missing" for rule in rules),
        links={where.value: _link(where) for where in Where},
    )


def _link(where: Where) -> tuple[str, str]:
    """The address and its words; nothing where the person may not go."""
    endpoint, words = _ENDPOINTS[where]
    is_open = endpoint.startswith("public.") or may_open(endpoint)
    anchor = "udaje" if where is Where.MASTHEAD else None
    return (url_for(endpoint, _anchor=anchor), words) if is_open else ("", "")
