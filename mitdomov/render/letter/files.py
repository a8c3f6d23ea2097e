"""Names the three artefacts that make a letter: its subject, its HTML and its plain text."""

from typing import Final

EMAIL_SUBJECT: Final = "email.subject.txt"
"""One line with its line end."""
EMAIL_HTML: Final = "email.html"
EMAIL_TEXT: Final = "email.txt"
