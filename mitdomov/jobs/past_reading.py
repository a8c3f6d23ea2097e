"""A PDF that came for a past issue in; what can be read of it, and the past issue itself, out."""

from collections.abc import Mapping
from typing import Any, Final

from mitdomov.clock import now
from mitdomov.editorial.past.taking import Settled, read_upload, take
from mitdomov.editorial.past.uploads import UPLOAD
from mitdomov.editorial.work.model import WorkOrder
from mitdomov.jobs.long_work import Shop, Tell

EXAMINING: Final = "Kontroluji soubor"
READING: Final = "Čtu stranu {} z\N{NO-BREAK SPACE}{}"
TAKING: Final = "Zařazuji do archivu"


def read_past(shop: Shop, order: WorkOrder, tell: Tell) -> Mapping[str, Any]:
    """A broken PDF is no failed work: the upload itself says what is the matter with it."""

    def tell_pages(page: int, pages: int) -> None:
        tell(READING.format(page, pages) if pages else EXAMINING, page / pages if pages else 0.0)

    upload_id = int(order.details[UPLOAD])
    read = read_upload(shop.store, upload_id, tell_pages, now())
    if isinstance(read, Settled):
        return {}
    tell(TAKING, 1.0)
    take(shop.store, upload_id, read, now())
    return {UPLOAD: upload_id}
