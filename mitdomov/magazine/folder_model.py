"""An issue as its folder holds it: the issue, its publication and the pictures as they came."""

from collections.abc import Mapping
from dataclasses import dataclass

from mitdomov.magazine.model import Issue, Publication


@dataclass(frozen=True, slots=True)
class IssueFolder:
    issue: Issue
    publication: Publication
    pictures: Mapping[str, bytes]
    """Every file in `images/`, by its name; the bytes are as they came."""
