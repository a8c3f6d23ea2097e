"""The statement on accessibility (Act 99/2019 Sb., § 8): publication and what is shown in, a page
out, after the model statement of Implementing Decision (EU) 2018/1523.
"""

from flask import render_template

from mitdomov.editorial.seen_since import first_seen
from mitdomov.magazine.model import Publication
from mitdomov.web.instance import settings, store
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept
from mitdomov.web.public.statements.barriers import barriers


@kept
def accessibility() -> str:
    """Drawn up when the first issue was shown; what it says of the site is true at any moment."""
    with store().reading() as session:
        framed = frame(session)
        return render_template(
            "public/statements/accessibility.html",
            **framed,
            site=settings().public_url,
            barriers=barriers(session),
            drawn_up_on=min(first_seen(session).values(), default=None),
            is_sample=settings().is_demo or _is_invented(framed["publication"]),
        )


def _is_invented(publication: Publication | None) -> bool:
    """Nobody real has an address in a domain that is reserved for examples (RFC 2606)."""
    return publication is not None and publication.contact_email.endswith(".example")
