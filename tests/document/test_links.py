"""Only http(s), mailto, tel and internal addresses pass."""

import pytest

from mitdomov.document.links import is_allowed, is_picture, is_recording


@pytest.mark.parametrize(
    "href",
    [
        "https://www.a.example/cesta?x=1&y=2#z",
        "HTTP://A.EXAMPLE:8080/",
        "https://žluťoučký.example/kůň",
        "http://[::1]/",
        "mailto:jana@a.example?subject=Ahoj",
        "tel:+420123456789",
        "#tabulka-1",
        "01-uvodni-slovo",
    ],
)
def test_an_address_is_allowed(href: str) -> None:
    assert is_allowed(href)


@pytest.mark.parametrize(
    "href",
    [
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "\u200bhttps://a.example",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "\\\\evil.example",
        "/clanky/1",
        "../clanek",
        "?a=1",
        "https:",
        "https://",
        "https:///cesta",
        "https:a.example",
        "https://a.example@evil.example",
        "https://a.example:port/",
        "https://a b.example",
        "https://a.example/<x>",
        'https://a.example/"onclick=',
        "https://a.example/⟦greeting⟧",
        "mailto:",
        "mailto:jana",
        "tel:",
        "tel:zavolejte",
        "#",
        "#1",
        "Clanek",
        "x" * 81,
    ],
)
def test_an_address_is_refused(href: str) -> None:
    assert not is_allowed(href)


def test_a_recording_is_embedded_over_https_only() -> None:
    assert is_recording("https://video.example/1")
    assert not is_recording("http://video.example/1")
    assert not is_recording("mailto:jana@a.example")


@pytest.mark.parametrize("name", ["fasada.png", "01_Dum-2.JPEG", "mapa.v2.svg"])
def test_a_picture_is_a_bare_file_name(name: str) -> None:
    assert is_picture(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".png",
        "../a.png",
        "a/b.png",
        "a\\b.png",
        "a b.png",
        "dům.png",
        "a.exe",
        "a.png\n",
        "c:a.png",
    ],
)
def test_any_other_name_is_no_picture(name: str) -> None:
    assert not is_picture(name)
