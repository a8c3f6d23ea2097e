"""Hypothesis strategies: whole issue folders in the values that reading gives."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from operator import attrgetter
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from PIL import Image

from mitdomov.clock import PRAGUE, YEARS
from mitdomov.document.normal import normal
from mitdomov.document.tree import Document, Figure, Heading, Paragraph, Text
from mitdomov.magazine.folder import field_rules
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.model import (
    Article,
    ArticleType,
    Colour,
    Contributor,
    Correction,
    Cover,
    Editor,
    EuPublicity,
    Event,
    Gender,
    GoodPractice,
    HelpBox,
    Issue,
    MailingList,
    Medium,
    Original,
    Permission,
    Picture,
    Publication,
    Section,
    Signpost,
)

PICTURES = ("dum.png", "klic.PNG", "9_okno-2.jpeg")

slugs = st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True)
characters = st.one_of(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="⟦⟧"),
    st.sampled_from("\"'\\[]{}#=+,„“–\N{NO-BREAK SPACE}áčďéěíňóřšťúůýž"),
)
texts = st.text(characters, max_size=30).map(field_rules.text)
words = texts.filter(bool)
urls = st.sampled_from(["", "https://a.example/č?x=1#y", "http://b.example:8080"])
emails = st.sampled_from(["a@b.example", "redakce+1@mitdomov.example"])
days = st.dates()
moments = st.datetimes(
    datetime(YEARS.start, 1, 1),  # noqa: DTZ001
    datetime(YEARS.stop, 1, 1) - timedelta.resolution,  # noqa: DTZ001
    timezones=st.just(PRAGUE),
    allow_imaginary=False,
)
picture_names = st.sampled_from(PICTURES)


T = TypeVar("T")


def several(values: SearchStrategy[T], *, differing: str = "") -> SearchStrategy[tuple[T, ...]]:
    """Up to three, which differ in the field `differing`."""
    unique_by = attrgetter(differing) if differing else None
    return st.lists(values, max_size=3, unique_by=unique_by).map(lambda found: (*found,))


bodies = several(
    st.one_of(
        st.builds(Paragraph, words.map(lambda text: (Text(text),))),
        st.builds(Heading, st.sampled_from([2, 3, 4]), words.map(lambda text: (Text(text),))),
        st.builds(Figure, picture_names, alt=words),
    )
).map(lambda blocks: normal(Document(blocks)))

publications = st.builds(
    Publication,
    title=words,
    subtitle=words,
    publisher=words,
    seat=words,
    contact_name=words,
    contact_email=emails,
    url=st.just("https://mitdomov.example"),
    help_box=st.builds(
        HelpBox,
        title=words,
        text=words,
        phone=words,
        email=emails,
        hours=words,
        signposts=several(st.builds(Signpost, words, words, urls)),
        confirmed_on=st.none() | days,
        confirmed_by=texts,
    ),
    eu=st.builds(EuPublicity, words, words, words),
    editors=several(st.builds(Editor, words, words)),
    lists=several(st.builds(MailingList, slugs, words, texts), differing="slug"),
    issn=st.sampled_from(["", "1234-5679", "1050-124X"]),
    licence=texts,
    accessibility_note=texts,
    imprint_note=texts,
)

contributors = st.builds(
    Contributor,
    slug=slugs,
    name=words,
    affiliation=texts,
    profile=texts,
    portrait=st.just("") | picture_names,
    gender=st.none() | st.sampled_from(Gender),
)

originals = st.builds(
    Original,
    title=words,
    authors=several(texts),
    language=st.sampled_from(["en", "de-AT"]),
    publication=texts,
    publisher=texts,
    year=st.none() | st.integers(1, 9999),
    volume=texts,
    number=texts,
    pages=texts,
    url=urls,
    doi=st.sampled_from(["", "10.1000/182"]),
    licence=texts,
    permission=st.none()
    | st.builds(Permission, words, days, several(st.sampled_from(Medium)), st.none() | days, texts),
)


@st.composite
def articles(draw: DrawFn, issue: Issue) -> tuple[Article, ...]:
    """Articles with sections and contributors of `issue`."""
    people = [contributor.slug for contributor in issue.contributors]
    names = several(st.sampled_from(people)) if people else st.just(())
    article = st.builds(
        Article,
        slug=slugs,
        type=st.sampled_from(ArticleType),
        section=st.sampled_from([section.slug for section in issue.sections]),
        title=words,
        body=bodies,
        perex=texts,
        authors=names,
        translators=names,
        revisers=names,
        picture=st.none()
        | st.builds(Picture, picture_names, texts, st.booleans(), texts, texts, texts),
        original=st.none() | originals,
        event=st.none() | st.builds(Event, moments, st.none() | moments, texts, texts, urls),
        good_practice=st.none()
        | st.builds(GoodPractice, words, words, words, several(st.tuples(texts, texts)), texts),
        as_of=st.none() | days,
    )
    return tuple(draw(st.lists(article, min_size=1, max_size=3, unique_by=attrgetter("slug"))))


@st.composite
def issue_folders(draw: DrawFn) -> IssueFolder:
    issue = draw(
        st.builds(
            Issue,
            number=st.from_regex(r"[1-9][0-9]?/[0-9]{4}", fullmatch=True),
            theme=words,
            dated=days,
            sections=several(
                st.builds(Section, slugs, words, st.sampled_from(Colour)), differing="slug"
            ).filter(bool),
            contributors=several(contributors, differing="slug"),
            cover=st.builds(Cover, st.just("") | picture_names, texts, texts),
            season=texts,
            is_sample=st.booleans(),
            corrections=several(st.builds(Correction, days, words)),
            articles=st.just(()),
        )
    )
    return IssueFolder(
        issue=replace(issue, articles=draw(articles(issue))),
        publication=draw(publications),
        pictures=dict.fromkeys(PICTURES, _dot()),
    )


def _dot() -> bytes:
    out = BytesIO()
    Image.new("RGB", (1, 1)).save(out, "PNG")
    return out.getvalue()
