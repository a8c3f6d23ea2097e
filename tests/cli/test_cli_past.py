"""Past issues from the terminal: one, a folder of many, and whatever is wrong with them."""

import json
from pathlib import Path

import pytest

from mitdomov.editorial.past.table import TableError, day_in, file_in, rows_of
from tests.cli.commanding import complaint, run_here
from tests.editorial import past_pdfs
from tests.journeys.running import run

WORDS = ("--number", "2/2023", "--dated", "2023-10-01", "--theme", "Prevence ztráty bydlení")


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "mit-domov-2-2023.pdf"
    path.write_bytes(past_pdfs.magazine())
    return path


def listed(environment: dict[str, str]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(
        run_here(environment, "past", "list", "--json").stdout
    )
    return found


def test_an_issue_is_taken_in_hidden_and_shown(
    environment: dict[str, str], pdf: Path, tmp_path: Path
) -> None:
    done = run(environment, "past", "import", str(pdf), *WORDS)
    assert done.returncode == 0, done.stderr
    assert "Načteno číslo 2/2023" in done.stdout.replace("\xa0", " ")
    assert listed(environment)[0]["state"] == "published"
    assert run_here(environment, "past", "hide", "2-2023").returncode == 0
    assert listed(environment)[0]["state"] == "hidden"
    assert run_here(environment, "past", "show", "2/2023").returncode == 0
    assert listed(environment)[0]["state"] == "published"
    assert "Prevence ztráty bydlení" in run_here(environment, "past", "list").stdout
    other = tmp_path / "sken.pdf"
    other.write_bytes(past_pdfs.scan())
    again = run_here(environment, "past", "import", str(other), *WORDS)
    assert "už mezi staršími je" in complaint(again)


def test_the_same_file_once_more_changes_nothing(environment: dict[str, str], pdf: Path) -> None:
    run_here(environment, "past", "import", str(pdf), *WORDS)
    again = run_here(environment, "past", "import", str(pdf), *WORDS, "--number", "9/2023")
    assert again.returncode == 0
    assert "Přesně tento soubor už je číslo 2/2023" in again.stdout
    assert len(listed(environment)) == 1


def test_a_pdf_is_replaced_with_a_note(
    environment: dict[str, str], pdf: Path, tmp_path: Path
) -> None:
    run_here(environment, "past", "import", str(pdf), *WORDS, "--hidden")
    other = tmp_path / "jine.pdf"
    other.write_bytes(past_pdfs.magazine(past_pdfs.ARTICLES[:1]))
    replace = ("past", "replace", "2/2023", str(other), "--note")
    assert "--note" in complaint(run_here(environment, *replace, " "))
    assert run_here(environment, *replace, "Opraven graf.").returncode == 0
    assert "stejný soubor" in run_here(environment, *replace, "Opraven graf.").stdout
    assert listed(environment)[0]["pages"] == 1
    assert "tu není" in complaint(run_here(environment, "past", "show", "9/2023"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("--number", "2023"), "--number"),
        (("--dated", "říjen"), "--dated"),
        (("--theme", " "), "--theme"),
    ],
)
def test_what_is_wrong_is_said(
    wrong: tuple[str, ...], words: str, environment: dict[str, str], pdf: Path
) -> None:
    done = run_here(environment, "past", "import", str(pdf), *WORDS, *wrong)
    assert words in complaint(done)
    assert listed(environment) == []


def test_a_hostile_file_is_refused_in_one_sentence(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "zlo.pdf"
    path.write_bytes(past_pdfs.with_program())
    assert "skript nebo příkaz" in complaint(
        run_here(environment, "past", "import", str(path), *WORDS)
    )
    assert listed(environment) == []


def test_a_folder_of_many_is_taken_in_row_by_row(
    environment: dict[str, str], pdf: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "starsi"
    folder.mkdir()
    (folder / "mit-domov-1-2022.pdf").write_bytes(past_pdfs.scan())
    (folder / "druhe.pdf").write_bytes(pdf.read_bytes())
    (tmp_path / "venku.pdf").write_bytes(pdf.read_bytes())
    (folder / "cisla.csv").write_bytes(
        "soubor;cislo;datum;tema\n"
        "mit-domov-1-2022.pdf;;1. 3. 2022;Začátky\n"
        "druhe.pdf;2/2022;2022-10-01;Příští téma\n"
        "../venku.pdf;3/2022;2022-11-01;Cizí\n".encode("cp1250")
    )
    done = run_here(environment, "past", "import-all", str(folder))
    assert "řádek 4" in complaint(done)
    assert "Načteno: 2 čísla z 3." in done.stdout.replace("\xa0", " ")
    assert {(each["number"], each["theme"]) for each in listed(environment)} == {
        ("1/2022", "Začátky"),
        ("2/2022", "Příští téma"),
    }


def test_a_folder_without_a_table_is_told_what_to_do(
    environment: dict[str, str], tmp_path: Path
) -> None:
    assert "cisla.csv" in complaint(run_here(environment, "past", "import-all", str(tmp_path)))


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../a.pdf", "/etc/passwd", "a/b.pdf", "..\\a.pdf", "a\0.pdf", "x" * 999]
)
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    (tmp_path / "in").mkdir()
    assert file_in(tmp_path / "in", name) is None


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "a.pdf").write_bytes(b"")
    (tmp_path / "in" / "a.pdf").symlink_to(tmp_path / "a.pdf")
    assert file_in(tmp_path / "in", "a.pdf") is None
    assert file_in(tmp_path, "a.pdf") is not None


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(TableError, match="datum, tema"):
        rows_of(b"soubor;cislo\na.pdf;1/2022\n")
    with pytest.raises(TableError, match="soubor"):
        rows_of(b"")


def test_days_are_read_as_people_write_them() -> None:
    assert day_in("1. 3. 2022") == day_in("2022-03-01") == day_in(" 1.3.2022 ")
    assert day_in("31. 2. 2022") is None
