"""Whatever is wrong in a folder gets one Czech sentence with its file, line and field."""

import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mitdomov.magazine.findings import Finding, FolderError, Severity
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.reading import read_issue
from tests.conftest import SMALL_ISSUE

EDITORIAL = "articles/01-uvodni-slovo.md"
FEATURE = "articles/02-prvni-klice.md"
TRANSLATION = "articles/03-dum-u-reky.md"
EVENT = "articles/04-den-otevrenych-dveri.md"

TOO_MANY_PIXELS = (
    "Obrázek má víc než 40 megapixelů; zmenšete jej, k tisku na A4 stačí delší strana 3508 bodů."
)

Files = dict[str, bytes]


@pytest.fixture
def files(small_issue_dir: Path) -> Files:
    return read_files(small_issue_dir)


def change(path: str, old: str, new: str) -> Callable[[Files], None]:
    def apply(files: Files) -> None:
        assert old.encode() in files[path]
        files[path] = files[path].replace(old.encode(), new.encode(), 1)

    return apply


def add(path: str, data: bytes = b"") -> Callable[[Files], None]:
    return lambda files: files.update({path: data})


def copy(source: str, target: str) -> Callable[[Files], None]:
    return lambda files: files.update({target: files[source]})


def remove(*paths: str) -> Callable[[Files], None]:
    def apply(files: Files) -> None:
        for path in paths:
            del files[path]

    return apply


def findings_of(files: Files) -> tuple[Finding, ...]:
    with pytest.raises(FolderError) as error:
        read_issue(files)
    return error.value.findings


def fault(
    damage: Callable[[Files], None], code: str, place: str, sentence: str
) -> tuple[Callable[[Files], None], str, str]:
    return damage, code, f"{place}: {sentence}"


