"""The form of an article's details: an article in, its fields as text out; what was typed in, the
article with it out, or sentences by field."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from werkzeug.datastructures import MultiDict

from mitdomov.clock import PRAGUE, YEARS
from mitdomov.document.links import is_picture
from mitdomov.document.normal_inlines import normal_text
from mitdomov.document.tree import Document
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder.article_files import read_article, write_article
from mitdomov.magazine.model import (
    Article,
    ArticleType,
    Contributor,
    Event,
    GoodPractice,
    Picture,
)
from mitdomov.magazine.slugs import slug_of_title
from mitdomov.web.desk.dates import FAR, day_in, day_problem

Form = MultiDict[str, str]
ROLES: Final = ("authors", "translators", "revisers")
_WHEN: Final = "%Y-%m-%dT%H:%M"
_FACTS: Final = ("practice_place", "practice_problem", "practice_solution")

_NO_PICTURE: Final = Picture("", "")
_NO_FILE: Final = "Vyberte soubor z knihovny, nebo vymažte i to, co je o obrázku vyplněné."


class DetailsError(Exception):
    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


def fields_of(article: Article, names: Mapping[str, str]) -> Form:
    """As the form shows them; `names` are names of people by slug, for free text."""
    picture, event, practice = article.picture, article.event, article.good_practice
    form: Form = MultiDict(
        {
            "type": article.type.value,
            "section": article.section,
            "as_of": article.as_of.isoformat() if article.as_of else "",
        }
    )
    for role in ROLES:
        slugs: tuple[str, ...] = getattr(article, role)
        form.setlist(role, [*slugs])
        form[f"{role}_names"] = ", ".join(names.get(slug, slug) for slug in slugs)
    if picture:
        form.update({"picture": picture.file, "picture_alt": picture.alt})
        form.update({"picture_caption": picture.caption, "picture_credit": picture.credit})
        form.update({"picture_licence": picture.licence})
        form.update({"picture_decorative": "1"} if picture.is_decorative else {})
    if event:
        form.update({"starts_at": _typed(event.starts_at), "ends_at": _typed(event.ends_at)})
        form.update({"event_place": event.place, "event_organiser": event.organiser})
        form.update({"event_url": event.url})
        form.update({"event_cancelled": "1"} if event.is_cancelled else {})
    if practice:
        form.update({"practice_place": practice.place, "practice_problem": practice.problem})
        form.update({"practice_solution": practice.solution, "practice_contact": practice.contact})
        lines = "\n".join(f"{figure} | {words}" for figure, words in practice.numbers)
        form.update({"practice_numbers": lines})
    return form


def with_details(
    article: Article,
    form: Form,
    people: Mapping[str, Iterable[str]],
    is_in_library: Callable[[str], bool],
) -> Article:
    """`article` with what the form says; `people` are slugs by role, `is_in_library` tells of a
    picture's file. Raises `DetailsError`."""
    kind = form.get("type", "")
    if kind not in [*ArticleType]:
        raise DetailsError({"type": "Vyberte typ článku."})
    found = replace(
        article,
        type=ArticleType(kind),
        section=_line(form, "section") or article.section,
        as_of=_day(form, "as_of"),
        picture=_picture(form, article.picture, is_in_library),
        event=_event(form) if kind == ArticleType.EVENT else article.event,
        good_practice=_practice(form)
        if kind == ArticleType.GOOD_PRACTICE
        else article.good_practice,
        authors=tuple(dict.fromkeys(people["authors"])),
        translators=tuple(dict.fromkeys(people["translators"])),
        revisers=tuple(dict.fromkeys(people["revisers"])),
    )
    try:
        read_article(write_article(found), found.slug)
    except FolderError as error:
        raise DetailsError(
            {_field(each.place.field): each.sentence for each in error.findings}
        ) from None
    return found


def people_named(form: Form, field: str = "names") -> dict[str, Contributor]:
    """People who were typed, by name: all of an article of the pool, `new` ones of an issue's."""
    names = [name for role in ROLES for name in _names(form, role, field)]
    return {slug_of_title(name): Contributor(slug_of_title(name), name[:200]) for name in names}


def slugs_named(form: Form, role: str, field: str = "names") -> list[str]:
    return [slug_of_title(name) for name in _names(form, role, field)]


