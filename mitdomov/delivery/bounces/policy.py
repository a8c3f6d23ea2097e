"""What follows from a returned letter: what it says and what came before in, one deed out.

Measured on real ones, of what servers call permanent only a third is: so an address is suppressed
at once only for a code that says it does not exist, otherwise after two issues in a row.
"""

from typing import Final, assert_never

from mitdomov.delivery.bounces.causes import Cause
from mitdomov.delivery.bounces.model import Deed
from mitdomov.delivery.bounces.notices import Kind, Notice

_CERTAIN: Final = ("5.1.1", "5.1.2", "5.1.10", "5.4.310")
"""No such mailbox, no such domain (RFC 3463, RFC 7505, Exchange)."""


def is_failure_for_good(notice: Notice) -> bool:
    """Whether it tells against the address itself: two issues in a row are enough."""
    return notice.kind is Kind.FAILED and notice.cause in (
        Cause.NO_MAILBOX,
        Cause.NO_DOMAIN,
        Cause.CLOSED,
        Cause.OTHER,
    )


def is_certain(notice: Notice) -> bool:
    """Whether once is enough: told by a report for machines, about an address that is not."""
    return notice.is_by_rule and notice.kind is Kind.FAILED and notice.status in _CERTAIN


def deed_for(notice: Notice, *, is_forwarded: bool, is_second: bool) -> Deed:
    """`is_forwarded`: the report is about an address that the reader's own forwards to, of which
    there may be others; `is_second`: the issue before, or the next one, failed for good, too."""
    match notice.kind:
        case Kind.COMPLAINT:
            return Deed.SUPPRESSED
        case Kind.DELAYED:
            return Deed.COUNTED
        case Kind.FAILED:
            return _failed(notice, is_forwarded=is_forwarded, is_second=is_second)
        case _:
            assert_never(notice.kind)


def _failed(notice: Notice, *, is_forwarded: bool, is_second: bool) -> Deed:
    if notice.cause in (Cause.POLICY, Cause.LETTER):
        return Deed.TOLD
    counts = is_failure_for_good(notice) and not is_forwarded
    return Deed.SUPPRESSED if counts and (is_certain(notice) or is_second) else Deed.COUNTED
