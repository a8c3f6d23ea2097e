"""A directory of implementers in; what the search is to find of it out."""

from collections.abc import Collection

from mitdomov.bulletin.implementers import directory
from mitdomov.bulletin.implementers.directory import Implementer
from mitdomov.clock import PRAGUE, now
from mitdomov.search.index import Prepared, prepare
from mitdomov.search.kinds import Kind


def prepared(found: Collection[Implementer]) -> Prepared:
    """To be made before the transaction that shows the directory."""
    dated = now().astimezone(PRAGUE).date()
    return prepare(Kind.IMPLEMENTER, directory.GROUP, directory.entries_of(found, dated))