def _names(form: Form, role: str, field: str) -> list[str]:
    typed = map(normal_text, form.get(f"{role}_{field}", "").split(","))
    return [name for name in typed if name]


def imprint(article: Article, record: ArticleRecord) -> str:
    """Changes when any of the details does, and not when only the text does."""
    bare = replace(article, title="Titulek", perex="", body=Document())
    beside = f"{record.stage}{record.assignee_id}{record.due_on}".encode()
    return hashlib.sha256(write_article(bare) + beside).hexdigest()


def _picture(
    form: Form, kept: Picture | None, is_in_library: Callable[[str], bool]
) -> Picture | None:
    """What the article has already may stay, and goes with all its words when its file does."""
    file = _line(form, "picture")
    is_decorative = "picture_decorative" in form
    alt = "" if is_decorative else _line(form, "picture_alt")
    words = (_line(form, f"picture_{name}") for name in ("caption", "credit", "licence"))
    caption, credit, licence = words
    sent = Picture(file, alt, is_decorative, caption, credit, licence)
    if not file:
        if sent not in (_NO_PICTURE, replace(kept or _NO_PICTURE, file="")):
            raise DetailsError({"picture": _NO_FILE})
        return None
    if sent == kept:
        return kept
    if not is_picture(file) or not is_in_library(file):
        raise DetailsError({"picture": f"Obrázek „{file:.80}“ v knihovně není."})
    if not alt and not is_decorative:
        raise DetailsError(
            {"picture_alt": "Popište, co na obrázku je, nebo jej označte jako dekorativní."}
        )
    return sent


def _event(form: Form) -> Event:
    starts_at = _moment(form, "starts_at")
    if starts_at is None:
        raise DetailsError({"starts_at": "Vyplňte, kdy akce začíná."})
    ends_at = _moment(form, "ends_at")
    if ends_at is not None and ends_at < starts_at:
        raise DetailsError({"ends_at": "Akce nemůže skončit dřív, než začne."})
    return Event(
        starts_at,
        ends_at,
        _line(form, "event_place"),
        _line(form, "event_organiser"),
        _line(form, "event_url"),
        is_cancelled="event_cancelled" in form,
    )


def _practice(form: Form) -> GoodPractice:
    missing = {
        name: "Vyplňte; stojí to v rámečku na začátku článku."
        for name in _FACTS
        if not _line(form, name)
    }
    if missing:
        raise DetailsError(missing)
    place, problem, solution = (_line(form, name) for name in _FACTS)
    lines = [line.partition("|") for line in form.get("practice_numbers", "").splitlines()]
    numbers = tuple(
        (normal_text(figure), normal_text(words))
        for figure, _, words in lines
        if normal_text(figure) and normal_text(words)
    )
    return GoodPractice(place, problem, solution, numbers, _line(form, "practice_contact"))


def day_of(form: Form, name: str) -> date | None:
    """Raises `DetailsError` for what is no date."""
    return _day(form, name)


def _day(form: Form, name: str) -> date | None:
    typed = form.get(name, "").strip()
    if not typed:
        return None
    found = day_in(typed)
    if found is None:
        raise DetailsError({name: day_problem(typed, "Datum pište jako 14. 5. 2026.")})
    return found


def _moment(form: Form, name: str) -> datetime | None:
    typed = form.get(name, "").strip()
    if not typed:
        return None
    for shape in (_WHEN, "%d.%m.%Y%H:%M", "%d.%m.%Y%H.%M"):
        with suppress(ValueError):
            found = datetime.strptime(typed.replace(" ", ""), shape).replace(tzinfo=PRAGUE)
            if found.year not in YEARS:
                raise DetailsError({name: FAR})
            return found
    raise DetailsError({name: "Datum a čas pište jako 4. 6. 2026 9:00."})


def _typed(moment: datetime | None) -> str:
    return moment.astimezone(PRAGUE).strftime(_WHEN) if moment else ""


def _line(form: Form, name: str) -> str:
    return normal_text(form.get(name, ""))[:2000].strip()


def _field(place: str) -> str:
    """The form's name of a field of the article's file."""
    return {
        "picture.file": "picture",
        "event.url": "event_url",
        "event.ends_at": "ends_at",
    }.get(place, place.partition(".")[0].partition("[")[0] or "type")
