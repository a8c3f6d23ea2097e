"""An issue's number and the public address in; the addresses of everything it publishes out."""

from dataclasses import dataclass

from mitdomov.magazine.numbers import slug_of


def pdf_name(number: str) -> str:
    """What a reader's computer calls the downloaded magazine."""
    return f"mit-domov-{slug_of(number)}.pdf"


def epub_name(number: str) -> str:
    """As `pdf_name`, of the book for e-readers."""
    return f"mit-domov-{slug_of(number)}.epub"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Absolute addresses of one issue; they never change, others cite them."""

    public_url: str
    """Without a trailing slash."""
    number: str

    @property
    def issue(self) -> str:
        return f"{self.public_url}/cislo/{slug_of(self.number)}/"

    @property
    def pdf(self) -> str:
        return f"{self.issue}{pdf_name(self.number)}"

    @property
    def epub(self) -> str:
        return f"{self.issue}{epub_name(self.number)}"

    @property
    def editions(self) -> str:
        """Where every published form of the issue is listed, with what was mended."""
        return f"{self.issue}vydani/"

    def site(self, path: str) -> str:
        """A page beside the issues, e.g. `archiv/`."""
        return f"{self.public_url}/{path}"

    def article(self, slug: str) -> str:
        return f"{self.issue}clanky/{slug}/"

    def calendar(self, slug: str) -> str:
        """The event of an article, as calendars take it (RFC 5545)."""
        return f"{self.public_url}/akce/{slug_of(self.number)}/{slug}.ics"

    def picture(self, name: str) -> str:
        return f"{self.issue}pictures/{name}"


def is_article(href: str) -> bool:
    """Whether a link of the article tree names an article of the same issue by its slug."""
    return ":" not in href and not href.startswith("#")
