"""Which function does which kind of long work."""

from collections.abc import Mapping
from typing import Final

from mitdomov.editorial.work.model import WorkKind
from mitdomov.jobs.helping import renew_contacts
from mitdomov.jobs.link_checking import check_links
from mitdomov.jobs.long_work import Handler
from mitdomov.jobs.past_reading import read_past
from mitdomov.jobs.preview_pdf import preview_pdf
from mitdomov.jobs.publishing import publish_issue
from mitdomov.jobs.refreshing import refresh_edition

HANDLERS: Final[Mapping[WorkKind, Handler]] = {
    WorkKind.PREVIEW_PDF: preview_pdf,
    WorkKind.CHECK_LINKS: check_links,
    WorkKind.PUBLISH: publish_issue,
    WorkKind.RENEW_HELP: renew_contacts,
    WorkKind.REFRESH: refresh_edition,
    WorkKind.READ_PAST: read_past,
}
