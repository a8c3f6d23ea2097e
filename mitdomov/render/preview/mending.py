"""An issue whose articles name sections and people that it lacks in, one that can be shown out.

The checks report what is missing; a preview shows the rest all the same.
"""

from dataclasses import replace
from typing import Final

from mitdomov.magazine.model import (
    Contributor,
    EuPublicity,
    HelpBox,
    Issue,
    Publication,
    Section,
)

NO_PUBLICATION: Final = Publication(
    title="Mít domov",
    subtitle="",
    publisher="",
    seat="",
    contact_name="",
    contact_email="",
    url="",
    help_box=HelpBox(title="", text="", phone="", email="", hours=""),
    eu=EuPublicity(statement="", project="", registration_number=""),
)
"""Until the instance has its own."""


def mended(issue: Issue) -> Issue:
    """Stand-ins have their slug for a name, so that an editor sees what is missing."""
    return replace(
        issue,
        sections=(*issue.sections, *_sections(issue)),
        contributors=(*issue.contributors, *_people(issue)),
    )


def _sections(issue: Issue) -> list[Section]:
    known = {section.slug for section in issue.sections}
    named = dict.fromkeys(article.section for article in issue.articles)
    return [Section(slug, slug) for slug in named if slug not in known]


def _people(issue: Issue) -> list[Contributor]:
    known = {contributor.slug for contributor in issue.contributors}
    named = dict.fromkeys(
        slug
        for article in issue.articles
        for slug in (*article.authors, *article.translators, *article.revisers)
    )
    return [Contributor(slug, slug) for slug in named if slug not in known]
