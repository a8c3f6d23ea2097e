"""An issue as its folder holds it: the issue, its publication and the pictures as they came."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mitdomov.magazine.folder.sources import Sources
from mitdomov.magazine.model import Issue, Publication


@dataclass(frozen=True, slots=True)
class IssueFolder:
    issue: Issue
    publication: Publication
    pictures: Mapping[str, bytes]
    """Every file in `images/`, by its name; the bytes are as they came."""
    sources: Sources = field(default=Sources(), compare=False, repr=False)
    """Where all this stood when it was read: no part of what the folder says."""
