"""No line of a public page ends before what belongs to it, and only spaces and -li differ."""

import pytest

from mitdomov.web.binding import bound
from tests.web.listings_of_site import EVENT, publish
from tests.web.served import Site


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>kdo v nich žije</p>", "<p>kdo v~nich žije</p>"),
        ("<p>přejít k <a href='/a b'>věci</a></p>", "<p>přejít k~<a href='/a b'>věci</a></p>"),
        ("<p>děti a\n      rodiče</p>", "<p>děti a~rodiče</p>"),
        ("<p>130 00 Praha</p>", "<p>130~00 Praha</p>"),
        ("<ul>\n  <li>a</li>\n  <li>i</li>\n</ul>", "<ul>\n  <li>a</li>\n  <li>i</li>\n</ul>"),
        (
            "<textarea>k nim a\nv tom</textarea> s nimi",
            "<textarea>k nim a\nv tom</textarea> s~nimi",
        ),
        ("<code>a b</code><!-- k nim -->", "<code>a b</code><!-- k nim -->"),
        ("\N{OBJECT REPLACEMENT CHARACTER} a <b>v</b> \ufffc", "\ufffc a~<b>v</b> \ufffc"),
        ("Je-li to <b>třeba</b>", "Je\N{NON-BREAKING HYPHEN}li to <b>třeba</b>"),
        ("je-li.cz a jana@chce-li.cz", "je-li.cz a~jana@chce-li.cz"),
        ("1 &lt; 2 &amp; v &quot;čase&quot;", "1 &lt; 2 &amp; v~&quot;čase&quot;"),
    ],
)
def test_short_words_stay_with_the_next(html: str, expected: str) -> None:
    assert bound(html).replace("\xa0", "~") == expected


def test_what_editors_type_into_a_listing_is_set_like_an_article(site: Site) -> None:
    publish(site, "akce", EVENT | {"perex": "Ptejte se těch, kdo v nich žijí, a to u nás."})
    for path in ("/akce/", "/akce/byt-jako-zacatek/", "/"):
        page = site.anonymous.get(path).get_data(as_text=True)
        assert "kdo v\xa0nich žijí, a\xa0to u\xa0nás." in page, path
