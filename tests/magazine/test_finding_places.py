"""A finding names the file as it is called in the folder, the line and the field.

The folder's numbers have gaps; its headers have comments and strings over several lines.
"""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from mitdomov.magazine.checks import check
from mitdomov.magazine.findings import FolderError, Place
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_issue
from tests.conftest import SMALL_ISSUE

PUBLICATION, ISSUE = "publication.toml", "issue.toml"
EDITORIAL = "articles/03-uvodni-slovo.md"
FEATURE = "articles/08-prvni-klice.md"
TRANSLATION = "articles/021-dum-u-reky.md"
EVENT = "articles/100-den-otevrenych-dveri.md"
FEATURE_TEXT = '''+++
# title = "Poznámka, ne titulek" """
type = "feature"
section = "tema"
title = "První klíče"
perex = """
Kdo dostal první klíče?
title = "ani tohle není titulek"
"""
authors = [
    "petr-zkusil", # napsal
]

[picture] # u titulku
file = "fasada.png"
alt = "Dům."
credit = "Petr"
licence = "CC0"
+++

První odstavec
na dvou řádcích.

## Mezititulek

{#seznam}
- jedna
  - dvě

> Citát
> na dva řádky.
>
> — Jan

![Klíč.](klic.png "Jana"){licence="CC0"}
Popisek.

::: callout Rada
Poslední slovo.
:::
'''

Files = dict[str, bytes]
PICTURES = ("images/fasada.png", "images/klic.png")
Change = tuple[str, str, str]
"""In which file, what is there, what comes instead."""


def sound_files() -> Files:
    files = read_files(SMALL_ISSUE / "1-2030")
    for old, new in (("01", "03"), ("03", "021"), ("04", "100")):
        path = next(path for path in files if path.startswith(f"articles/{old}-"))
        files[path.replace(old, new, 1)] = files.pop(path)
    del files["articles/02-prvni-klice.md"]
    return files | {FEATURE: FEATURE_TEXT.encode()} | dict.fromkeys(PICTURES, wide_picture())


def wide_picture() -> bytes:
    stream = BytesIO()
    Image.new("L", (1000, 10)).save(stream, "PNG")
    return stream.getvalue()


def folder_with(*changes: Change) -> IssueFolder:
    files = sound_files()
    for path, old, new in changes:
        assert old.encode() in files[path]
        files[path] = files[path].replace(old.encode(), new.encode(), 1)
    return read_issue(files)


FAULTS = [
    ((FEATURE, '"První klíče"', '"TODO"'), "placeholder", 5, "title"),
    ((FEATURE, "Kdo dostal první", "TODO"), "placeholder", 6, "perex"),
    ((FEATURE, 'alt = "Dům."\n', ""), "missing-alt", 14, "picture.alt"),
    ((FEATURE, '"Dům."', '""'), "missing-alt", 16, "picture.alt"),
    ((FEATURE, 'credit = "Petr"\n', "# bez autora\n"), "missing-credit", 14, "picture.credit"),
    ((FEATURE, 'licence = "CC0"\n+', 'licence = ""\n+'), "missing-licence", 18, "picture.licence"),
    ((FEATURE, "první klíče?", "§ 34?"), "undated-legal-statement", 2, "as_of"),
    ((FEATURE, "na dvou řádcích", "na TODO"), "placeholder", 21, ""),
    ((FEATURE, "na dvou", "^[TODO] na"), "placeholder", 21, ""),
    ((FEATURE, "## Mezi", "#### Mezi"), "skipped-heading-level", 24, ""),
    ((FEATURE, "- dvě", "- [dvě](nikam)"), "broken-link", 27, ""),
    ((FEATURE, "dva řádky.", "[dva](http://a.example)"), "unencrypted-address", 30, ""),
    ((FEATURE, "— Jan", "— DOPLNIT"), "placeholder", 30, ""),
    ((FEATURE, "![Klíč.]", "![]"), "missing-alt", 35, ""),
    ((FEATURE, "Popisek", "TODO"), "placeholder", 35, ""),
    ((FEATURE, "Poslední slovo", "Bezdomovec"), "wording-homeless", 38, ""),
    (
        (TRANSLATION, "expires_on = 2035", "# do:\nexpires_on = 2029"),
        "permission-expired",
        28,
        "original.permission.expires_on",
    ),
    (
        (TRANSLATION, ', "pdf"]', "]"),
        "permission-too-narrow",
        26,
        "original.permission.media",
    ),
    ((EVENT, "T16:00", "T08:00"), "event-ends-before-start", 9, "event.ends_at"),
    ((EDITORIAL, "(prvni-klice)", "(prvni-klic)"), "broken-link", 11, ""),
    ((ISSUE, '"Město Zkušebná"', '"TODO"'), "placeholder", 37, "contributors[2].affiliation"),
    (
        (ISSUE, "is_sample = true", 'is_sample = true\n[cover]\npicture = "klic.png"'),
        "missing-alt",
        6,
        "cover.alt",
    ),
    (
        (PUBLICATION, 'project = "Ukázkový projekt"', 'project = "…"'),
        "placeholder",
        33,
        "eu.project",
    ),
    (
        (PUBLICATION, "zavolejte", "TODO"),
        "placeholder",
        24,
        "help_box.signposts[1].text",
    ),
    (
        (PUBLICATION, "confirmed_on = 2030-03-01\n", ""),
        "help-box-not-confirmed",
        13,
        "help_box.confirmed_on",
    ),
]


