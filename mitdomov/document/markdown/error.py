"""What the Markdown reader says about a text that it cannot read."""


class MarkdownError(Exception):
    """The line in the file (from 1) and a Czech sentence that says what to do."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"Řádek {line}: {sentence}")
        self.line = line
        self.sentence = sentence
