"""Events, materials, webinars and a directory on a site, made as editors make them: by forms."""

import re
from io import BytesIO
from typing import Any, Final

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mitdomov.accounts.roles import Role
from tests.web.served import Site, tiny_pdf

EVENT: Final[dict[str, Any]] = {
    "nazev": "Byt jako začátek",
    "perex": "Jeden den o tom, co se osvědčilo.",
    "text": "## Program\n\nPříchod **v devět**.",
    "den": "2030-06-04",
    "cas": "9:00",
    "cas_konec": "16.00",
    "misto": "Radnice, Jihlava",
    "online": "https://prenos.example/",
    "poradatel": "Redakce",
    "pro_koho": "obce",
    "prihlaseni": "https://prihlasky.example/",
}
MATERIAL: Final[dict[str, Any]] = {
    "nazev": "První rok v bytě",
    "druh": "methodology",
    "licence": "CC BY 4.0",
}
WEBINAR: Final[dict[str, Any]] = {
    "nazev": "Garance pro majitele",
    "den": "7. 2. 2026",
    "cas": "10",
    "mluvci": "Jana Horáčková, socioložka",
    "zaznam": "https://zaznamy.example/1",
    "delka": "50",
    "prepis": "## Proč\n\nProtože.\n\n## Jak\n\nTakto.",
}
TABLE: Final = (
    "název;obec;kraj;typ;web;lat;lon\n"
    "Žofie Šťastná;Brno;Jihomoravský kraj;spolek;stastna.example;49,19;16,60\n"
    "Chrám klidu;Zlín;Zlínský kraj;obec;;;\n"
    "Cesta domů;Zlín;Zlínský kraj;obec;;;\n"
)


def post(site: Site, path: str, client: FlaskClient | None = None, **form: Any) -> TestResponse:
    who = client or site.client
    return who.post(path, data={"csrf_token": site.csrf_token(who), **form})


def create(site: Site, path: str, form: dict[str, Any]) -> str:
    """The address of the draft on the desk."""
    answer = post(site, f"/redakce/{path}/nova", **form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.location


def publish(site: Site, path: str, form: dict[str, Any]) -> str:
    address = create(site, path, form)
    assert post(site, f"{address}/zverejnit").status_code == 303
    return address


def upload(site: Site, address: str, data: bytes, name: str = "a.pdf", **form: str) -> TestResponse:
    whole: dict[str, Any] = {"verze": "1", "datum": "7. 2. 2026", "jazyk": "cs", **form}
    return post(site, f"{address}/soubory/", soubor=(BytesIO(data), name), **whole)


def published_material(site: Site) -> str:
    address = create(site, "materialy", MATERIAL)
    assert upload(site, address, tiny_pdf(), "Příručka.pdf").status_code == 303
    assert post(site, f"{address}/zverejnit").status_code == 303
    return address


def load_table(site: Site, table: str | bytes = TABLE, word: str = "merge") -> TestResponse:
    data = table.encode() if isinstance(table, str) else table
    taken = post(site, "/redakce/realizatori/", soubor=(BytesIO(data), "tabulka.csv"))
    assert taken.status_code == 303
    return settle(site, taken.location, word)


def settle(site: Site, address: str, word: str) -> TestResponse:
    """By the form of the preview."""
    found = re.search(r'name="videno" value="([^"]*)"', site.page(address))
    return post(site, address, ukon=word, videno=found[1] if found else "")


def revision_on(site: Site, address: str) -> str:
    found = re.search(r'name="verze" value="(\d+)"', site.page(address))
    assert found
    return found[1]


def save(site: Site, address: str, form: dict[str, Any], *roles: Role) -> TestResponse:
    client = site.client_as(*roles) if roles else None
    return post(site, address, client, **form, verze=revision_on(site, address))


def filled(site: Site) -> list[str]:
    """Something of every kind, shown to readers; the addresses of all of their pages."""
    publish(site, "akce", EVENT)
    published_material(site)
    publish(site, "webinare", WEBINAR)
    load_table(site)
    return [
        *("/akce/", "/akce/byt-jako-zacatek/", "/materialy/", "/materialy/prvni-rok-v-byte/"),
        *("/webinare/", "/webinare/garance-pro-majitele/", "/realizatori/"),
    ]


DESK: Final = (
    *("/redakce/akce/", "/redakce/akce/nova", "/redakce/akce/1", "/redakce/materialy/"),
    *("/redakce/materialy/1", "/redakce/materialy/1/soubory/", "/redakce/webinare/1"),
    *("/redakce/realizatori/", "/redakce/realizatori/zaznam/novy"),
)
