"""The statement of personal data (GDPR art. 13): publication and rules of retention in, a page out.

The periods are those that the scheduler applies, so the statement cannot fall behind the program.
"""

from flask import render_template

from mitdomov.delivery.personal_data.retention_rules import READERS
from mitdomov.magazine.model import Publication
from mitdomov.web.instance import settings, store
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept
from mitdomov.web.publication import shown_lists


@kept
def privacy() -> str:
    with store().reading() as session:
        framed = frame(session)
        return render_template(
            "public/statements/privacy.html",
            **framed,
            lists=shown_lists(session),
            rules=READERS,
            is_sample=settings().is_demo or _is_invented(framed["publication"]),
        )


def _is_invented(publication: Publication | None) -> bool:
    """Nobody real has an address in a domain that is reserved for examples (RFC 2606)."""
    return publication is not None and publication.contact_email.endswith(".example")
