"""The page and the command that say what is missing for an ISSN, over published issues."""

import json
from dataclasses import replace

from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.editorial.issn_facts import facts
from mitdomov.editorial.publication_profile import held_profile, save_part
from tests.cli.commanding import run_here
from tests.web.desk.filling import Visitor
from tests.web.served import Site, environment


def test_the_page_names_each_rule_and_what_to_do(site: Site) -> None:
    page = Visitor(site.client_as(Role.EDITOR)).see("/redakce/publikace/issn")
    for words in (
        "Připravenost na ISSN",
        "Ukázkový vydavatel, Zkušební 1",
        "Vydejte ještě 1 článek",
        "kontrolní číslice souhlasí",
        "web, JSON-LD",
        "MITDOMOV_PUBLIC_URL",
    ):
        assert words in page, words
    assert "povinný výtisk" not in page
    assert "/redakce/publikace/issn" in Visitor(site.client).see("/redakce/publikace/")


def test_titles_are_read_from_what_readers_have(site: Site) -> None:
    with site.store.reading() as session:
        found = facts(session, site.store.blobs, "https://mitdomov.cz")
    issue = found.issues[0]
    assert dict(issue.titles)["EPUB"] == dict(issue.titles)["web"] == "Mít domov"
    assert issue.articles == 4
    assert "Jana Ukázková" in issue.imprint
    assert issue.issn_is_shown


def test_a_title_changed_since_is_told(site: Site) -> None:
    with site.store.writing() as session:
        profile = held_profile(session, site.store.blobs)
        assert profile
        save_part(
            session,
            site.store.blobs,
            lambda held: replace(held, title="Mít doma"),
            lambda held: held.title,
            base_sha256=profile.sha256,
            at=now(),
        )
    page = Visitor(site.client).see("/redakce/publikace/issn")
    assert "Jinak než „Mít doma“" in page
    assert "Sjednoťte název" in page


def test_another_issn_than_the_issues_show_is_told(site: Site) -> None:
    with site.store.writing() as session:
        profile = held_profile(session, site.store.blobs)
        assert profile
        save_part(
            session,
            site.store.blobs,
            lambda held: replace(held, issn="2049-3630"),
            lambda held: held.issn,
            base_sha256=profile.sha256,
            at=now(),
        )
    assert "ISSN 2049-3630 není v číslech" in Visitor(site.client).see("/redakce/publikace/issn")


def test_the_command_says_the_same(site: Site) -> None:
    done = run_here(environment(site.store.blobs.root.parent), "issn", "--json")
    assert done.returncode == 1
    rules = {rule["name"]: rule["state"] for rule in json.loads(done.stdout)}
    assert rules["Vydavatel a jeho sídlo"] == "met"
    assert rules["Archiv na stálé veřejné adrese"] == "missing"
    assert "CHYBÍ" in run_here(environment(site.store.blobs.root.parent), "issn").stdout
