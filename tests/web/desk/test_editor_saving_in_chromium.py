"""No text is lost in a window: without network, without a session, against another window."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Route, expect

from mitdomov.accounts.roles import Role
from mitdomov.document.tree import plain
from mitdomov.editorial.articles import history, version_numbered
from mitdomov.magazine.folder.article_files import read_article
from tests.web.desk.articles_of_site import now_in, words_of
from tests.web.desk.editor_in_chromium import Desk, desk
from tests.web.in_chromium import put_axe_into, sign_in, violations
from tests.web.served import Site


@pytest.fixture
def opened(browser: Browser, module_site: Site, url: str) -> Iterator[Desk]:
    with desk(browser, module_site, url, "Obec koupila tři byty.", "Lidé se stěhují.") as found:
        yield found
        assert found.complaints == []


def all_texts(opened: Desk) -> list[str]:
    """The words of every version in the history."""
    with opened.site.store.reading() as session:
        found = []
        for each in history(session, opened.article):
            version = version_numbered(session, opened.article, each.number)
            assert version is not None
            found.append(" ".join(words_of(read_article(version.source, "byty"))))
        return found


def last_words(opened: Desk) -> str:
    """Those of the last paragraph that the server keeps."""
    return words_of(now_in(opened.site, opened.article))[-1]


def local_copies(opened: Desk) -> int:
    count: int = opened.page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('mitdomov:clanek:')).length"
    )
    return count


def await_no_local_copies(opened: Desk) -> None:
    opened.page.wait_for_function(
        "!Object.keys(localStorage).some(key => key.startsWith('mitdomov:clanek:'))"
    )


def test_a_change_is_saved_within_two_seconds(opened: Desk) -> None:
    """By the clock of the browser, which here goes on only when it is told to."""
    opened.page.clock.install()
    opened.page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    opened.write("!")
    opened.page.clock.run_for(2_000)
    opened.await_kept(lambda: last_words(opened).endswith("stěhují.!"))
    expect(opened.state).to_contain_text("Uloženo v")
    await_no_local_copies(opened)


def test_the_title_and_perex_are_saved_too(opened: Desk) -> None:
    opened.page.get_by_label("Titulek", exact=True).fill("Nové byty")
    opened.page.get_by_label("Perex").fill("Krátce.")

    def kept() -> tuple[str, str]:
        article = now_in(opened.site, opened.article)
        return article.title, article.perex

    opened.await_kept(lambda: kept() == ("Nové byty", "Krátce."))


def test_opening_an_article_changes_nothing(opened: Desk) -> None:
    opened.text.click()
    opened.press("Control+End", "ArrowLeft")
    opened.page.wait_for_timeout(1500)
    assert len(all_texts(opened)) == 1


def test_without_network_the_text_is_kept_here_and_saved_later(opened: Desk) -> None:
    opened.page.context.set_offline(True)
    opened.write(" Psáno ve vlaku.")
    alarm = opened.page.locator("[data-alarm]")
    expect(alarm).to_have_text("Neuloženo – bez připojení, kopie je v tomto prohlížeči.")
    assert local_copies(opened) == 1
    opened.write(" A ještě.")
    opened.page.context.set_offline(False)
    opened.await_saved()
    expect(alarm).to_have_text("")
    assert words_of(now_in(opened.site, opened.article))[-1].endswith("Psáno ve vlaku. A ještě.")
    await_no_local_copies(opened)


def test_a_text_left_in_the_browser_is_offered_again(opened: Desk) -> None:
    """The window was closed while there was no network."""
    opened.page.context.set_offline(True)
    opened.write(" Zapomenutá věta.")
    expect(opened.page.locator("[data-alarm]")).to_contain_text("bez připojení")
    address = opened.page.url
    opened.page.on("dialog", lambda dialog: dialog.accept())
    opened.page.goto("about:blank")
    opened.page.context.set_offline(False)
    opened.page.goto(address)
    expect(opened.page.get_by_text("je novější neuložený text")).to_be_visible()
    opened.page.get_by_role("button", name="Obnovit").click()
    opened.await_saved()
    assert words_of(now_in(opened.site, opened.article))[-1].endswith("Zapomenutá věta.")
    opened.page.reload()
    expect(opened.page.locator("#obnova")).to_be_hidden()


def test_a_session_that_ends_while_writing_costs_nothing(opened: Desk, url: str) -> None:
    opened.write(" Před koncem.")
    opened.await_saved()
    opened.page.context.clear_cookies()
    opened.write(" Po konci.")
    alarm = opened.page.locator("[data-alarm]")
    expect(alarm).to_have_text("Neuloženo – nejste přihlášeni, kopie je v tomto prohlížeči.")
    expect(opened.page.get_by_role("link", name="Přihlásit se v nové kartě")).to_be_visible()
    assert local_copies(opened) == 1
    sign_in(opened.page, opened.site, url, Role.EDITOR)
    opened.page.evaluate("window.dispatchEvent(new Event('focus'))")
    opened.await_saved()
    assert words_of(now_in(opened.site, opened.article))[-1].endswith("Před koncem. Po konci.")


def test_a_busy_server_is_asked_again(opened: Desk) -> None:
    opened.page.route("**/ulozit", lambda route: route.fulfill(status=503, body="plno"))
    opened.write(" Čeká.")
    expect(opened.page.locator("[data-alarm]")).to_contain_text("Neuloženo")
    opened.page.unroute("**/ulozit")
    opened.await_saved()
    assert words_of(now_in(opened.site, opened.article))[-1].endswith("Čeká.")


@pytest.mark.parametrize("status", [403, 422])
def test_what_was_refused_is_not_sent_again_until_it_is_changed(opened: Desk, status: int) -> None:
    sent = []

    def refuse(route: Route) -> None:
        sent.append(route.request.post_data)
        route.fulfill(status=status, json={})

    opened.page.route("**/ulozit", refuse)
    opened.write("!")
    expect(opened.state).to_have_attribute("data-state", "refused")
    before = len(sent)
    opened.page.wait_for_timeout(3500)
    assert len(sent) == before
    assert local_copies(opened) == 1
    opened.page.unroute("**/ulozit")
    opened.write("?")
    opened.await_saved()
    assert words_of(now_in(opened.site, opened.article))[-1].endswith("!?")


def test_texts_left_by_two_windows_are_both_offered(opened: Desk) -> None:
    """One after the other, and the second meets the first as it would another person's."""
    address = opened.page.url
    second = opened.page.context.new_page()
    second.goto(address)
    expect(second.locator("#psani")).to_have_attribute("data-ready", "yes")
    opened.page.context.set_offline(True)
    for page, words in ((opened.page, " Z prvního okna."), (second, " Z druhého okna.")):
        page.get_by_role("textbox", name="Text článku").click()
        page.keyboard.press("Control+End")
        page.keyboard.type(words)
        expect(page.locator("[data-alarm]")).to_contain_text("bez připojení")
        page.wait_for_timeout(400)
    assert local_copies(opened) == 2
    second.close(run_before_unload=False)
    opened.page.on("dialog", lambda dialog: dialog.accept())
    opened.page.goto("about:blank")
    opened.page.context.set_offline(False)
    opened.page.goto(address)
    opened.page.get_by_role("button", name="Obnovit").click()
    opened.await_saved()
    first = words_of(now_in(opened.site, opened.article))[-1]
    opened.page.reload()
    opened.page.get_by_role("button", name="Obnovit").click()
    conflict = opened.page.locator("#stret")
    expect(conflict).to_contain_text("Z prvního okna.")
    expect(conflict).to_contain_text("Z druhého okna.")
    texts = {f"Lidé se stěhují. Z {which} okna." for which in ("prvního", "druhého")}
    assert first in texts
    assert {first, opened.text.inner_text().splitlines()[-1].replace("\xa0", " ")} == texts


