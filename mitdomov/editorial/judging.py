"""An issue as its editors have it in; its findings, were it published today, and the hash of its
content out.

Judging costs a second, so the last answers are remembered by the day and by the names of what the
issue consists of: the same names, the same answer. What people have yet to do is asked each time.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from mitdomov.clock import today
from mitdomov.database.blobs import Blobs
from mitdomov.editorial.link_checks import addresses_in
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.unfinished import unfinished
from mitdomov.editorial.working import files_of, names_of
from mitdomov.magazine.checks import check
from mitdomov.magazine.findings import Finding, FolderError, in_order
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.snapshot import content_sha256

_Names: TypeAlias = tuple[tuple[str, str], ...]
_MOST_REMEMBERED: Final = 64


@dataclass(frozen=True, slots=True)
class Judgement:
    findings: tuple[Finding, ...]
    content_sha256: str | None
    """What an approval binds to; nothing while the issue cannot even be read."""
    addresses: tuple[str, ...] = ()
    """On the web, to which the issue leads, each once."""

    @property
    def blocking(self) -> int:
        return sum(finding.is_blocking for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.blocking


_remembered: OrderedDict[tuple[date, _Names], Judgement] = OrderedDict()
_lock: Final = Lock()


def judge(session: Session, blobs: Blobs, issue: IssueRecord) -> Judgement:
    found = _judge_folder(session, blobs, issue)
    return replace(found, findings=in_order((*found.findings, *unfinished(session, issue))))


def _judge_folder(session: Session, blobs: Blobs, issue: IssueRecord) -> Judgement:
    names: _Names = tuple(sorted(names_of(session, blobs, issue).items()))
    on = today()
    with _lock:
        known = _remembered.get((on, names))
    if known is not None:
        return known
    found = _judge(files_of(session, blobs, issue), on)
    with _lock:
        _remembered[on, names] = found
        while len(_remembered) > _MOST_REMEMBERED:
            _remembered.popitem(last=False)
    return found


def _judge(files: dict[str, bytes], on: date) -> Judgement:
    try:
        folder = read_issue(files)
    except FolderError as error:
        return Judgement(error.findings, None)
    return Judgement(check(folder, on), content_sha256(folder), tuple(addresses_in(folder)))
