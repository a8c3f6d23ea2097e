"""The desk's work on events, materials and webinars: drafts, publishing, conflicts, rights."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.bulletin.events.model import EventRecord
from tests.web.desk.filling import form_of, said
from tests.web.listings_of_site import (
    EVENT,
    MATERIAL,
    WEBINAR,
    create,
    load_table,
    post,
    publish,
    published_material,
    revision_on,
    save,
    upload,
)
from tests.web.served import HOSTILE, Site, tiny_pdf

FORMS = {"akce": EVENT, "materialy": MATERIAL, "webinare": WEBINAR}


@pytest.mark.parametrize("path", FORMS)
def test_an_empty_list_teaches_and_a_draft_is_made_by_whoever_writes(site: Site, path: str) -> None:
    assert "Zatím tu žádn" in site.page(f"/redakce/{path}/")
    author = site.client_as(Role.AUTHOR)
    answer = post(site, f"/redakce/{path}/nova", author, **FORMS[path])
    assert answer.status_code == 303
    assert "Zveřejní redaktor nebo vydavatel" in said(author.get(answer.location))
    for act in ("zverejnit", "stahnout", "smazat"):
        assert post(site, f"{answer.location}/{act}", author).status_code == 403
    assert FORMS[path]["nazev"] in site.page(f"/redakce/{path}/")


def test_whoever_only_writes_cannot_change_what_readers_see(site: Site) -> None:
    address = publish(site, "akce", EVENT)
    author = site.client_as(Role.AUTHOR)
    version = revision_on(site, address)
    changed = EVENT | {"nazev": "Jinak", "verze": version}
    assert post(site, address, author, **changed).status_code == 403
    assert "Jinak" not in site.page("/akce/")
    assert 'name="nazev"' not in said(author.get(address))


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"nazev": " "}, "nazev", "Napište název akce."),
        ({"den": "31. 2. 2030"}, "den", "Napište den"),
        ({"den": "31. 12. 9999"}, "den", "Rok má být mezi 1990 a 2100"),
        ({"den": "1. 1. 0001", "cely_den": "1"}, "den", "Rok má být mezi 1990 a 2100"),
        ({"den_konec": "9999-12-31"}, "den_konec", "Rok má být mezi 1990 a 2100"),
        ({"cas": "25:00"}, "cas", "Napište čas jako 9:00."),
        ({"cas": ""}, "cas", "kdy akce začíná"),
        ({"cas_konec": "8:00"}, "cas_konec", "končí dřív, než začíná"),
        ({"den_konec": "2030-06-03"}, "den_konec", "končí dřív, než začíná"),
        ({"online": "javascript:alert(1)"}, "online", "není úplná adresa"),
        ({"prihlaseni": "www.obec.example"}, "prihlaseni", "není úplná adresa"),
        ({"text": "![](dum.jpg)"}, "text", "Obrázky sem nepatří"),
        ({"nazev": "x" * 301}, "nazev", "zkraťte"),
    ],
)
def test_a_bad_field_is_named_and_what_was_typed_stays(
    site: Site, changes: dict[str, Any], field: str, words: str
) -> None:
    answer = post(site, "/redakce/akce/nova", **(EVENT | changes))
    page = said(answer)
    assert answer.status_code == 422
    assert words in page
    assert f'id="{field}-chyba"' in page
    assert "Radnice, Jihlava" in page
    with site.store.reading() as session:
        assert session.scalars(select(EventRecord)).all() == []


@pytest.mark.parametrize(
    ("day", "typed", "utc", "remark"),
    [
        ("29. 3. 2026", "2:30", "01:00", "hodiny se posouvají; zapsali jsme 3.00"),
        ("2026-10-25", "2:30", "00:30", "nastane dvakrát"),
        ("2026-10-25", "3:00", "02:00", ""),
        ("2026-07-01", "9", "07:00", ""),
    ],
)
def test_times_are_pragues_also_when_the_clocks_change(
    site: Site, day: str, typed: str, utc: str, remark: str
) -> None:
    address = create(site, "akce", EVENT | {"den": day, "cas": typed, "cas_konec": ""})
    with site.store.reading() as session:
        [event] = session.scalars(select(EventRecord))
        assert f"{event.starts_at:%H:%M}" == utc
    assert remark in site.page(address)


def test_a_form_that_began_earlier_is_not_saved_over_a_newer_one(site: Site) -> None:
    address = create(site, "akce", EVENT)
    old = revision_on(site, address)
    assert save(site, address, EVENT | {"nazev": "První změna"}).status_code == 303
    answer = post(site, address, **(EVENT | {"nazev": "Druhá změna", "verze": old}))
    assert answer.status_code == 409
    page = said(answer)
    assert "Mezitím to změnil někdo jiný" in page
    assert 'value="Druhá změna"' in page
    assert "První změna" in page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert "První změna" in site.page(address)
    [now] = re.findall(r'name="verze" value="(\d+)"', page)
    again = post(site, address, **(EVENT | {"nazev": "Druhá změna", "verze": now}))
    assert again.status_code == 303
    assert "Druhá změna" in site.page(address)


def test_both_versions_are_shown_where_they_part_and_only_there(site: Site) -> None:
    long = f"{'Dlouhý text. ' * 100}Konec."
    address = create(site, "webinare", WEBINAR | {"text": long})
    old = revision_on(site, address)
    save(site, address, WEBINAR | {"text": long.replace("Konec", "Jiný konec")})
    answer = post(site, address, **(WEBINAR | {"text": f"{long} A dost.", "verze": old}))
    assert answer.status_code == 409
    table = said(answer).partition("<tbody>")[2].partition("</tbody>")[0]
    assert table.count("<tr>") == 1
    assert "… " in table
    assert "Jiný konec" in table
    assert "A dost." in table


def test_only_a_draft_that_nobody_saw_can_be_deleted_and_is_asked_about(site: Site) -> None:
    address = create(site, "akce", EVENT)
    assert "Vzít zpět to nejde" in site.page(f"{address}/smazat")
    assert post(site, f"{address}/smazat").status_code == 303
    assert site.client.get(address).status_code == 404
    shown = publish(site, "akce", EVENT)
    post(site, f"{shown}/stahnout")
    assert site.client.get(f"{shown}/smazat").status_code == 409
    assert post(site, f"{shown}/smazat").status_code == 409


def test_a_webinar_with_a_recording_waits_for_its_transcript(site: Site) -> None:
    without = WEBINAR | {"prepis": ""}
    address = publish(site, "webinare", without)
    page = site.page(address)
    assert "Zveřejnit to zatím nejde. K záznamu patří přepis" in page
    assert site.anonymous.get("/webinare/garance-pro-majitele/").status_code == 404
    assert save(site, address, WEBINAR).status_code == 303
    post(site, f"{address}/zverejnit")
    assert site.anonymous.get("/webinare/garance-pro-majitele/").status_code == 200
    assert save(site, address, without).status_code == 422
    excused = without | {"proc_neni_prepis": "Doplníme do pátku."}
    assert save(site, address, excused).status_code == 303
    assert "Doplníme do pátku." in site.page("/webinare/garance-pro-majitele/")


def test_a_material_waits_for_a_file_and_bad_files_are_refused(site: Site) -> None:
    address = publish(site, "materialy", MATERIAL)
    assert "Nejdřív nahrajte" in site.page(address)
    svg = upload(site, address, b"<svg onload='alert(1)'/>", "obrazek.pdf")
    assert svg.status_code == 422
    assert "nenabídneme" in said(svg)
    assert 'aria-describedby="soubor-chyba soubor-rada"' in said(svg)
    assert upload(site, address, tiny_pdf(), "a.pdf", jazyk="xx").status_code == 422
    assert upload(site, address, tiny_pdf(), "../../etc/passwd").status_code == 303
    assert "passwd-v1.pdf" in site.page(address)


def test_every_act_is_in_the_log(site: Site) -> None:
    address = publish(site, "akce", EVENT)
    post(site, f"{address}/zrusit")
    post(site, f"{address}/obnovit")
    post(site, f"{address}/stahnout")
    with site.store.reading() as session:
        verbs = list(
            session.scalars(select(AuditEntry.verb).where(AuditEntry.subject == "event:1"))
        )
    assert verbs == [
        *("listing-created", "listing-published", "event-cancelled"),
        *("listing-published", "listing-withdrawn"),
    ]
    log = site.page("/redakce/zaznam/")
    assert "zrušení akce" in log
    assert f'href="{address}"' in log


def test_hostile_words_are_words_on_every_page(site: Site) -> None:
    lines = ("nazev", "perex", "misto", "poradatel", "pro_koho", "text")
    publish(site, "akce", EVENT | dict.fromkeys(lines, HOSTILE))
    publish(site, "webinare", WEBINAR | dict.fromkeys((*lines[:2], "mluvci", "prepis"), HOSTILE))
    material = create(site, "materialy", MATERIAL | dict.fromkeys((*lines[:2], "licence"), HOSTILE))
    sent = upload(site, material, tiny_pdf(), "<i>.pdf", popisek=HOSTILE, poznamka=HOSTILE)
    assert sent.status_code == 303, said(sent)
    post(site, f"{material}/zverejnit")
    quoted = HOSTILE.replace('"', '""')
    load_table(
        site, f'název;obec;kraj;typ;popis\n"{quoted}";"{quoted}";Praha;"{quoted}";"{quoted}"\n'
    )
    seen = 0
    for path in (
        *("/", "/akce/", "/materialy/", "/webinare/", "/realizatori/", "/redakce/realizatori/"),
        *("/redakce/akce/1", "/redakce/webinare/1", "/redakce/materialy/1"),
        *(f"/{part}/script-alert-1-script/" for part in ("akce", "materialy", "webinare")),
    ):
        page = site.page(path)
        assert "<script>alert" not in page, path
        seen += "alert(1)" in page
    assert seen > 10


@pytest.mark.parametrize("path", ["akce", "webinare"])
def test_another_button_takes_away_nothing_that_was_typed(site: Site, path: str) -> None:
    """As a browser without scripts sends it: the button is a part of the page's one form."""
    act = "zverejnit"
    address = create(site, path, FORMS[path])
    page = site.page(address)
    assert f'form="formular" formaction="{address}/{act}"' in page
    form = form_of(page, "formular")
    kept = site.client.post(f"{address}/{act}", data=form)
    assert kept.status_code == 303, "nothing was typed"
    site.client.post(f"{address}/stahnout", data=form_of(site.page(address), "formular"))
    form = form_of(site.page(address), "formular") | {
        "text": ["Dlouhý text, který ještě není uložený."]
    }
    shown = site.client.post(f"{address}/{act}", data=form)
    page = said(shown)
    assert shown.status_code == 200
    assert "Dlouhý text, který ještě není uložený.</textarea>" in page
    assert "ještě se neuložilo" in page
    assert site.client.post(address, data=form_of(page, "formular")).status_code == 303
    assert "Dlouhý text" in site.page(address)


