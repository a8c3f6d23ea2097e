"""The magazine as frozen values: a publication, its issues, their articles and people.

Names and fields follow schema.org (Periodical, PublicationIssue, Article, isBasedOn) where it has
them. Nothing here reads files or knows a database: `folder` reads and writes these values,
`checks` judges them, `snapshot` freezes them.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mitdomov.document.tree import Document


class ArticleType(StrEnum):
    EDITORIAL = "editorial"
    NEWS_ITEM = "news-item"
    FEATURE = "feature"
    TRANSLATION = "translation"
    INTERVIEW = "interview"
    SURVEY = "survey"
    GOOD_PRACTICE = "good-practice"
    EVENT = "event"
    PROFILE = "profile"


class Colour(StrEnum):
    """A section's colour, by its name in the palette of the magazine."""

    NIGHT = "night"
    BRICK = "brick"
    TEAL = "teal"
    MOSS = "moss"
    OCHRE = "ochre"
    PLUM = "plum"


class Gender(StrEnum):
    """Grammatical gender, for verbs such as "přeložila"."""

    FEMININE = "feminine"
    MASCULINE = "masculine"


class Medium(StrEnum):
    """Where a permission to publish a translation reaches."""

    WEB = "web"
    EMAIL = "email"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Section:
    """A standing department of the magazine (rubrika); its order is its place in the issue."""

    slug: str
    title: str
    colour: Colour = Colour.NIGHT


@dataclass(frozen=True, slots=True)
class Contributor:
    """An author, translator or photographer; `profile` is the medailonek, one paragraph."""

    slug: str
    name: str
    affiliation: str = ""
    profile: str = ""
    portrait: str = ""
    """File name in the issue's `images/`; empty when there is none."""
    gender: Gender | None = None
    """When unknown, credits use a wording that needs no gender."""


@dataclass(frozen=True, slots=True)
class Permission:
    """The leave to publish a translation: from whom, when, for what, until when; the evidence."""

    granted_by: str
    granted_on: date
    media: tuple[Medium, ...] = (Medium.WEB, Medium.EMAIL, Medium.PDF)
    expires_on: date | None = None
    evidence: str = ""
    """Where it is kept, e.g. a file name or a reference number; or the reason why there is none."""


@dataclass(frozen=True, slots=True)
class Original:
    """The foreign work that an article translates.

    Either `licence` (an open licence, e.g. "CC BY 4.0") or `permission` allows the translation.
    """

    title: str
    authors: tuple[str, ...]
    language: str
    """BCP 47 tag, e.g. `en`."""
    publication: str = ""
    """The journal or book it appeared in."""
    publisher: str = ""
    year: int | None = None
    volume: str = ""
    number: str = ""
    pages: str = ""
    url: str = ""
    doi: str = ""
    licence: str = ""
    permission: Permission | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """When and where; times are Europe/Prague, aware."""

    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    organiser: str = ""
    url: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class GoodPractice:
    """The box of facts at the head of a town's story."""

    place: str
    problem: str
    solution: str
    numbers: tuple[tuple[str, str], ...] = ()
    """Pairs (figure, what it counts), e.g. ("37", "bytů")."""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that an article shows at its head."""

    file: str
    """File name in the issue's `images/`."""
    alt: str = ""
    is_decorative: bool = False
    caption: str = ""
    credit: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One work with byline, perex and body. `slug` is unique in its issue and never changes.

    `authors`, `translators` and `revisers` are slugs of contributors; `section` is a section's
    slug. `as_of` dates the legal statements of the text ("stav k …").
    """

    slug: str
    type: ArticleType
    section: str
    title: str
    body: Document = field(default_factory=Document)
    perex: str = ""
    authors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    revisers: tuple[str, ...] = ()
    picture: Picture | None = None
    original: Original | None = None
    event: Event | None = None
    good_practice: GoodPractice | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover: a picture of the issue, or the façade drawn from the issue's number."""

    picture: str = ""
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was mended after the issue had been sent to readers; the web and the PDF say so."""

    dated: date
    note: str
    """One sentence or two for readers, e.g. "V článku … byl opraven počet bytů."."""
    article: str = ""
    """The slug of the article that was mended; empty when the note alone says so by its title."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A numbered, dated part of the periodical; `number` is N/RRRR, e.g. `1/2026`."""

    number: str
    theme: str
    dated: date
    sections: tuple[Section, ...] = ()
    articles: tuple[Article, ...] = ()
    """In the order of publication; articles of one section stand together."""
    contributors: tuple[Contributor, ...] = ()
    cover: Cover = field(default_factory=Cover)
    season: str = ""
    """What stands beside the number, e.g. "jaro"."""
    is_sample: bool = False
    """Whether every artefact must be marked "Ukázkové číslo"."""
    corrections: tuple[Correction, ...] = ()
    """In the order of publication; the letters sent before stay as they were."""

    @property
    def updated_on(self) -> date:
        """The day of its text as it is now."""
        return max((self.dated, *(each.dated for each in self.corrections)))


@dataclass(frozen=True, slots=True)
class Signpost:
    """A way on for a person in housing need: who it is for and what to do first."""

    label: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class HelpBox:
    """The box for people in housing need, on top of every page, letter and PDF.

    Publishing is blocked until a named person has confirmed that the contacts are right.
    """

    title: str
    text: str
    phone: str
    email: str
    hours: str
    signposts: tuple[Signpost, ...] = ()
    confirmed_on: date | None = None
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class EuPublicity:
    """The publicity block of Regulation (EU) 2021/1060, article 50 and annex IX."""

    statement: str
    project: str
    registration_number: str
    emblem: str = ""
    """An emblem of the publisher's own, as `emblem.emblem_from` makes it; empty means that the
    program draws it."""


@dataclass(frozen=True, slots=True)
class Editor:
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class MailingList:
    """A list that readers subscribe to; `slug` is its name on the command line and in List-Id."""

    slug: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """What all issues share: masthead, publisher, imprint, help box, EU publicity, lists."""

    title: str
    subtitle: str
    publisher: str
    seat: str
    """The publisher's address."""
    contact_name: str
    contact_email: str
    url: str
    """Address of the public web, without a trailing slash; settings may override it."""
    help_box: HelpBox
    eu: EuPublicity
    editors: tuple[Editor, ...] = ()
    lists: tuple[MailingList, ...] = ()
    issn: str = ""
    licence: str = ""
    accessibility_note: str = ""
    imprint_note: str = ""
