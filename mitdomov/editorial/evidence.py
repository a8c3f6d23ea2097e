"""Evidence that a translation is permitted: files in, rows with their bytes in the blobs out.

A file is what its content says, whatever its name; what is none of the known kinds is refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.document.word.package import Package
from mitdomov.document.word.report import WordError
from mitdomov.editorial.media.model import EvidenceFile

MAX_BYTES: Final = 20_000_000
MAX_FILES: Final = 20
_MAX_NAME_CHARS: Final = 120
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ENDINGS: Final = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "message/rfc822": "eml",
    _DOCX: "docx",
    "text/plain": "txt",
}
_BEGINNINGS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
_HEADER: Final = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
_SENDER: Final = re.compile(rb"^(?:From|Return-Path|Received):", re.IGNORECASE | re.MULTILINE)
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a file was not taken and what to do, as a Czech sentence."""

    sentence: str


def add_evidence(
    session: Session,
    blobs: Blobs,
    *,
    article_id: int,
    data: bytes,
    name: str,
    by: int | None,
    at: datetime,
) -> EvidenceFile | Unusable:
    """The same file again is the one that is there."""
    refusal = _refusal(data, len(evidence_of(session, article_id)))
    media_type = media_type_of(data)
    if refusal or media_type is None:
        return Unusable(refusal or _UNKNOWN)
    sha256 = blobs.put(data)
    for known in evidence_of(session, article_id):
        if known.sha256 == sha256:
            return known
    found = EvidenceFile(
        article_id=article_id,
        name=_safe(name, _ENDINGS[media_type]),
        media_type=media_type,
        sha256=sha256,
        size_bytes=len(data),
        uploaded_at=at,
        uploaded_by=by,
    )
    session.add(found)
    session.flush()
    return found


def evidence_of(session: Session, article_id: int) -> Sequence[EvidenceFile]:
    query = select(EvidenceFile).where(EvidenceFile.article_id == article_id)
    return session.scalars(query.order_by(EvidenceFile.id)).all()


def media_type_of(data: bytes) -> str | None:
    """PDF, PNG, JPEG, a letter (RFC 5322), a Word document without macros, or plain text."""
    for beginning, media_type in _BEGINNINGS:
        if data.startswith(beginning):
            return media_type
    if data.startswith(b"PK"):
        return _DOCX if _is_word(data) else None
    if _CONTROLS.search(data):
        return None
    head = _HEADER.match(data[:100_000])
    if head and _SENDER.search(head[0]):
        return "message/rfc822"
    return "text/plain"


_UNKNOWN: Final = (
    "Takový soubor jako doklad neuložíme. Nahrajte PDF, obrázek PNG nebo JPEG, uložený e-mail "
    "(.eml), dokument .docx nebo prostý text."
)


def _refusal(data: bytes, count: int) -> str:
    if not data:
        return "Soubor je prázdný; vyberte jiný."
    if len(data) > MAX_BYTES:
        return f"Soubor má přes {MAX_BYTES // 1_000_000} MB; zmenšete jej nebo rozdělte."
    if count >= MAX_FILES:
        return f"U článku je už {MAX_FILES} dokladů; nejdřív některý smažte."
    return ""


def _is_word(data: bytes) -> bool:
    try:
        package = Package(data)
        package.require_word()
    except WordError:
        return False
    return not any(name.lower().endswith("vbaproject.bin") for name in package.names)


def _safe(name: str, ending: str) -> str:
    """Without folders, with the ending of the content."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    plain = " ".join(re.sub(r"[^\w\s.,()+-]", " ", stem).split())[:_MAX_NAME_CHARS]
    return f"{plain or 'doklad'}.{ending}"
