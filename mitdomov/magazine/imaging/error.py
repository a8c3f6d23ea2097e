"""What is raised when bytes are no usable picture."""


class PictureError(ValueError):
    """`sentence` says in Czech what is wrong with the picture and what to do."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)
