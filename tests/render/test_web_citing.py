"""What readers copy into a list of references follows ČSN ISO 690:2022."""

from dataclasses import replace
from datetime import date

import pytest

from mitdomov.document.tree import Italic, plain
from mitdomov.magazine.model import Article, Contributor, Correction, Issue, Publication
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.addresses import Addresses
from mitdomov.render.pdf.destinations import Span
from mitdomov.render.pdf.facts import PdfFacts
from mitdomov.render.web.citing import cite_article, cite_issue
from mitdomov.render.web.person_names import inverted
from tests.render.pages import PUBLIC_URL, sample_snapshot

PDF = PdfFacts(pages=34, size_bytes=1, spans={"prvni-klice": Span(6, 8), "fara": Span(9, 9)})
ADDRESSES = Addresses(PUBLIC_URL, "1/2026")


@pytest.fixture
def publication() -> Publication:
    return sample_snapshot().publication


def cited(article: Article, issue: Issue, publication: Publication, pdf: PdfFacts = PDF) -> str:
    return plain(cite_article(article, issue, publication, ADDRESSES, pdf)).replace("\u00a0", " ")


def article_of(issue: Issue, slug: str) -> Article:
    return next(article for article in issue.articles if article.slug == slug)


def test_an_article_names_author_title_serial_pages_and_address(publication: Publication) -> None:
    issue = sample_snapshot().issue
    article = article_of(issue, "prvni-klice")
    [author] = [each for each in issue.contributors if each.slug == article.authors[0]]
    assert cited(article, issue, publication) == (
        f"{inverted(author.name)}. {article.title}. Online. Mít domov. 2026, č. 1, s. 6–8. "
        f"Dostupné z: {PUBLIC_URL}/cislo/1-2026/clanky/prvni-klice/. [cit. RRRR-MM-DD]."
    ).replace("\u00a0", " ")


def test_the_serial_alone_is_in_italics(publication: Publication) -> None:
    issue = sample_snapshot().issue
    parts = cite_article(issue.articles[0], issue, publication, ADDRESSES)
    assert [plain(part.children) for part in parts if isinstance(part, Italic)] == ["Mít domov"]


def test_a_translation_names_foreign_authors_and_translator(publication: Publication) -> None:
    issue = sample_snapshot().issue
    words = cited(article_of(issue, "kde-se-krivka-zlomila"), issue, publication)
    assert words.startswith("LEHTOVAARA, Aino a SUNDQVIST-MOE, Henrik. Kde se křivka zlomila. ")
    assert "Online. Přeložila Hedvika Salačová. Mít domov. 2026" in words


def test_pages_are_left_out_while_nobody_knows_them(publication: Publication) -> None:
    issue = sample_snapshot().issue
    words = cited(article_of(issue, "prvni-klice"), issue, publication, PdfFacts(1, 1))
    assert "2026, č. 1. Dostupné z:" in words


def test_a_correction_and_an_issn_are_told(small_snapshot: Snapshot) -> None:
    mended, other, *_ = small_snapshot.issue.articles
    note = Correction(date(2030, 6, 3), "Opraven počet bytů.", mended.slug)
    issue = replace(small_snapshot.issue, corrections=(note,))
    words = cited(mended, issue, small_snapshot.publication)
    assert "2030, č. 1. Aktualizováno 3. 6. 2030. ISSN 1234-5679. Dostupné z:" in words
    words = cited(other, issue, small_snapshot.publication)
    assert "s. 6–8. ISSN 1234-5679. Dostupné z:" in words


def test_four_authors_are_told_by_the_first(publication: Publication) -> None:
    names = ("Eva Malá", "Jan Novák", "Petr Dub", "Ota Buk")
    people = tuple(Contributor(f"c{number}", name) for number, name in enumerate(names))
    issue = replace(sample_snapshot().issue, contributors=people)
    article = replace(issue.articles[0], authors=tuple(each.slug for each in people))
    assert cited(article, issue, publication).startswith("MALÁ, Eva et al. ")
    three = replace(article, authors=article.authors[:3])
    assert cited(three, issue, publication).startswith("MALÁ, Eva; NOVÁK, Jan a DUB, Petr. ")


def test_a_title_that_asks_keeps_its_mark(publication: Publication) -> None:
    issue = sample_snapshot().issue
    words = cited(article_of(issue, "anketa-podruhe-jinak"), issue, publication)
    assert "Co byste podruhé udělali jinak? Online." in words


def test_an_issue_is_cited_by_its_publisher(publication: Publication) -> None:
    issue = sample_snapshot().issue
    words = plain(cite_issue(issue, publication, ADDRESSES)).replace("\u00a0", " ")
    assert words == (
        "Mít domov: První klíče. Jak začínají malá města. Online. Ukázková redakce Mít domov. "
        f"2026, č. 1. Dostupné z: {PUBLIC_URL}/cislo/1-2026/. [cit. RRRR-MM-DD]."
    )


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("Eva Malá", "MALÁ, Eva"),
        ("Mgr. et Mgr. Eva Malá, Ph.D.", "MALÁ, Eva"),
        ("Ing. Jan Novák, CSc.", "NOVÁK, Jan"),
        ("Jan Amos Komenský", "KOMENSKÝ, Jan Amos"),
        ("Ludwig van der Berg", "VAN DER BERG, Ludwig"),
        ("Redakce", "Redakce"),
        ("Redakce Mít domov", "Redakce Mít domov"),
        ("Magistrát města Brna", "Magistrát města Brna"),
        ("Nadace Via", "Nadace Via"),
        ("Sociální agentura Brno", "Sociální agentura Brno"),
        ("Platforma pro sociální bydlení", "Platforma pro sociální bydlení"),
        ("Romodrom Praha, o. p. s.", "Romodrom Praha, o. p. s."),
        ("Jan Novák MSc.", "NOVÁK, Jan"),
        ("Jan Novák, Ph. D., LL. M.", "NOVÁK, Jan"),
        ("JUDr. Jan Novák LL.M.", "NOVÁK, Jan"),
        ("Eva Malá Th.D.", "MALÁ, Eva"),
        ("Bc. Eva Malá DiS.", "MALÁ, Eva"),
        ("Eva Malá MBA", "MALÁ, Eva"),
        ("Yo-Yo Ma", "MA, Yo-Yo"),
        ("John Brown Jr.", "BROWN, John, Jr."),
        ("Jan Novák, ml.", "NOVÁK, Jan, ml."),
        ("Jan Novák st.", "NOVÁK, Jan, st."),
        ("Ministerstvo práce a sociálních věcí", "Ministerstvo práce a sociálních věcí"),
        ("", ""),
    ],
)
def test_names_are_turned_round(written: str, listed: str) -> None:
    assert inverted(written) == listed