FAULTS = [
    fault(
        change("issue.toml", '"První klíče"', '"První klíče'),
        "broken-toml",
        "issue.toml, řádek 2",
        "Zápis TOML tu není správný; zkontrolujte uvozovky, závorky, rovnítka a zda tu není "
        "totéž pole dvakrát.",
    ),
    fault(
        change(FEATURE, 'title = "První klíče"', "title = První klíče"),
        "broken-toml",
        f"{FEATURE}, řádek 4",
        "Zápis TOML tu není správný; zkontrolujte uvozovky, závorky, rovnítka a zda tu není "
        "totéž pole dvakrát.",
    ),
    fault(
        change(EVENT, 'section = "akce"', 'section = "akcee"'),
        "unknown-section",
        f"{EVENT}, řádek 3, pole „section“",
        "Rubriku „akcee“ číslo nemá; mysleli jste „akce“?",
    ),
    fault(
        change(EVENT, 'section = "akce"', 'section = "divadlo"'),
        "unknown-section",
        f"{EVENT}, řádek 3, pole „section“",
        "Rubriku „divadlo“ číslo nemá; založte ji v něm, nebo vyberte jinou.",
    ),
    fault(
        change(TRANSLATION, '"petr-zkusil"', '"neznama"'),
        "unknown-contributor",
        f"{TRANSLATION}, řádek 8, pole „revisers[1]“",
        "„neznama“ není mezi lidmi čísla; přidejte toto jméno mezi ně.",
    ),
    fault(
        change(FEATURE, 'file = "fasada.png"', 'file = "fasady.png"'),
        "missing-picture",
        f"{FEATURE}, řádek 10, pole „picture.file“",
        "Obrázek „fasady.png“ mezi obrázky čísla není; mysleli jste „fasada.png“?",
    ),
    fault(
        change(FEATURE, "](klic.png", "](zamek.jpg"),
        "missing-picture",
        f"{FEATURE}, řádek 42",
        "Obrázek „zamek.jpg“ mezi obrázky čísla není; přidejte jej, nebo jej z textu vyjměte.",
    ),
    fault(
        change("issue.toml", 'portrait = "klic.png"', 'portrait = "jana.png"'),
        "missing-picture",
        "issue.toml, řádek 31, pole „contributors[1].portrait“",
        "Obrázek „jana.png“ mezi obrázky čísla není; přidejte jej, nebo jej z textu vyjměte.",
    ),
    fault(
        add("images/klic.png", b"\x89PNG\r\n\x1a\n"),
        "unreadable-picture",
        "images/klic.png",
        "Není to obrázek PNG, JPEG, WebP ani SVG; vyexportujte jej v jednom z těchto formátů.",
    ),
    fault(
        add("../../etc/passwd"),
        "path-outside",
        "../../etc/passwd",
        "Cesta vede mimo složku čísla; takový soubor nepřijmu.",
    ),
    fault(
        add("images/fasáda domu.png"),
        "bad-picture-name",
        "images/fasáda domu.png",
        "Název obrázku smí mít jen písmena bez diakritiky, číslice, tečky, spojovníky a "
        "podtržítka; přejmenujte jej třeba na „fasada-domu.png“.",
    ),
    fault(
        add("poznamky.docx"),
        "unexpected-file",
        "poznamky.docx",
        "Takový soubor do složky čísla nepatří; přesuňte jej jinam.",
    ),
    fault(
        copy(EDITORIAL, "articles/5-Uvod.md"),
        "bad-article-name",
        "articles/5-Uvod.md",
        "Článek se má jmenovat NN-název.md, např. 03-prvni-klice.md; přejmenujte soubor.",
    ),
    fault(
        copy(EDITORIAL, "articles/002-zdvojene.md"),
        "duplicate-article-number",
        f"{FEATURE}",
        "Číslo 2 už má soubor articles/002-zdvojene.md; jeden z nich přečíslujte.",
    ),
    fault(
        copy(EDITORIAL, "articles/09-uvodni-slovo.md"),
        "duplicate-slug",
        "articles/09-uvodni-slovo.md",
        f"Název „uvodni-slovo“ už má soubor {EDITORIAL}; jeden z nich přejmenujte.",
    ),
    fault(
        remove(EDITORIAL, FEATURE, TRANSLATION, EVENT),
        "empty-issue",
        "articles",
        "Číslo nemá žádný článek; přidejte aspoň jeden.",
    ),
    fault(
        remove("issue.toml"),
        "missing-file",
        "issue.toml",
        "Soubor chybí; bez něj číslo nejde sestavit.",
    ),
    fault(
        add(EDITORIAL, b"Text bez hlavicky\n"),
        "missing-front-matter",
        f"{EDITORIAL}, řádek 1",
        "Článek má začínat hlavičkou mezi dvěma řádky +++; doplňte ji.",
    ),
    fault(
        add(EDITORIAL, "+++\ntype = 'feature'\n# čeština\n+++\n".encode("cp1250")),
        "not-utf8",
        f"{EDITORIAL}, řádek 3",
        "Soubor není v kódování UTF-8; uložte jej znovu a vyberte UTF-8.",
    ),
    fault(
        change("issue.toml", "První klíče", "⟦greeting⟧"),
        "reserved-character",
        "issue.toml, řádek 2, pole „theme“",
        "Znaky ⟦ a ⟧ jsou vyhrazené dopisům; nahraďte je jinými závorkami.",
    ),
    fault(
        change(EDITORIAL, "(prvni-klice)", "(javascript:alert)"),
        "broken-markdown",
        f"{EDITORIAL}, řádek 11",
        "Odkaz „javascript:alert“ není povolen. Použijte adresu https://, http://, mailto:, tel:, "
        "#id bloku nebo jméno článku.",
    ),
    fault(
        change("issue.toml", "theme = ", "teme = "),
        "missing-field",
        "issue.toml, řádek 1, pole „theme“",
        "Povinné pole chybí; doplňte je.",
    ),
    fault(
        change("issue.toml", "season = ", "seasn = "),
        "unknown-field",
        "issue.toml, řádek 4, pole „seasn“",
        "Takové pole neznám; mysleli jste „season“?",
    ),
    fault(
        change(EDITORIAL, "+++\n\nMilé", 'slug = "jiny"\n+++\n\nMilé'),
        "unknown-field",
        f"{EDITORIAL}, řádek 7, pole „slug“",
        "Takové pole neznám; znám tu jen type, section, title, perex, authors, translators, "
        "revisers, picture, original, event, good_practice, as_of.",
    ),
    fault(
        change("issue.toml", "dated = 2030-03-14", 'dated = "14. 3. 2030"'),
        "wrong-type",
        "issue.toml, řádek 3, pole „dated“",
        "Má tu být datum bez uvozovek a bez času, např. 2026-05-14.",
    ),
    fault(
        change("issue.toml", 'theme = "První klíče"', 'theme = " "'),
        "empty-field",
        "issue.toml, řádek 2, pole „theme“",
        "Povinné pole je prázdné; vyplňte je.",
    ),
    fault(
        change("issue.toml", "První klíče", "První\\u0007klíče"),
        "control-character",
        "issue.toml, řádek 2, pole „theme“",
        "Text obsahuje řídicí znak U+0007; smažte jej.",
    ),
    fault(
        change("issue.toml", '"1/2030"', '"2030/1"'),
        "bad-issue-number",
        "issue.toml, řádek 1, pole „number“",
        "Číslo vydání pište ve tvaru N/RRRR, např. 1/2026, ne „2030/1“.",
    ),
    fault(
        change("issue.toml", 'slug = "ze-sveta"', 'slug = "Ze světa"'),
        "bad-slug",
        "issue.toml, řádek 17, pole „sections[3].slug“",
        "„Ze světa“ se nehodí do adresy; použijte nejvýše 80 malých písmen bez diakritiky, "
        "číslic a spojovníků.",
    ),
    fault(
        change("issue.toml", 'slug = "akce"', 'slug = "tema"'),
        "duplicate-slug",
        "issue.toml, řádek 22, pole „sections[4].slug“",
        "Zkratka „tema“ je tu podruhé; zvolte jinou.",
    ),
    fault(
        change("publication.toml", 'slug = "magazin"', 'slug = "novinky"'),
        "duplicate-slug",
        "publication.toml, řádek 50, pole „lists[2].slug“",
        "Zkratka „novinky“ je tu podruhé; zvolte jinou.",
    ),
    fault(
        change("issue.toml", '"brick"', '"pink"'),
        "unknown-choice",
        "issue.toml, řádek 14, pole „sections[2].colour“",
        "„pink“ neznám; vyberte z: night, brick, teal, moss, ochre, plum.",
    ),
    fault(
        change("publication.toml", "1234-5679", "1234-5678"),
        "bad-issn",
        "publication.toml, řádek 8, pole „issn“",
        "ISSN 1234-5678 nemá správnou kontrolní číslici; porovnejte je s přidělovacím dopisem.",
    ),
    fault(
        change("publication.toml", "pomoc@mitdomov.example", "pomoc(at)mitdomov.example"),
        "bad-email",
        "publication.toml, řádek 17, pole „help_box.email“",
        "„pomoc(at)mitdomov.example“ není e-mailová adresa; opravte překlep.",
    ),
    fault(
        change(EVENT, "https://zkusebna.example/den", "www.zkusebna.example"),
        "bad-url",
        f"{EVENT}, řádek 12, pole „event.url“",
        "Adresa „www.zkusebna.example“ není úplná; má začínat https:// nebo http://.",
    ),
    fault(
        change(EVENT, "2030-04-04T09:00:00", "2030-03-31T02:30:00"),
        "missing-hour",
        f"{EVENT}, řádek 8, pole „event.starts_at“",
        "Čas 02.30 toho dne neexistuje, začíná letní čas; opravte hodinu.",
    ),
    fault(
        change(TRANSLATION, "granted_on = 2029-11-05", "granted_on = 2029"),
        "wrong-type",
        f"{TRANSLATION}, řádek 25, pole „original.permission.granted_on“",
        "Má tu být datum bez uvozovek a bez času, např. 2026-05-14.",
    ),
]


