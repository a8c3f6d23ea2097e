"""An issue of a site for tests gets another theme, as an editor saves it."""

from dataclasses import replace

from sqlalchemy.orm import Session

from mitdomov.clock import now
from mitdomov.database.blobs import Blobs
from mitdomov.editorial.frames import FrameSaved, read_frame, save_frame
from mitdomov.editorial.model import IssueRecord


def with_theme(session: Session, blobs: Blobs, issue: IssueRecord, theme: str) -> None:
    frame = replace(read_frame(blobs, issue), theme=theme)
    saved = save_frame(session, blobs, issue, frame, base_sha256=issue.frame_sha256, at=now())
    assert isinstance(saved, FrameSaved)
