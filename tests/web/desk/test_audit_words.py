"""Every act that the program records has Czech words in the log."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from mitdomov.places import ROOT
from mitdomov.web.desk.people.audit_words import VERBS

_RECORD: Final = ("record", "audit.record", "record_act")
_VERB_AT: Final = 2


def recorded() -> Iterator[tuple[str, str]]:
    """Each verb that is given as a plain text, and where."""
    for path in sorted((ROOT / "mitdomov").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) not in _RECORD:
                continue
            verb = node.args[_VERB_AT] if len(node.args) > _VERB_AT else None
            if isinstance(verb, ast.Constant):
                yield str(verb.value), f"{path}:{node.lineno}"


def test_every_verb_has_words() -> None:
    found = dict(recorded())
    assert len(found) > 30
    assert {verb: where for verb, where in found.items() if verb not in VERBS} == {}


def test_a_verb_says_what_and_then_what_became_of_it() -> None:
    """`picture-added`: in the past, with an adverb at the most behind it."""
    participle = r"[a-z]+(ed|wn|nt|en|ght)"
    form = re.compile(rf"([a-z]+-)*{participle}(-(again|away|back|in|out))?")
    assert [verb for verb in VERBS if not form.fullmatch(verb)] == []
