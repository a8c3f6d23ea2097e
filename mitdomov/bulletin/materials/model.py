"""Materials for download as rows: each with its files and their earlier versions."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mitdomov.bulletin.listings.model import Listed
from mitdomov.database.base import Base


class MaterialKind(StrEnum):
    METHODOLOGY = "methodology"
    BROCHURE = "brochure"
    LEAFLET = "leaflet"
    FORM = "form"
    SLIDES = "slides"
    OTHER = "other"


class MaterialRecord(Listed, Base):
    __tablename__ = "material"
    __is_public__: ClassVar = True

    kind: Mapped[MaterialKind]
    licence: Mapped[str] = mapped_column(String(200), default="")
    """As readers are told it, e.g. `CC BY 4.0`."""
    files: Mapped[list["MaterialFile"]] = relationship(
        back_populates="material", order_by="MaterialFile.id", cascade="all, delete-orphan"
    )

    @property
    def current_files(self) -> list["MaterialFile"]:
        return [each for each in self.files if each.is_current]

    @property
    def earlier_files(self) -> list["MaterialFile"]:
        """The newest first."""
        kept = [each for each in self.files if not each.is_current and not each.withdrawn_at]
        return sorted(kept, key=lambda each: (each.dated, each.id), reverse=True)


class MaterialFile(Base):
    """A file under an address that never means other bytes; what is said of it may be corrected."""

    __tablename__ = "material_file"
    __table_args__ = (UniqueConstraint("material_id", "name"),)
    __is_public__: ClassVar = True

    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey("material.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    """The last part of its address, e.g. `prvni-klice-v2.pdf`."""
    label: Mapped[str] = mapped_column(String(200), default="")
    """What tells it from the other files of the material, e.g. `Příloha 1`; often nothing."""
    version: Mapped[str] = mapped_column(String(20))
    dated: Mapped[date]
    language: Mapped[str] = mapped_column(String(20), default="cs")
    """BCP 47."""
    note: Mapped[str] = mapped_column(default="")
    """What is new in this version, or why an earlier one no longer holds."""
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
    added_at: Mapped[datetime]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("material_file.id"))
    """The newer version; an earlier one stays reachable."""
    withdrawn_at: Mapped[datetime | None]
    """Since when nobody can download it, because it should not have been there."""

    material: Mapped[MaterialRecord] = relationship(back_populates="files")
    replaced_by: Mapped["MaterialFile | None"] = relationship(remote_side="MaterialFile.id")

    @property
    def is_current(self) -> bool:
        """The newest of its versions that anybody can download."""
        if self.withdrawn_at:
            return False
        newer = self.replaced_by
        while newer and newer.withdrawn_at:
            newer = newer.replaced_by
        return newer is None
