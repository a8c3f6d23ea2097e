"""What goes wrong when an output is made; each message is a Czech sentence that says what to do."""


class RenditionError(Exception):
    """An output cannot be made; trying again is no help until what the sentence names is mended."""
