"""`mitdomov search`: what readers would find, and the index made anew."""

import json
from pathlib import Path

import pytest

from mitdomov.database import migrate
from tests.cli.commanding import complaint, database, run_here
from tests.journeys.running import environment_for
from tests.web.served import publish_small_issue


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An instance with the small issue published, whose index no program made whole yet."""
    directory = tmp_path_factory.mktemp("published") / "data"
    publish_small_issue(directory)
    return environment_for(directory)


def test_words_are_found_as_on_the_web(environment: dict[str, str]) -> None:
    done = run_here(environment, "search", "prvni", "klic")
    assert done.returncode == 0, done.stderr
    assert "/cislo/1-2030/clanky/" in done.stdout
    assert "[" in done.stdout, "what was found is marked"
    found = json.loads(run_here(environment, "search", "--json", "prvni", "klic").stdout)
    assert found["total"] == len(found["results"]) > 0


def test_a_mistyped_word_is_met_with_a_nearer_one(environment: dict[str, str]) -> None:
    done = run_here(environment, "search", "starostkka")
    assert done.returncode == 0
    assert done.stdout.startswith("Nic se nenašlo.")


def test_a_question_that_is_too_long_is_wrong_usage(environment: dict[str, str]) -> None:
    assert "200 znaků" in complaint(run_here(environment, "search", "a" * 201), code=2)


def test_the_index_is_made_anew_and_the_doctor_sees_it(environment: dict[str, str]) -> None:
    before = run_here(environment, "doctor").stdout
    assert "hledání: rejstřík je ze starší verze" in before
    done = run_here(environment, "search", "rebuild")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Rejstřík zná ")
    assert "hledání: rejstřík zná " in run_here(environment, "doctor").stdout
    assert "/cislo/1-2030/clanky/" in run_here(environment, "search", "klíče").stdout


def test_a_python_without_full_text_is_told_of_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "has_full_text", lambda: False)
    environment = environment_for(tmp_path / "data")
    assert "FTS5" in complaint(run_here(environment, "search", "rebuild"))
    assert not database(environment).exists()