@pytest.mark.parametrize(("damage", "code", "message"), FAULTS)
def test_fault_gets_one_sentence_with_its_place(
    files: Files, damage: Callable[[Files], None], code: str, message: str
) -> None:
    damage(files)
    findings = [finding for finding in findings_of(files) if finding.code == code]
    assert [str(finding) for finding in findings] == [message]
    assert findings[0].severity is Severity.BLOCKING


ANY_FAULT = st.one_of(
    st.binary(max_size=8),
    st.text(max_size=8).map(str.encode),
    st.sampled_from(
        [
            b"a = " + b"[" * 5000,
            b"a = " + b"1" * 5000,
            b"\n[original]\n",
            b"\n[[sections]]\n",
            b"2030-02-31",
            b"0001-01-01T00:00:00",
            b"9999-12-31T23:59:59-12:00",
            b"nan",
            b'"""',
            b"+++\n",
            b"::: callout",
            b"{}",
            b"=",
        ]
    ),
)


@given(
    path=st.sampled_from(
        ["issue.toml", "publication.toml", EDITORIAL, FEATURE, TRANSLATION, EVENT]
    ),
    start=st.floats(0, 1),
    cut=st.integers(0, 40),
    fault=ANY_FAULT,
)
@settings(deadline=None, max_examples=300)
def test_damage_of_any_kind_ends_in_findings(
    path: str, start: float, cut: int, fault: bytes
) -> None:
    """Whatever a slip of the editor puts in place of a few bytes: an issue or findings."""
    files = read_files(SMALL_ISSUE / "1-2030")
    place = int(start * len(files[path]))
    files[path] = files[path][:place] + fault + files[path][place + cut :]
    places = ["no fault"]
    try:
        read_issue(files)
    except FolderError as error:
        places = [finding.place.file for finding in error.findings]
    assert places
    assert all(places)


