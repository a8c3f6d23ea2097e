"""An issue in; what typesetting its text costs, against the one rule that everybody knows, out."""

import re
from collections.abc import Iterable
from typing import Final

from mitdomov.bench.measuring import interleaved
from mitdomov.bench.report import Report, figure, this_machine
from mitdomov.bench.sample import bodies, paragraphs, word_count
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.typography.czech import typeset
from mitdomov.typography.document import typeset_document

_PREPOSITION: Final = re.compile(r"\b([ksvzouiaKSVZOUIA]) (?=\S)")


def measure(folder: IssueFolder, rounds: int) -> Report:
    texts, trees = paragraphs(folder.issue), bodies(folder.issue)
    words = word_count(texts)
    works = (
        lambda: [typeset(text) for text in texts],
        lambda: [typeset_document(tree) for tree in trees],
        lambda: _bind_prepositions(texts),
    )
    machine = this_machine()
    interleaved(works, 1)
    measured = interleaved(works, rounds)
    strings, documents, reference = (
        [each.cpu_seconds * 1e6 / words for each in column]
        for column in zip(*measured, strict=True)
    )
    unit = "ms CPU na 1 000 slov"
    return Report(
        bench="typography",
        subject="česká sazba všech textů článků",
        reference="jeden průchod regulárním výrazem, který váže jednopísmenné předložky",
        rounds=rounds,
        machine=machine,
        figures=(
            figure("odstavce jako prostý text", unit, strings, reference),
            figure("články jako strom se značkami", unit, documents, reference),
        ),
        facts={"words": words, "paragraphs": len(texts)},
    )


def _bind_prepositions(texts: Iterable[str]) -> list[str]:
    return [_PREPOSITION.sub("\\1\u00a0", text) for text in texts]
