"""One implementer at the desk: added, changed, hidden, removed, and any of it taken back.

A form that began from an older state of the entry is not saved over a newer one: both are shown.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.bulletin.implementers.csv_reading import COLUMNS, cell
from mitdomov.bulletin.implementers.directory import (
    Implementer,
    shown_implementers,
    shown_table,
    state_of,
)
from mitdomov.bulletin.implementers.editing import (
    Conflict,
    Person,
    Plan,
    Taken,
    carry_out,
    one,
    planned,
    planned_back,
    version_of,
    words_of,
)
from mitdomov.bulletin.implementers.fields import place_in, read_fields
from mitdomov.bulletin.implementers.model import ImplementerChange
from mitdomov.bulletin.implementers.regions import BY_CODE
from mitdomov.clock import now
from mitdomov.czech_order import czech_key
from mitdomov.render.drawing.place_map import place_map, region_at
from mitdomov.search.index import replace
from mitdomov.subscribers.folding import fold
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.listings.implementers_found import prepared
from mitdomov.web.instance import store

View = Response | str | tuple[str, int]
Planning = Callable[[Sequence[Implementer]], Plan | Conflict | Taken | None]

FIELDS: Final = {
    "name": "nazev",
    "town": "obec",
    "region": "kraj",
    "kind": "typ",
    "web": "web",
    "email": "email",
    "phone": "telefon",
    "project": "projekt",
    "description": "popis",
    "latitude": "lat",
    "longitude": "lon",
    "is_hidden": "skryto",
}
"""What each field of `Implementer` is called in the form."""
_TRIES: Final = 5
_WORDS: Final = {
    "implementer-added": "Přidán",
    "implementer-saved": "Upraven",
    "implementer-hidden": "Skryt",
    "implementer-unhidden": "Zase ukázán",
    "implementer-removed": "Odebrán",
    "implementer-returned": "Vrácena změna, kterou prošel",
}
_GONE: Final = "Někdo ho mezitím odebral; uložením ho přidáte znovu."
_CHANGED: Final = (
    "Mezitím to změnil někdo jiný. Porovnejte obě znění níže; dalším uložením bude platit vaše."
)


def register(blueprint: Blueprint) -> None:
    rule, both, post = "/realizatori/zaznam/", ["GET", "POST"], ["POST"]
    blueprint.add_url_rule(f"{rule}novy", "new_implementer", new, methods=both)
    blueprint.add_url_rule(f"{rule}<entry>", "implementer", edit, methods=both)
    blueprint.add_url_rule(f"{rule}<entry>/stav", "settle_implementer", settle, methods=post)
    blueprint.add_url_rule(
        "/realizatori/zmeny/<row:number>/vratit", "take_back_implementer", take_back, methods=post
    )


@needs(Right.EDIT)
def new() -> View:
    if request.method == "POST":
        return _posted("")
    return _form("", {"kraj": request.args.get("kraj", "")}, {})


@needs(Right.EDIT)
def edit(entry: str) -> View:
    if request.method == "POST":
        return _posted(entry)
    with store().reading() as session:
        found = one(session, entry) or abort(404)
    return _form(entry, _typed(found), {})


def _posted(entry: str) -> View:
    match request.form.get("ukon", "ulozit"):
        case "mapa":
            return _form(entry, request.form, {})
        case "obec":
            return _from_town(entry)
    values = {name: request.form.get(field, "") for name, field in FIELDS.items()}
    read = read_fields(values)
    if not isinstance(read, Implementer):
        problems = {FIELDS[name]: sentence for name, sentence in read.items()}
        return _form(entry, request.form, problems), 422
    return _saved(entry, read)


def _saved(entry: str, wanted: Implementer) -> View:
    began = request.form.get("verze", "")
    verb = "implementer-saved" if began else "implementer-added"
    done = _do(verb, lambda everybody: planned(everybody, entry, began, wanted))
    match done:
        case Conflict():
            return _conflict(entry, wanted, done.present), 409
        case Taken():
            where = f" ({done.other.town})" if done.other.town else ""
            sentence = f"„{done.other.name}“{where} už v seznamu je; upravte ten záznam."
            return _form(entry, request.form, {"nazev": sentence}, twin=done.other), 422
        case None:
            flash("Nic se nezměnilo.")
    return redirect(url_for("desk.implementer", entry=done.entry.entry if done else entry), 303)


def _conflict(entry: str, wanted: Implementer, present: Implementer | None) -> str:
    """What the editor typed stays in the form; saving it once more puts it over `present`."""
    typed = {**request.form, "verze": version_of(present)}
    problems = {"_rozdily": _CHANGED} if present else {"nazev": _GONE}
    return _form(entry, typed, problems, versions=_versions(wanted, present))


def _versions(mine: Implementer, theirs: Implementer | None) -> list[tuple[str, str, str]]:
    """Heading, mine and theirs of each field in which they differ."""
    if theirs is None:
        return []
    rows = ((COLUMNS[name], cell(mine, name), cell(theirs, name)) for name in COLUMNS)
    return [row for row in rows if row[1] != row[2]]


@needs(Right.EDIT)
def settle(entry: str) -> View:
    """Hidden, shown again or removed, as it was when the page was opened."""
    began = request.form.get("verze", "")
    verb, change = _SETTLING.get(request.form.get("ukon", "")) or abort(400)
    with store().reading() as session:
        before = one(session, entry) or abort(409)
    done = _do(verb, lambda everybody: planned(everybody, entry, began, change(before)))
    if isinstance(done, Conflict | Taken):
        return _form(entry, _typed(before), {"_stav": _SETTLED_MEANWHILE}), 409
    if verb == "implementer-removed":
        return redirect(url_for("desk.implementers", _anchor="zmeny"), 303)
    return redirect(url_for("desk.implementer", entry=entry), 303)


_SETTLED_MEANWHILE: Final = (
    "Mezitím záznam změnil někdo jiný; tady je, jak vypadá teď. Rozhodněte se znovu."
)
_SETTLING: Final[Mapping[str, tuple[str, Callable[[Implementer], Implementer | None]]]] = {
    "skryt": ("implementer-hidden", lambda each: each.with_hidden(is_hidden=True)),
    "ukazat": ("implementer-unhidden", lambda each: each.with_hidden(is_hidden=False)),
    "odebrat": ("implementer-removed", lambda _: None),
}


@needs(Right.EDIT)
def take_back(number: int) -> Response:
    with store().reading() as session:
        change = session.get(ImplementerChange, number) or abort(404)
        _, entry = words_of(change)
        session.expunge(change)
    done = _do("implementer-returned", lambda everybody: planned_back(everybody, change))
    if not isinstance(done, Plan):
        abort(409, description=f"Záznam „{entry.name}“ se od té doby změnil; upravte ho rovnou.")
    return redirect(url_for("desk.implementers", _anchor="zmeny"), 303)


def _do(verb: str, planning: Planning) -> Plan | Conflict | Taken | None:
    """Plans and prepares before the lock is taken; again, when the directory changed meanwhile."""
    for _ in range(_TRIES):
        with store().reading() as session:
            state = state_of(shown_table(session))
            plan = planning(shown_implementers(session))
        if not isinstance(plan, Plan):
            return plan
        if _is_carried_out(verb, plan, state):
            return plan
    return abort(409)


def _is_carried_out(verb: str, plan: Plan, state: str) -> bool:
    entries, person = prepared(plan.rows), signed_in()
    with store().writing() as session:
        if state_of(shown_table(session)) != state:
            return False
        carry_out(session, plan, Person(person.id, person.name), now())
        replace(session, entries)
        sentence = _sentence(verb, plan.entry)
        audit.record(session, person.actor, verb, "implementers:", sentence, now())
    flash(sentence)
    return True


def _sentence(verb: str, entry: Implementer) -> str:
    where = f", {entry.town}" if entry.town else ""
    return f"{_WORDS[verb]} realizátor {entry.name}{where}."


def _from_town(entry: str) -> str:
    """The point of another entry of the same town, when there is one."""
    town = fold(request.form.get("obec", ""))
    with store().reading() as session:
        known = (each for each in shown_implementers(session) if each.entry != entry)
        same = (each for each in known if each.latitude is not None and fold(each.town) == town)
        found = next(same, None) if town else None
    if found is None:
        sentence = "Z této obce zatím nikdo s bodem není; ukažte místo na mapě, nebo ho vypište."
        return _form(entry, request.form, {}, remark=sentence)
    typed = {**request.form, "lat": cell(found, "latitude"), "lon": cell(found, "longitude")}
    if not request.form.get("kraj"):
        typed["kraj"] = found.region
    return _form(entry, typed, {}, remark=f"Bod je převzatý od: {found.name}. Zkontrolujte ho.")


def _typed(found: Implementer) -> dict[str, str]:
    typed = {field: cell(found, name) for name, field in FIELDS.items()}
    return typed | {"kraj": found.region, "verze": version_of(found)}


def _form(
    entry: str,
    typed: Mapping[str, str],
    problems: Mapping[str, str],
    *,
    twin: Implementer | None = None,
    versions: Sequence[tuple[str, str, str]] = (),
    remark: str = "",
) -> str:
    with store().reading() as session:
        everybody = shown_implementers(session)
    return render_template(
        "desk/listings/implementer.html",
        entry=entry,
        present=next((each for each in everybody if entry and each.entry == entry), None),
        version=version_of,
        typed=typed,
        problems=problems,
        twin=twin,
        versions=versions,
        remark=remark or _doubt(typed),
        regions=[("", "vyberte kraj"), *((each.code, each.name) for each in BY_CODE.values())],
        towns=sorted({each.town for each in everybody if each.town}, key=czech_key),
        kinds=sorted({each.kind for each in everybody if each.kind}, key=czech_key),
        map=_map(typed),
    )


def _map(typed: Mapping[str, str]) -> Markup:
    at, region = place_in(typed.get("lat", ""), typed.get("lon", "")), typed.get("kraj", "")
    within = BY_CODE.get(region_at(at)) if at else None
    label = f"Mapa krajů; bod leží v kraji {within.name}" if within else "Mapa krajů bez bodu"
    return Markup(place_map(at, region, label=label))  # noqa: S704 - our own drawing


def _doubt(typed: Mapping[str, str]) -> str:
    """A sentence when the point seems to lie in another region than the one chosen."""
    at, chosen = place_in(typed.get("lat", ""), typed.get("lon", "")), typed.get("kraj", "")
    code = region_at(at) if at else ""
    if not code or chosen in ("", "CZ", code):
        return ""
    return (
        f"Bod leží podle naší hrubé mapy v kraji {BY_CODE[code].name}, ne v tom vybraném. "
        "U hranic krajů se může mýlit."
    )
