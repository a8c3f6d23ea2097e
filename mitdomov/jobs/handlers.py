"""Which function does which kind of long work."""

from collections.abc import Mapping
from typing import Final

from mitdomov.editorial.work_model import WorkKind
from mitdomov.jobs.long_work import Handler

HANDLERS: Final[Mapping[WorkKind, Handler]] = {}