@pytest.mark.parametrize(("change", "code", "line", "field"), FAULTS)
def test_finding_names_file_line_and_field(
    change: Change, code: str, line: int, field: str
) -> None:
    found = [finding for finding in check(folder_with(change)) if finding.code == code]
    assert [(each.place.file, each.place.line, each.place.field) for each in found] == [
        (change[0], line, field)
    ]


def test_a_sound_folder_has_no_findings() -> None:
    assert check(folder_with()) == ()


def test_a_finding_says_the_line_and_keeps_the_block_to_itself() -> None:
    (found,) = check(folder_with((FEATURE, "- dvě", "- [dvě](nikam)")))
    assert str(found) == (
        f"{FEATURE}, řádek 27: Odkaz vede na článek „nikam“, který v čísle není; opravte jej."
    )
    assert found.place.block == "seznam"


def test_findings_come_in_the_order_of_the_magazine() -> None:
    folder = folder_with(
        (EVENT, "Vstup je volný", "TODO"),
        (TRANSLATION, "Přestavba", "TODO"),
        (FEATURE, "Poslední slovo", "TODO"),
        (FEATURE, "na dvou", "TODO"),
        (FEATURE, '"První klíče"', '"TODO"'),
        (EDITORIAL, "Milé", "TODO"),
        (ISSUE, '"Město Zkušebná"', '"TODO"'),
        (ISSUE, "poslouchá", "TODO"),
        (PUBLICATION, "zavolejte", "TODO"),
    )
    places = [(found.place.file, found.place.line) for found in check(folder)]
    assert places == [
        (PUBLICATION, 24),
        (ISSUE, 30),
        (ISSUE, 37),
        (EDITORIAL, 9),
        (FEATURE, 5),
        (FEATURE, 21),
        (FEATURE, 38),
        (TRANSLATION, 35),
        (EVENT, 15),
    ]


def test_a_figure_whose_picture_is_missing_has_its_line() -> None:
    """Even when the same words stand earlier in the file."""
    change = (FEATURE, "# title", "# ![](klic.png) title")
    files = sound_files()
    files[FEATURE] = files[FEATURE].replace(change[1].encode(), change[2].encode())
    del files["images/klic.png"]
    with pytest.raises(FolderError) as error:
        read_issue(files)
    assert Place(FEATURE, 35, block="b-") in [
        replace(found.place, block=found.place.block[:2]) for found in error.value.findings
    ]


def test_a_folder_made_by_hand_has_files_and_blocks_without_lines() -> None:
    """Such as one that is being edited: the files are those that writing would give it."""
    read = folder_with(
        (PUBLICATION, '"000 000 000"', '"TODO"'),
        (ISSUE, '"První klíče"', '"TODO"'),
        (FEATURE, "- dvě", "- [dvě](nikam)"),
        (FEATURE, '"První klíče"', '"TODO"'),
    )
    made = IssueFolder(read.issue, read.publication, read.pictures)
    assert made == read
    phone, theme, title, link = check(made)
    assert phone.place == Place(PUBLICATION, field="help_box.phone")
    assert theme.place == Place(ISSUE, field="theme")
    assert title.place == Place("articles/02-prvni-klice.md", field="title")
    assert link.place == Place("articles/02-prvni-klice.md", block="seznam")
    assert str(link).startswith("articles/02-prvni-klice.md, blok „seznam“: ")


def test_a_fault_in_the_name_of_a_file_is_in_no_field_of_it() -> None:
    files = sound_files()
    files["articles/09-xxx.md"] = files.pop(FEATURE)
    places = [found.place for found in check(read_issue(files)) if found.code == "placeholder"]
    assert places == [Place("articles/09-xxx.md")]


def test_an_article_that_was_not_read_stands_beside_those_that_were() -> None:
    read = folder_with()
    first, *rest = read.issue.articles
    new = replace(first, slug="novy", title="TODO")
    issue = replace(read.issue, articles=(*rest, first, new))
    assert [found.place for found in check(replace(read, issue=issue))] == [
        Place("articles/05-novy.md", field="title")
    ]
