"""The desk's page of findings: an issue in, what hinders publishing and where to mend it out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import record
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.articles import read_source
from mitdomov.editorial.judging import Judgement, judge
from mitdomov.editorial.link_checks import Answer, LinkReport, findings_about, last_report
from mitdomov.editorial.media.pictures import media_named
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.review.proofs import beginning
from mitdomov.editorial.work.model import WorkKind
from mitdomov.editorial.work.orders import latest_work, order_work
from mitdomov.editorial.working import articles_of, load_issue
from mitdomov.jobs.ring import ring_for_work
from mitdomov.magazine.findings import Finding, FolderError, in_order
from mitdomov.magazine.folder import paths
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.issues.issue_of import issue_of
from mitdomov.web.desk.issues.place_words import words_of
from mitdomov.web.desk.issues.places import address_of
from mitdomov.web.desk.media.picture import thumb_url
from mitdomov.web.instance import settings, store

_THUMB_PX: Final = 160
_ANSWERS: Final = {
    Answer.DEAD: "nefunguje",
    Answer.UNCLEAR: "ověřte sami",
    Answer.MOVED: "přestěhovaný",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as the page shows it."""

    finding: Finding
    address: str
    place: str
    """Words for where it is, e.g. `Perex`."""
    thumb: str
    """The address of the picture that is meant, made small; empty when none is, or it is gone."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found in one article, in the frame of the issue or in the publication."""

    heading: str
    lines: tuple[Line, ...]


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/cislo/<slug>/nalezy", "issue_checks", issue_checks)
    blueprint.add_url_rule("/cislo/<slug>/nalezy/pocet", "issue_checks_count", issue_checks_count)
    blueprint.add_url_rule("/cislo/<slug>/nalezy/odkazy", "link_progress", link_progress)
    blueprint.add_url_rule(
        "/cislo/<slug>/nalezy/odkazy", "check_links", check_links, methods=["POST"]
    )


@needs(Right.EDIT)
def issue_checks(slug: str) -> str:
    with store().reading() as session:
        issue = issue_of(session, slug)
        judgement = judge(session, store().blobs, issue)
        report = last_report(session, issue.id)
        findings = in_order((*judgement.findings, *_dead_links(issue, report)))
        articles = {each.slug: each for each in articles_of(session, issue)}
        thumbs = _thumbs(session, issue, findings)
        blocking = [each for each in findings if each.is_blocking]
        warnings = [each for each in findings if not each.is_blocking]
        return render_template(
            "desk/checks/checks.html",
            issue=issue,
            slug=slug,
            is_readable=judgement.content_sha256 is not None,
            blocking=_grouped(blocking, slug, articles, thumbs),
            warnings=_grouped(warnings, slug, articles, thumbs),
            count_blocking=len(blocking),
            count_warnings=len(warnings),
            **_links(session, issue, report, judgement),
        )


@needs(Right.EDIT)
def issue_checks_count(slug: str) -> str:
    """A piece of a page: how many findings there are, with the way to them."""
    with store().reading() as session:
        issue = issue_of(session, slug)
        judgement = judge(session, store().blobs, issue)
        return render_template("desk/checks/count.html", slug=slug, judgement=judgement)


@needs(Right.EDIT)
def link_progress(slug: str) -> str:
    """The part of the page about links, fetched again while the worker asks their servers."""
    with store().reading() as session:
        issue = issue_of(session, slug)
        judgement = judge(session, store().blobs, issue)
        links = _links(session, issue, last_report(session, issue.id), judgement)
        return render_template("desk/checks/links.html", slug=slug, **links)


@needs(Right.EDIT)
def check_links(slug: str) -> Response:
    with store().writing() as session:
        issue = issue_of(session, slug)
        person = signed_in()
        order = order_work(session, WorkKind.CHECK_LINKS, issue.id, by=person.id, at=now())
        sentence = f"Objednáno ověření odkazů čísla {issue.number}."
        record(session, person.actor, "links-checked", f"issue:{issue.number}", sentence, now())
    ring_for_work(settings(), order.id)
    return redirect(url_for("desk.issue_checks", slug=slug, _anchor="odkazy"), 303)


def _links(
    session: Session, issue: IssueRecord, report: LinkReport | None, judgement: Judgement
) -> dict[str, object]:
    return {
        "report": report,
        "order": latest_work(session, WorkKind.CHECK_LINKS, issue.id),
        "answers": _ANSWERS,
        "may_check": settings().checks_links,
        "addresses": judgement.addresses,
    }


def _dead_links(issue: IssueRecord, report: LinkReport | None) -> tuple[Finding, ...]:
    if report is None or not any(each.answer is Answer.DEAD for each in report.checked):
        return ()
    try:
        return findings_about(load_issue(store(), issue.id), report)
    except FolderError:
        return ()


def _grouped(
    findings: Iterable[Finding],
    slug: str,
    articles: Mapping[str, ArticleRecord],
    thumbs: Mapping[str, str],
) -> list[Group]:
    ids = {each.slug: each.id for each in articles.values()}
    return [
        Group(
            _heading(file, articles),
            tuple(
                Line(
                    each,
                    address_of(each, slug, ids),
                    _place(each, articles),
                    thumbs.get(each.place.picture, ""),
                )
                for each in group
            ),
        )
        for file, group in groupby(findings, lambda each: each.place.file)
    ]


def _thumbs(session: Session, issue: IssueRecord, findings: Iterable[Finding]) -> dict[str, str]:
    """Addresses by the file names that the issue's texts use."""
    files = {each.place.picture for each in findings if each.place.picture}
    items = {file: media_named(session, file, issue.id) for file in files}
    return {file: thumb_url(item, _THUMB_PX) for file, item in items.items() if item}


def _heading(file: str, articles: Mapping[str, ArticleRecord]) -> str:
    named = paths.article_of(file)
    if named:
        return articles[named[1]].title if named[1] in articles else named[1]
    return {paths.PUBLICATION: "Publikace", paths.ISSUE: "Číslo"}.get(file, "Číslo a jeho obrázky")


def _place(finding: Finding, articles: Mapping[str, ArticleRecord]) -> str:
    quote = ""
    named = paths.article_of(finding.place.file)
    if finding.place.block and named and named[1] in articles:
        quote = _quote(articles[named[1]], finding.place.block)
    return words_of(finding.place, quote)


def _quote(article: ArticleRecord, block_id: str) -> str:
    try:
        blocks = read_source(article).body.blocks
    except FolderError:
        return ""
    return next((beginning(block) for block in blocks if block.id == block_id), "")