def test_an_answer_that_never_came_is_no_conflict(opened: Desk) -> None:
    """The server saved, the window did not hear of it and was written on."""
    lost = []

    def lose(route: object) -> None:
        lost.append(route.fetch())  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    opened.page.route("**/ulozit", lose)
    opened.write(" První.")
    expect(opened.page.locator("[data-alarm]")).to_contain_text("Neuloženo")
    opened.page.unroute("**/ulozit")
    opened.write(" Druhá.")
    opened.await_saved()
    assert lost
    assert words_of(now_in(opened.site, opened.article))[-1].endswith("První. Druhá.")
    expect(opened.page.locator("#stret")).to_be_hidden()


@pytest.fixture
def two(browser: Browser, module_site: Site, url: str, opened: Desk) -> Iterator[tuple[Desk, Desk]]:
    """Jana's and Petr's window on one article."""
    with desk(browser, module_site, url, article=opened.article, role=Role.PUBLISHER) as other:
        yield opened, other
        assert other.complaints == []


def write_first(petr: Desk) -> None:
    petr.text.click()
    petr.press("Control+Home")
    petr.page.keyboard.type("Petr: ")


def clash(two: tuple[Desk, Desk]) -> None:
    """Both write into one paragraph before either hears of the other; the second to save meets
    the conflict."""
    jana, petr = two
    jana.page.route("**/pritomnost", lambda route: route.abort())
    write_first(petr)
    petr.write(" Petr také.")
    petr.await_saved()
    jana.write(" Jana!")
    expect(jana.page.get_by_role("heading", name="Článek mezitím změnil")).to_be_focused()


