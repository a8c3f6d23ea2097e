"""Every page of the desk says the same about whether readers see an issue as it is now."""

from dataclasses import replace
from typing import Final

from mitdomov.clock import now
from mitdomov.editorial.frames import read_frame
from mitdomov.editorial.importing import issue_named
from mitdomov.editorial.publication_profile import held_profile, save_part
from tests.web.desk.theme import with_theme
from tests.web.served import Site

HOME: Final = "/redakce/"
PUBLISHING: Final = "/redakce/cislo/1-2030/vydani"
SENDING: Final = "/redakce/cislo/1-2030/rozeslat"


def says_changed(site: Site) -> tuple[bool, bool, bool]:
    """What home, the page of publishing and that of sending say."""
    return (
        "Od vydání se změnilo" in site.page(HOME),
        "změnilo" in site.page(PUBLISHING),
        "Číslo se od vydání změnilo" in site.page(SENDING),
    )


def retitle(site: Site, theme: str) -> None:
    with site.store.writing() as session:
        with_theme(session, site.store.blobs, issue_named(session, "1/2030"), theme)


def test_a_change_is_told_and_a_change_taken_back_is_none(site: Site) -> None:
    with site.store.reading() as session:
        theme = read_frame(site.store.blobs, issue_named(session, "1/2030")).theme
    assert says_changed(site) == (False, False, False)
    retitle(site, "Jiné téma")
    assert says_changed(site) == (True, True, True)
    retitle(site, theme)
    assert says_changed(site) == (False, False, False)


def test_another_help_box_is_a_change_of_what_readers_see(site: Site) -> None:
    blobs = site.store.blobs
    with site.store.writing() as session:
        profile = held_profile(session, blobs)
        assert profile
        save_part(
            session,
            blobs,
            lambda held: replace(held, help_box=replace(held.help_box, phone="800 123 456")),
            lambda held: held.help_box,
            base_sha256=profile.sha256,
            at=now(),
        )
    assert says_changed(site) == (True, True, True)
