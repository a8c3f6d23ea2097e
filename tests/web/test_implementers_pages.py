"""The directory for readers: a list by regions and a map that tells the same."""

import re

from tests.web.listings_of_site import load_table
from tests.web.served import Site


def test_the_directory_lists_by_region_in_czech_order_and_draws_the_map(site: Site) -> None:
    assert "zatím není k dispozici" in site.page("/realizatori/")
    load_table(site)
    page = site.page("/realizatori/")
    assert page.index("Jihomoravský kraj</a>") < page.index("Zlínský kraj</a>")
    assert page.index("<h3>Cesta domů") < page.index("<h3>Chrám klidu")
    assert 'aria-label="Zlínský kraj: 2 realizátoři"' in page
    assert '<g role="img" class="region" aria-label="Plzeňský kraj: 0 realizátorů">' in page
    assert "https://stastna.example" in page
    only = site.page("/realizatori/?kraj=zlinsky&typ=obec")
    assert "Žofie" not in only
    assert "Výběru odpovídají 2 realizátoři" in only
    for query in ("kraj=mars", "typ=%3Cscript%3E"):
        assert site.anonymous.get(f"/realizatori/?{query}").status_code == 404


def test_the_directory_has_one_name_for_readers_and_is_found_by_another(site: Site) -> None:
    load_table(site)
    page = site.page("/realizatori/")
    assert "<title>Kdo pomáhá" in re.sub(r">\s+", ">", page)
    assert '<p class="label">Kdo pomáhá</p>' in page
    found = site.page("/hledani/?q=realizátoři")
    assert "Cesta domů" in found
    assert "Kdo pomáhá" in found.split("<main", 1)[1]
    assert ">Realizátoři" not in found
