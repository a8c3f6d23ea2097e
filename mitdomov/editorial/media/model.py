"""Pictures and evidence as rows; their bytes lie in the blobs of the store."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base

_Sha256 = String(64)


class MediaItem(Base):
    """A picture of the library. Texts name it by `file`; replacing it changes it everywhere."""

    __tablename__ = "media_item"
    __is_public__: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(String(100), unique=True)
    """The name by which texts refer to it, as `magazine.folder.paths.picture_of` allows."""
    source_sha256: Mapped[str] = mapped_column(_Sha256)
    """As it was imported byte for byte, or as it was uploaded and encoded anew."""
    sha256: Mapped[str] = mapped_column(_Sha256)
    """What artefacts are made from: the source, cropped when a crop is set."""
    upload_sha256: Mapped[str] = mapped_column(_Sha256, default="", index=True)
    """Of the file that came, before it was encoded anew; the same file never makes two items."""
    media_type: Mapped[str] = mapped_column(String(100))
    width_px: Mapped[int]
    height_px: Mapped[int]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    alt: Mapped[str] = mapped_column(default="")
    """Offered where the picture is put into a text, and so are the next three."""
    caption: Mapped[str] = mapped_column(default="")
    credit: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(default="")
    focus_x: Mapped[float] = mapped_column(default=0.5)
    focus_y: Mapped[float] = mapped_column(default=0.5)
    """What must stay in sight where a frame cuts the picture, in shares of the source from 0 (left,
    top) to 1; the bytes of `sha256` carry it as well (`magazine.imaging.focus`)."""
    crop_left: Mapped[float | None]
    crop_top: Mapped[float | None]
    crop_width: Mapped[float | None]
    crop_height: Mapped[float | None]
    """The crop as shares of the source's width and height; nothing when it is whole."""
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    updated_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    deleted_at: Mapped[datetime | None]


class MediaVersion(Base):
    """What a picture of the library was before it was replaced or cropped."""

    __tablename__ = "media_version"
    __table_args__ = (UniqueConstraint("media_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    media_id: Mapped[int] = mapped_column(ForeignKey("media_item.id"))
    number: Mapped[int]
    """The `version` that the picture had then."""
    source_sha256: Mapped[str] = mapped_column(_Sha256)
    sha256: Mapped[str] = mapped_column(_Sha256)
    upload_sha256: Mapped[str] = mapped_column(_Sha256)
    media_type: Mapped[str] = mapped_column(String(100))
    width_px: Mapped[int]
    height_px: Mapped[int]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    credit: Mapped[str]
    licence: Mapped[str]
    focus_x: Mapped[float]
    focus_y: Mapped[float]
    crop_left: Mapped[float | None]
    crop_top: Mapped[float | None]
    crop_width: Mapped[float | None]
    crop_height: Mapped[float | None]
    ended_at: Mapped[datetime]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class IssuePicture(Base):
    """A picture that an issue's folder brought, under the name it has there.

    Two folders may use one name for two pictures; every other name is looked up in the library.
    """

    __tablename__ = "issue_picture"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    file: Mapped[str] = mapped_column(String(100), primary_key=True)
    media_id: Mapped[int] = mapped_column(ForeignKey("media_item.id"), index=True)


class EvidenceFile(Base):
    """The evidence that a translation is permitted, e.g. a letter as PDF; `permission.evidence` of
    the article names it."""

    __tablename__ = "evidence_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    sha256: Mapped[str] = mapped_column(_Sha256)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
