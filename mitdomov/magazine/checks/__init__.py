"""An issue as read goes in; what hinders or harms its publishing comes out as findings.

Each rule is a function of the folder: it knows no clock, an issue is judged by its own date. Only
permissions are also judged by the day of publishing, when the caller knows it.
What no issue may be, such as empty or with unknown names, `folder.reading` has refused before.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, TypeAlias

from mitdomov.magazine.checks import articles, links, originals, pictures, publication, wording
from mitdomov.magazine.findings import Finding, in_order
from mitdomov.magazine.folder.issue_folder import IssueFolder

Rule: TypeAlias = Callable[[IssueFolder], Iterator[Finding]]

RULES: Final[tuple[Rule, ...]] = (
    publication.help_box_is_confirmed,
    publication.help_box_confirmation_is_fresh,
    publication.eu_publicity_is_whole,
    publication.imprint_is_whole,
    publication.issn_is_within_reach,
    articles.bodies_are_written,
    articles.titles_are_short,
    articles.titles_differ,
    articles.long_reads_have_a_perex,
    articles.somebody_signs,
    articles.events_have_their_time,
    articles.good_practice_has_its_facts,
    articles.legal_statements_are_dated,
    articles.headings_descend_by_one,
    articles.letter_stays_small,
    originals.translations_name_their_original,
    originals.translations_are_allowed,
    pictures.pictures_are_described,
    pictures.pictures_are_credited,
    pictures.pictures_are_sharp,
    links.internal_links_lead_somewhere,
    links.addresses_are_public,
    links.addresses_are_encrypted,
    wording.nothing_is_left_to_fill_in,
    wording.one_letter_words_end_no_line,
    wording.slots_are_not_forged,
    wording.people_are_not_their_situation,
)


def check(folder: IssueFolder, on: date | None = None) -> tuple[Finding, ...]:
    """Everything that the rules find, by file and line; `on` is the day of publishing."""
    return in_order(finding for rule in RULES for finding in _found(rule, folder, on))


def _found(rule: Rule, folder: IssueFolder, on: date | None) -> Iterator[Finding]:
    if rule is originals.translations_are_allowed:
        return originals.translations_are_allowed(folder, on)
    return rule(folder)