@pytest.mark.parametrize(
    "value", ["0001-01-01T00:00:00", "9999-12-31T23:59:59-12:00", "9999-12-31T09:00:00"]
)
def test_time_beyond_the_calendar_is_refused(files: Files, value: str) -> None:
    change(EVENT, "2030-04-04T09:00:00", value)(files)
    assert [finding.sentence for finding in findings_of(files)] == [
        "Rok má být mezi 1990 a 2100; opravte datum."
    ]


@pytest.mark.parametrize("value", ["[" * 5000, "1" * 5000])
def test_value_without_end_is_broken_toml(files: Files, value: str) -> None:
    change("issue.toml", '"jaro"', value)(files)
    assert [finding.code for finding in findings_of(files)] == ["broken-toml"]


def test_picture_of_more_than_forty_megapixels_is_refused(files: Files) -> None:
    out = BytesIO()
    Image.new("1", (30_000, 3_000)).save(out, "PNG")
    files["images/fasada.png"] = out.getvalue()
    assert [str(finding) for finding in findings_of(files)] == [
        "images/fasada.png: " + TOO_MANY_PIXELS
    ]


def test_all_findings_come_at_once_in_order(files: Files) -> None:
    change("issue.toml", '"1/2030"', '"2030"')(files)
    change("publication.toml", "1234-5679", "1234-5678")(files)
    change(FEATURE, 'type = "feature"', 'type = "esej"')(files)
    change(TRANSLATION, "year = 2028", 'year = "2028"')(files)
    change(TRANSLATION, "granted_by", "granted_from")(files)
    found = [(finding.place.file, finding.place.line) for finding in findings_of(files)]
    assert found == [
        ("publication.toml", 8),
        ("issue.toml", 1),
        (FEATURE, 2),
        (TRANSLATION, 16),
        (TRANSLATION, 23),
        (TRANSLATION, 24),
    ]


def test_windows_line_ends_and_byte_order_mark_change_nothing(files: Files) -> None:
    plain = read_issue(files)
    for path in ("issue.toml", EDITORIAL, FEATURE):
        files[path] = b"\xef\xbb\xbf" + files[path].replace(b"\n", b"\r\n")
    assert read_issue(files) == plain


def test_order_of_files_changes_nothing(files: Files) -> None:
    assert read_issue(dict(reversed(files.items()))) == read_issue(files)


def test_composed_and_decomposed_letters_are_the_same(files: Files) -> None:
    plain = read_issue(files)
    for path in ("issue.toml", EDITORIAL):
        files[path] = unicodedata.normalize("NFD", files[path].decode()).encode()
    assert read_issue(files) == plain


def test_text_over_several_lines_is_one_line(files: Files) -> None:
    change(EDITORIAL, '"Proč první číslo roku začíná u dveří."', '"""\nProč první\n  číslo? """')(
        files
    )
    assert read_issue(files).issue.articles[0].perex == "Proč první číslo?"
