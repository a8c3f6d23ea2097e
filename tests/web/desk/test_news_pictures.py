"""Pictures of news: the library says where they are used, keeps them, and readers see them anew."""

import re
from io import BytesIO
from typing import Final

import pytest
from sqlalchemy import select

from mitdomov.editorial.media.model import MediaItem
from tests.hostile_pictures import jpeg, png
from tests.web.newsroom import draft, post, published
from tests.web.served import Site

SHOWN: Final = {"picture": "dum.png", "picture_alt": "Dům", "picture_credit": "kresba"}


@pytest.fixture
def house(site: Site) -> int:
    sent = [(BytesIO(png()), "Dům.png")]
    assert post(site, "/redakce/media/nahrat", picture=sent).status_code == 201
    with site.store.reading() as session:
        return session.scalars(select(MediaItem.id).where(MediaItem.file == "dum.png")).one()


@pytest.mark.parametrize("changes", [SHOWN, {"body": "Odstavec.\n\n![Dům](dum.png)"}])
def test_a_picture_of_news_is_not_deleted(site: Site, house: int, changes: dict[str, str]) -> None:
    number = draft(site, title="Dům stojí", **changes)
    page = site.page(f"/redakce/media/{house}")
    assert f'<a href="/redakce/novinky/{number}">Dům stojí</a>' in page
    assert "novinky</td>" in page
    assert "jen na webu" in page
    assert "zásobník" not in page
    answer = post(site, f"/redakce/media/{house}/smazat")
    assert answer.status_code == 409
    assert "Obrázek nejde smazat" in answer.get_data(as_text=True)
    assert "dum.png" not in site.page("/redakce/media/?filtr=nepouzite")


def test_readers_see_a_replaced_picture_at_once(site: Site, house: int) -> None:
    """Pages are kept for them, and the name of the old bytes leads nowhere any more."""
    published(site, title="Dům stojí", **SHOWN)
    before = picture_on(site, "/novinky/dum-stoji/")
    assert site.anonymous.get(before).status_code == 200
    other = (BytesIO(jpeg()), "Jiný.jpg")
    fields = {"new_credit": "kresba", "new_licence": "CC BY 4.0", "picture": other}
    assert post(site, f"/redakce/media/{house}/nahradit", **fields).status_code == 303
    after = picture_on(site, "/novinky/dum-stoji/")
    assert after != before
    assert site.anonymous.get(after).status_code == 200


def picture_on(site: Site, path: str) -> str:
    found = re.search(
        r'src="(/novinky/pictures/[^"]+)"', site.anonymous.get(path).get_data(as_text=True)
    )
    assert found
    return found[1]
