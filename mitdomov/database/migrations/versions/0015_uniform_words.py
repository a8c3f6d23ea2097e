"""Acts in the log say what was acted on and what became of it; a preview's PDF is no proof."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_VERBS: Final = {
    "add-picture": "picture-added",
    "bring-back-picture": "picture-brought-back",
    "contributor": "contributors-changed",
    "crop-picture": "picture-cropped",
    "delete-picture": "picture-deleted",
    "import-word": "word-imported",
    "issue-frame": "issue-title-changed",
    "issue-sections": "issue-sections-changed",
    "label-picture": "picture-described",
    "order-proof-pdf": "preview-pdf-ordered",
    "reader-list-off": "reader-unsubscribed",
    "reader-list-on": "reader-subscribed",
    "replace-picture": "picture-replaced",
    "take-back-picture": "picture-taken-back",
}


def upgrade() -> None:
    entry = sa.table("audit_entry", sa.column("verb", sa.String))
    for before, after in _VERBS.items():
        op.execute(sa.update(entry).where(entry.c.verb == before).values(verb=after))
    order = sa.table("work_order", sa.column("kind", sa.String))
    op.execute(sa.update(order).where(order.c.kind == "proof-pdf").values(kind="preview-pdf"))
