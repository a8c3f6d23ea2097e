"""What the steps of reading a Word document guessed and lost in; counts and examples out."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Notebook:
    """Counts by topic; `wording` makes sentences of them."""

    lost: Counter[str] = field(default_factory=Counter)
    guessed: Counter[str] = field(default_factory=Counter)
    lost_texts: dict[str, list[str]] = field(default_factory=dict)
    guessed_texts: dict[str, list[str]] = field(default_factory=dict)

    def lose(self, topic: str, text: str = "") -> None:
        self.lost[topic] += 1
        _remember(self.lost_texts, topic, text)

    def guess(self, topic: str, text: str = "") -> None:
        self.guessed[topic] += 1
        _remember(self.guessed_texts, topic, text)


def _remember(texts: dict[str, list[str]], topic: str, text: str) -> None:
    if text:
        texts.setdefault(topic, []).append(text)
