"""What readers can download: as a file to keep, whole or in part, every version of it."""

from typing import Any

import pytest
from sqlalchemy import select

from mitdomov.accounts.roles import Role
from mitdomov.bulletin.materials.model import MaterialFile
from mitdomov.editorial.integrity import verify
from mitdomov.search.index import Prepared, prepare
from tests.web.listings_of_site import (
    MATERIAL,
    create,
    post,
    published_material,
    upload,
)
from tests.web.served import Site, tiny_pdf

FILE = "/materialy/prvni-rok-v-byte/prirucka-v1.pdf"


def test_a_file_is_served_as_a_download_and_never_shown(site: Site) -> None:
    published_material(site)
    answer = site.anonymous.get(FILE)
    assert answer.data == tiny_pdf()
    assert answer.headers["Content-Disposition"] == "attachment; filename=prirucka-v1.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content_type == "application/pdf"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.cache_control.no_cache
    assert answer.cache_control.public
    assert not answer.cache_control.max_age
    etag = answer.headers["ETag"]
    assert site.anonymous.get(FILE, headers={"If-None-Match": etag}).status_code == 304
    part = site.anonymous.get(FILE, headers={"Range": "bytes=0-4"})
    assert (part.status_code, part.data) == (206, b"%PDF-")
    assert site.anonymous.get(FILE, headers={"Range": "bytes=99999999-"}).status_code == 416
    assert site.anonymous.head(FILE).content_length == len(tiny_pdf())


def test_the_page_says_plainly_what_will_be_downloaded(site: Site) -> None:
    published_material(site)
    size = f"{len(tiny_pdf())} B"
    for path in ("/materialy/", "/materialy/prvni-rok-v-byte/", "/materialy/?druh=metodika"):
        assert f"PDF, {size}, verze 1, 7. 2. 2026, CC BY 4.0" in site.page(path), path
    assert site.anonymous.get("/materialy/?druh=letak").status_code == 200
    assert site.anonymous.get("/materialy/?druh=cokoli").status_code == 404


def test_an_earlier_version_stays_under_its_address(site: Site) -> None:
    address = published_material(site)
    done = upload(site, address, tiny_pdf(), "Příručka.pdf", verze="2", nahrazuje="1")
    assert done.status_code == 303
    assert site.anonymous.get(FILE).status_code == 200
    page = site.page("/materialy/prvni-rok-v-byte/")
    assert (
        page.index("prirucka-v2.pdf") < page.index("Starší verze") < page.index("prirucka-v1.pdf")
    )


def test_a_withdrawn_file_is_gone_and_can_be_returned(site: Site) -> None:
    address = published_material(site)
    etag = site.anonymous.get(FILE).headers["ETag"]
    post(site, f"{address}/soubory/1/stahnout")
    assert site.anonymous.get(FILE).status_code == 410
    assert site.anonymous.get(FILE, headers={"If-None-Match": etag}).status_code == 410
    assert "Soubor tu teď není" in site.page("/materialy/prvni-rok-v-byte/")
    post(site, f"{address}/soubory/1/vratit")
    assert site.anonymous.get(FILE).status_code == 200


def test_a_file_that_comes_while_the_material_is_withdrawn_brings_nothing_back(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = published_material(site)
    found = "/hledani/?q=první+rok+v+bytě"
    assert "/materialy/prvni-rok-v-byte/" in site.page(found)
    client = site.client_as(*Role)

    def withdrawn_meanwhile(*values: Any) -> Prepared:
        prepared = prepare(*values)
        assert post(site, f"{address}/stahnout", client).status_code == 303
        return prepared

    monkeypatch.setattr("mitdomov.web.desk.listings.materials.prepare", withdrawn_meanwhile)
    assert upload(site, address, tiny_pdf(), "Jiná.pdf").status_code == 409
    assert "/materialy/prvni-rok-v-byte/" not in site.page(found)
    assert "jina-v1.pdf" not in site.page(address)


def test_files_of_drafts_and_of_withdrawn_materials_cannot_be_downloaded(site: Site) -> None:
    address = create(site, "materialy", MATERIAL)
    upload(site, address, tiny_pdf(), "Příručka.pdf")
    assert site.anonymous.get(FILE).status_code == 404
    post(site, f"{address}/zverejnit")
    post(site, f"{address}/stahnout")
    assert site.anonymous.get(FILE).status_code == 410
    assert site.anonymous.get("/materialy/prvni-rok-v-byte/..%2f..%2fsecret").status_code == 404


def test_a_lost_file_is_noticed_by_whoever_looks_after_the_data(site: Site) -> None:
    published_material(site)
    with site.store.reading() as session:
        [file] = session.scalars(select(MaterialFile))
    site.store.blobs.path(file.sha256).write_bytes(b"%PDF-")
    assert "soubor ke stažení" in " ".join(str(each.place) for each in verify(site.store))