def test_typed_beside_another_button_meets_what_somebody_saved(site: Site) -> None:
    address = publish(site, "akce", EVENT)
    form = form_of(site.page(address), "formular") | {"text": ["Moje podrobnosti."]}
    save(site, address, EVENT | {"text": "Jejich podrobnosti."})
    form |= {"poznamka": ["Nemoc"]}
    page = said(site.client.post(f"{address}/zrusit", data=form))
    late = site.client.post(address, data=form_of(page, "formular"))
    assert late.status_code == 409
    assert "Jejich podrobnosti." in said(late)


@pytest.mark.parametrize("path", FORMS)
def test_each_label_names_a_field_of_its_own(site: Site, path: str) -> None:
    page = site.page(create(site, path, FORMS[path]))
    ids = re.findall(r'<(\w+)[^>]*? id="([^"]+)"', page)
    assert len({name for _, name in ids}) == len(ids)
    fields = {name for tag, name in ids if tag in ("input", "select", "textarea")}
    assert {*re.findall(r'<label for="([^"]+)"', page)} <= fields


def test_enter_saves_what_met_another_text_and_withdraws_no_file(site: Site) -> None:
    """A browser presses the first button of a form; those of files stand before it."""
    address = published_material(site)
    form = form_of(site.page(address), "formular") | {"perex": ["Můj perex."]}
    save(site, address, MATERIAL | {"perex": "Jejich perex."})
    late = site.client.post(address, data=form)
    assert late.status_code == 409
    page = said(late)
    first = re.search(r'<button[^>]*? form="formular"[^>]*>([^<]*)', page)
    assert first
    assert first[1] == "Uložit"
