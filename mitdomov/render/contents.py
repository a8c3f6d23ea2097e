"""An issue in; its articles by section, in the order of the magazine, out."""

from dataclasses import dataclass

from mitdomov.magazine.model import Article, ArticleType, Contributor, Issue, Section


@dataclass(frozen=True, slots=True)
class Department:
    """A section with what it holds in this issue."""

    section: Section
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    before: Article | None
    after: Article | None


def departments(issue: Issue) -> tuple[Department, ...]:
    """Every section that has an article; the issue keeps articles of one section together."""
    found = (
        Department(section, tuple(a for a in issue.articles if a.section == section.slug))
        for section in issue.sections
    )
    return tuple(department for department in found if department.articles)


def reading_order(issue: Issue) -> tuple[Article, ...]:
    return tuple(article for each in departments(issue) for article in each.articles)


def neighbours(issue: Issue, article: Article) -> Neighbours:
    """What a reader leafs to from `article`."""
    order = reading_order(issue)
    place = order.index(article)
    return Neighbours(
        before=order[place - 1] if place else None,
        after=order[place + 1] if place + 1 < len(order) else None,
    )


def section_of(issue: Issue, article: Article) -> Section:
    return next(section for section in issue.sections if section.slug == article.section)


def editorial(issue: Issue) -> Article | None:
    """The issue's opening word."""
    return next((a for a in issue.articles if a.type is ArticleType.EDITORIAL), None)


def profiled(issue: Issue, article: Article) -> tuple[Contributor, ...]:
    """Whose medailonky stand with `article`: its people, or everybody where it gathers them."""
    named = (*article.authors, *article.translators)
    gathers_all = article.type is ArticleType.PROFILE and not named
    return tuple(
        person
        for person in issue.contributors
        if person.profile and (gathers_all or person.slug in named)
    )
