"""The desk's pages about the frame of an issue: a new one, its title and date, its sections."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import record
from mitdomov.accounts.roles import Right
from mitdomov.clock import now, today
from mitdomov.document.normal_inlines import normal_text
from mitdomov.editorial import queries
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.frames import (
    NumberTaken,
    create_issue,
    next_frame,
    read_frame,
    save_frame,
)
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.media.pictures import media_named
from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.model import Colour, Cover, Section
from mitdomov.magazine.numbers import is_number, slug_of
from mitdomov.magazine.slugs import slug_of_title
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.dates import day_in
from mitdomov.web.desk.issues.issue_of import issue_of
from mitdomov.web.desk.issues.title_form import (
    LABELS,
    Merged,
    fields_of,
    merge,
    versions,
    versions_sent,
)
from mitdomov.web.desk.meanwhile import Form, Meanwhile, imprint_of, meanwhile
from mitdomov.web.instance import store

Sections = tuple[Section, ...]
_BAD_NUMBER: Final = "Číslo zapište jako pořadí a rok, např. 2/2026."
_BAD_DATE: Final = "Vyplňte datum, např. 14. 5. 2026."
_NO_THEME: Final = "Napište téma čísla; stojí na obálce i v předmětu dopisu."
_NO_FILE: Final = "Vyberte soubor z knihovny, nebo vymažte i to, co je o obrázku vyplněné."
_NO_ALT: Final = "Popište obrázek na obálce pro ty, kdo ho nevidí."

_TITLE_CHANGED: Final = "issue-title-changed"


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/cislo/nove", "new_issue", new_issue)
    blueprint.add_url_rule("/cislo/nove", "create_issue", create, methods=["POST"])
    blueprint.add_url_rule("/cislo/<slug>/titul", "issue_frame", title)
    blueprint.add_url_rule("/cislo/<slug>/titul", "save_issue_frame", save_title, methods=["POST"])
    rule = "/cislo/<slug>/rubriky"
    blueprint.add_url_rule(rule, "change_section", change_section, methods=["POST"])


@needs(Right.EDIT)
def new_issue(problems: dict[str, str] | None = None) -> str:
    with store().reading() as session:
        known = queries.issues(session)
        return render_template(
            "desk/assembly/new.html",
            typed=request.form,
            problems=problems or {},
            last=known[0] if known else None,
            suggested=_next_number([each.number for each in known], today()),
        )


@needs(Right.EDIT)
def create() -> Response | tuple[str, int]:
    form = request.form
    problems = _title_problems(form)
    if problems:
        return new_issue(problems), 422
    at = now()
    with store().writing() as session:
        last = next(iter(queries.issues(session)), None) if form.get("podle") else None
        frame = next_frame(
            read_frame(store().blobs, last) if last else None,
            number=_words("cislo"),
            theme=_words("tema"),
            dated=_date("datum") or abort(400),
        )
        made = create_issue(session, store().blobs, frame, at, due_on=_date("vyjde"))
        if not isinstance(made, NumberTaken):
            sentence = f"Založeno číslo {made.number}."
            record(
                session, signed_in().actor, "issue-created", f"issue:{made.number}", sentence, at
            )
    if isinstance(made, NumberTaken):
        return new_issue({"cislo": f"Číslo {made.number} už tu je; zvolte jiné."}), 422
    flash(f"Číslo {made.number} je založené. Zařaďte do něj články ze zásobníku, nebo nové.")
    return redirect(url_for("desk.issue", slug=slug_of(made.number)), 303)


@needs(Right.EDIT)
def title(slug: str) -> str:
    with store().reading() as session:
        return _page(session, slug, {})


def _page(
    session: Session, slug: str, problems: dict[str, str], conflict: Merged | None = None
) -> str:
    issue = issue_of(session, slug)
    frame = read_frame(store().blobs, issue)
    kept = fields_of(issue, frame)
    used = select(ArticleRecord.section).where(ArticleRecord.issue_id == issue.id).distinct()
    files = select(MediaItem.file).where(MediaItem.deleted_at.is_(None)).order_by(MediaItem.file)
    typed = conflict.values if conflict else request.form if problems else MultiDict()
    is_title = "tema" in typed
    return render_template(
        "desk/assembly/title.html",
        issue=issue,
        slug=slug,
        frame=frame,
        shown={name: typed.get(name, "") for name in LABELS} if is_title else kept,
        typed=typed,
        problems=problems,
        meanwhile=_meanwhile(session, issue, kept, conflict) if conflict else None,
        version_of=_version_of,
        versions=versions_sent(typed) if problems and is_title else versions(kept),
        used={*session.scalars(used)},
        colours=list(Colour),
        pictures=session.scalars(files).all(),
        picture=media_named(session, typed.get("obalka", frame.cover.picture), issue.id),
    )


def _meanwhile(session: Session, issue: IssueRecord, kept: Form, conflict: Merged) -> Meanwhile:
    return meanwhile(
        session,
        f"issue:{issue.number}",
        (_TITLE_CHANGED,),
        labels={name: label for name, label in LABELS.items() if name in conflict.met},
        typed=conflict.values,
        kept=kept,
        words={"ukazka": {"1": "ano", "": "ne"}, "obalka": {"": "kreslená fasáda"}},
        boxes=(),
    )


def _version_of(section: Section) -> str:
    """Tells one name and colour of a section from another."""
    return imprint_of({"nazev": section.title, "barva": section.colour.value})


@needs(Right.EDIT)
def save_title(slug: str) -> Response | tuple[str, int]:
    at = now()
    with store().writing() as session:
        issue = issue_of(session, slug)
        kept = read_frame(store().blobs, issue)
        merged = merge(fields_of(issue, kept), request.form)
        form = merged.values
        problems = _title_problems(form) | _cover_problems(session, issue, form)
        if issue.current_snapshot_id and form["cislo"] != issue.number:
            problems["cislo"] = "Číslo už vyšlo a odkazy na ně platí; pořadí ani rok se nemění."
        if problems:
            return _page(session, slug, problems), 422
        if merged.met:
            return _page(session, slug, {}, merged), 409
        frame = replace(
            kept,
            number=form["cislo"],
            theme=form["tema"],
            dated=day_in(form["datum"]) or abort(400),
            season=form["obdobi"],
            is_sample=bool(form["ukazka"]),
            cover=_cover(form),
        )
        base = issue.frame_sha256
        saved = save_frame(session, store().blobs, issue, frame, base_sha256=base, at=at)
        if isinstance(saved, NumberTaken):
            return _page(session, slug, {"cislo": f"Číslo {saved.number} už tu je."}), 422
        issue.due_on = day_in(form["vyjde"])
        sentence = f"Titul čísla {issue.number} se změnil."
        record(session, signed_in().actor, _TITLE_CHANGED, f"issue:{issue.number}", sentence, at)
        new_slug = slug_of(issue.number)
    flash("Titul je uložený.")
    return redirect(url_for("desk.issue_frame", slug=new_slug), 303)


@needs(Right.EDIT)
def change_section(slug: str) -> Response | tuple[str, int]:
    """One change of the sections: add, rename, move, remove."""
    change = _CHANGES.get(request.form.get("ukon", "")) or abort(400)
    at = now()
    with store().writing() as session:
        issue = issue_of(session, slug)
        frame = read_frame(store().blobs, issue)
        if request.form.get("ukon") == "smazat" and _is_used(session, issue):
            return _page(
                session, slug, {"rubrika": "V rubrice jsou články; nejdřív je přesuňte."}
            ), 422
        if request.form.get("ukon") in {"pridat", "ulozit"} and not _words("nazev"):
            field = _name_field(frame.sections)
            return _page(session, slug, {field: "Napište název rubriky."}), 422
        if problem := _section_problem(frame.sections):
            return _page(session, slug, {_name_field(frame.sections): problem}), 409
        changed = replace(frame, sections=change(frame.sections))
        save_frame(session, store().blobs, issue, changed, base_sha256=issue.frame_sha256, at=at)
        sentence = f"Rubriky čísla {issue.number} se změnily."
        record(
            session,
            signed_in().actor,
            "issue-sections-changed",
            f"issue:{issue.number}",
            sentence,
            at,
        )
    return redirect(url_for("desk.issue_frame", slug=slug, _anchor=_after(changed.sections)), 303)


def _name_field(sections: Sections) -> str:
    """Its id: of the section that is renamed, or of a new one, as which a removed one returns."""
    chosen = request.form.get("rubrika", "")
    is_renamed = request.form.get("ukon") == "ulozit" and chosen in {each.slug for each in sections}
    return f"nazev-{chosen}" if is_renamed else "nazev"


def _section_problem(sections: Sections) -> str:
    """What somebody else called the section that is to be renamed; empty when nobody did."""
    if request.form.get("ukon") != "ulozit":
        return ""
    chosen = request.form.get("rubrika", "")
    known = next((each for each in sections if each.slug == chosen), None)
    if known is None:
        return "Rubriku mezitím někdo smazal; můžete ji přidat jako novou."
    typed = _renamed((known,))[0]
    if request.form.get("version") == _version_of(known) or typed == known:
        return ""
    return f"Mezitím ji změnil někdo jiný, teď je to „{known.title}“. Uložením platí vaše."


def _after(sections: Sections) -> str:
    """Where the focus goes: a section that was moved keeps it on the button, or at an end on the
    other one."""
    step, chosen = request.form.get("ukon", ""), request.form.get("rubrika", "")
    place = next((at for at, each in enumerate(sections, 1) if each.slug == chosen), 0)
    if step not in {"nahoru", "dolu"} or not place:
        return "rubriky"
    flash(f"Rubrika „{sections[place - 1].title}“ je {place}. z {len(sections)}.")
    button = "dolu" if place == 1 else "nahoru" if place == len(sections) else step
    return f"{button}-{chosen}"


def _added(sections: Sections) -> Sections:
    title = _words("nazev")
    slug = slug_of_title(title, [each.slug for each in sections])
    return (*sections, Section(slug, title, _colour()))


def _renamed(sections: Sections) -> Sections:
    chosen = request.form.get("rubrika", "")
    return tuple(
        replace(each, title=_words("nazev"), colour=_colour()) if each.slug == chosen else each
        for each in sections
    )


def _removed(sections: Sections) -> Sections:
    return tuple(each for each in sections if each.slug != request.form.get("rubrika", ""))


def _moved(step: int) -> Callable[[Sections], Sections]:
    def move(sections: Sections) -> Sections:
        order = [*sections]
        place = next(
            (at for at, each in enumerate(order) if each.slug == request.form.get("rubrika")), None
        )
        if place is not None:
            each = order.pop(place)
            order.insert(min(max(place + step, 0), len(order)), each)
        return tuple(order)

    return move


_CHANGES: Final[dict[str, Callable[[Sections], Sections]]] = {
    "pridat": _added,
    "ulozit": _renamed,
    "smazat": _removed,
    "nahoru": _moved(-1),
    "dolu": _moved(1),
}


def _is_used(session: Session, issue: IssueRecord) -> bool:
    query = select(ArticleRecord.id).where(
        ArticleRecord.issue_id == issue.id,
        ArticleRecord.section == request.form.get("rubrika", ""),
    )
    return session.scalars(query.limit(1)).first() is not None


def _title_problems(form: Form) -> dict[str, str]:
    """Sentences by the names of fields."""
    found = {}
    if not is_number(_text(form, "cislo")):
        found["cislo"] = _BAD_NUMBER
    if not _text(form, "tema"):
        found["tema"] = _NO_THEME
    if day_in(_text(form, "datum")) is None:
        found["datum"] = _BAD_DATE
    if _text(form, "vyjde") and day_in(_text(form, "vyjde")) is None:
        found["vyjde"] = _BAD_DATE
    return found


def _cover_problems(session: Session, issue: IssueRecord, form: Form) -> dict[str, str]:
    """What the cover is already may stay."""
    kept = read_frame(store().blobs, issue).cover
    file, alt, credit = form["obalka"], form["obalka_popis"], form["obalka_autor"]
    if file and file != kept.picture and media_named(session, file, issue.id) is None:
        return {"obalka": f"Obrázek „{file:.80}“ v knihovně není."}
    if file and not alt:
        return {"obalka_popis": _NO_ALT}
    if not file and (alt, credit) not in (("", ""), (kept.alt, kept.credit)):
        return {"obalka": _NO_FILE}
    return {}


def _cover(form: Form) -> Cover:
    if not form["obalka"]:
        return Cover()
    return Cover(form["obalka"], form["obalka_popis"], form["obalka_autor"])


def _words(name: str) -> str:
    return _text(request.form, name)


def _text(form: Form, name: str) -> str:
    return normal_text(form.get(name, ""))


def _colour() -> Colour:
    chosen = request.form.get("barva", "")
    return Colour(chosen) if chosen in set(Colour) else Colour.NIGHT


def _date(name: str) -> date | None:
    return day_in(_words(name))


def _next_number(known: list[str], at: date) -> str:
    """The next of this year."""
    places = [int(number.partition("/")[0]) for number in known if number.endswith(f"/{at.year}")]
    return f"{max(places, default=0) + 1}/{at.year}"
