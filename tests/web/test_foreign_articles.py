"""An author reaches nothing of an article that is entrusted to somebody else, by any route."""

from typing import Final

from mitdomov.accounts.roles import Role
from tests.web.desk.articles_of_site import pool_article, text
from tests.web.served import Site
from tests.web.test_web_guards import example

_ARTICLE: Final = "<row:article_id>"
_OF_SCRIPTS: Final = ("/ulozit", "/srovnat", "/pritomnost")


def test_every_route_of_an_article_is_closed_to_other_authors(site: Site) -> None:
    """A new route is tried without a word here."""
    site.app.config["WTF_CSRF_ENABLED"] = False
    foreign = pool_article(site, "Cizí text, který nikdo jiný číst nemá.")
    author = site.client_as(Role.AUTHOR, Role.TRANSLATOR)
    before, tried = site.dump(), 0
    for rule in site.app.url_map.iter_rules():
        if _ARTICLE not in rule.rule:
            continue
        path = example(rule.rule.replace(_ARTICLE, str(foreign)))
        body = text("Nově.") if path.endswith(_OF_SCRIPTS) else None
        for method in {"GET", "POST"} & (rule.methods or set()):
            answer = author.open(path, method=method, json=body)
            assert answer.status_code == 403, (method, path)
            assert "Cizí text" not in answer.get_data(as_text=True)
            tried += 1
    assert tried > 25
    assert site.dump() == before