def test_two_people_see_each_other(two: tuple[Desk, Desk]) -> None:
    jana, petr = two
    expect(petr.page.locator("#pritomni")).to_contain_text("otevřený také Osoba redaktor")
    petr.write(" Petr byl zde.")
    petr.await_saved()
    jana.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(jana.page.locator("#pritomni")).to_contain_text("Osoba vydavatel (před chvílí psal/a)")
    expect(jana.text).to_contain_text("Petr byl zde.")
    expect(jana.page.locator("#hlaseni")).to_contain_text("Načetlo se nové znění")


def test_different_paragraphs_need_no_decision(two: tuple[Desk, Desk]) -> None:
    jana, petr = two
    jana.page.route("**/pritomnost", lambda route: route.abort())
    write_first(petr)
    petr.await_saved()
    jana.write(" Jana!")
    said = jana.page.locator("#hlaseni")
    expect(said).to_contain_text("Osoba vydavatel mezitím psal(a) v jiné části textu")
    jana.await_saved()
    expect(jana.page.locator("#stret")).to_be_hidden()
    assert words_of(now_in(jana.site, jana.article)) == [
        "Petr: Obec koupila tři byty.",
        "Lidé se stěhují. Jana!",
    ]
    jana.page.keyboard.type(" Dál.")
    jana.await_kept(lambda: last_words(jana) == "Lidé se stěhují. Jana! Dál.")


def test_a_text_left_in_the_browser_is_put_together_with_what_another_wrote_since(
    two: tuple[Desk, Desk],
) -> None:
    """In another paragraph: what it began from is kept with it."""
    jana, petr = two
    jana.page.context.set_offline(True)
    jana.write(" Zapomenutá věta.")
    expect(jana.page.locator("[data-alarm]")).to_contain_text("bez připojení")
    address = jana.page.url
    jana.page.on("dialog", lambda dialog: dialog.accept())
    jana.page.goto("about:blank")
    write_first(petr)
    petr.await_saved()
    jana.page.context.set_offline(False)
    jana.page.goto(address)
    jana.page.get_by_role("button", name="Obnovit").click()
    expect(jana.page.locator("#hlaseni")).to_contain_text("Obě znění se spojila")
    assert words_of(now_in(jana.site, jana.article)) == [
        "Petr: Obec koupila tři byty.",
        "Lidé se stěhují. Zapomenutá věta.",
    ]


def test_whoever_writes_on_while_texts_are_put_together_loses_no_letter(
    two: tuple[Desk, Desk],
) -> None:
    """The caret stays where it was, too."""
    jana, petr = two
    jana.page.route("**/pritomnost", lambda route: route.abort())
    petr.write(" Petr!")
    petr.await_saved()
    jana.text.click()
    jana.press("Control+Home")
    jana.page.keyboard.type("Jana píše dlouho a nepřestává, dokud nemá celou větu. ", delay=130)
    expect(jana.page.locator("#hlaseni")).to_contain_text("Obě znění se spojila")
    jana.page.keyboard.type("Pak dál. ")
    whole = [
        "Jana píše dlouho a nepřestává, dokud nemá celou větu. Pak dál. Obec koupila tři byty.",
        "Lidé se stěhují. Petr!",
    ]
    jana.await_kept(lambda: words_of(now_in(jana.site, jana.article)) == whole)


def test_parts_of_both_texts_are_put_together(two: tuple[Desk, Desk]) -> None:
    """What only one of them changed is chosen by itself."""
    jana, _ = two
    clash(two)
    jana.page.get_by_role("button", name="Uložit vybrané části").click()
    expect(jana.page.locator("#stret")).to_be_hidden()
    jana.await_saved()
    expect(jana.text).to_contain_text("Petr: Obec")
    assert words_of(now_in(jana.site, jana.article)) == [
        "Petr: Obec koupila tři byty.",
        "Lidé se stěhují. Jana!",
    ]
    jana.write(" Dál.")
    jana.await_kept(lambda: last_words(jana).endswith("Jana! Dál."))


@pytest.mark.parametrize(
    ("button", "kept"),
    [("Uložit moje znění celé", "Jana!"), ("Ponechat jejich znění", "Petr:")],
)
def test_the_text_that_was_not_chosen_stays_in_the_history(
    two: tuple[Desk, Desk], button: str, kept: str
) -> None:
    jana, _ = two
    clash(two)
    jana.page.get_by_role("button", name=button).click()
    jana.await_saved()
    now = " ".join(words_of(now_in(jana.site, jana.article)))
    assert kept in now
    assert ("Jana!" in now) != ("Petr:" in now)
    texts = all_texts(jana)
    assert any("Jana!" in each for each in texts)
    assert any("Petr:" in each for each in texts)


def test_a_conflict_is_accessible(two: tuple[Desk, Desk]) -> None:
    jana, _ = two
    clash(two)
    jana.page.evaluate("document.querySelector('#stret').scrollIntoView()")
    comparison = jana.page.locator("#stret")
    expect(comparison.get_by_role("radio", name="Jejich").first).to_be_checked()
    assert jana.text.get_attribute("contenteditable") == "false"
    put_axe_into_with_policy(jana)


def put_axe_into_with_policy(jana: Desk) -> None:
    """axe is no part of the page: its own styles may be refused, the page's are not."""
    put_axe_into(jana.page)
    assert violations(jana.page) == []
    jana.complaints.clear()


def test_without_scripts_the_text_is_a_form(
    browser: Browser, module_site: Site, url: str, opened: Desk
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, module_site, url, Role.EDITOR)
    page.goto(opened.page.url)
    page.get_by_label("Text článku").fill("Psáno **bez skriptů**.")
    page.get_by_role("button", name="Uložit článek").click()
    expect(page.get_by_text("Článek je uložený.")).to_be_visible()
    (block,) = now_in(module_site, opened.article).body.blocks
    assert plain(block.content) == "Psáno bez skriptů."  # type: ignore[union-attr]
    context.close()
