"""Whose player a page may show, by the address that an editor pasted."""

import pytest

from mitdomov.bulletin.webinars.players import player_of

NAME = "dQw4w9WgXcQ"
SECRET = "0123456789"
HOSTS = ("videa.example", "videa.example:8443")


@pytest.mark.parametrize(
    ("url", "begins"),
    [
        (f"https://www.youtube.com/watch?v={NAME}", ""),
        (f"https://m.youtube.com/watch?app=desktop&v={NAME}&t=1m30s", "&start=90"),
        (f"https://youtu.be/{NAME}?si=abc&t=75", "&start=75"),
        (f"https://www.youtube.com/live/{NAME}?feature=share", ""),
        (f"HTTPS://WWW.YouTube.com/shorts/{NAME}", ""),
        (f"https://www.youtube-nocookie.com/embed/{NAME}?start=5", "&start=5"),
    ],
)
def test_every_address_of_youtube_becomes_the_player_that_asks_least(url: str, begins: str) -> None:
    player = player_of(url, ())
    assert player
    assert player.origin == "https://www.youtube-nocookie.com"
    assert player.address.startswith(f"https://www.youtube-nocookie.com/embed/{NAME}?autoplay=1&")
    assert "cc_load_policy=1" in player.address
    assert player.address.endswith(f"cc_lang_pref=cs{begins}")
    assert player.referrer_policy == "strict-origin"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://vimeo.com/76979871", "76979871?dnt=1&autoplay=1&texttrack=cs"),
        (f"https://vimeo.com/76979871/{SECRET}", f"76979871?h={SECRET}&dnt=1"),
        (f"https://player.vimeo.com/video/76979871?h={SECRET}", f"76979871?h={SECRET}&dnt=1"),
        ("https://vimeo.com/channels/obce/76979871#t=90s", "76979871?dnt=1"),
    ],
)
def test_vimeo_is_asked_not_to_track(url: str, address: str) -> None:
    player = player_of(url, ())
    assert player
    assert player.origin == "https://player.vimeo.com"
    assert player.address.startswith(f"https://player.vimeo.com/video/{address}")
    assert player.address.endswith("#t=90s") is url.endswith("#t=90s")


def test_other_hosts_play_only_where_an_administrator_allows_them() -> None:
    url = "https://videa.example/prehravac/1?od=5"
    assert player_of(url, ()) is None
    player = player_of(url, HOSTS)
    assert player
    assert (player.name, player.address) == ("videa.example", url)
    assert player.referrer_policy == "no-referrer"
    with_port = player_of("https://videa.example:8443/1", HOSTS)
    assert with_port
    assert with_port.origin == "https://videa.example:8443"
    assert player_of("https://videa.example:9000/1", HOSTS) is None
    assert player_of("https://jine.videa.example/1", HOSTS) is None


@pytest.mark.parametrize(
    "path", ["/w/4Ss8BsXAkzMkJKtXhSVzTv", "/videos/watch/4Ss8BsXAkzMkJKtXhSVzTv"]
)
def test_a_page_of_peertube_becomes_its_player_which_asks_no_other_readers(path: str) -> None:
    player = player_of(f"https://videa.example{path}", HOSTS)
    assert player
    assert player.address.startswith("https://videa.example/videos/embed/4Ss8BsXAkzMkJKtXhSVzTv?")
    assert "p2p=0" in player.address


@pytest.mark.parametrize(
    "url",
    [
        "",
        f"http://www.youtube.com/watch?v={NAME}",
        "https://www.youtube.com/@kanal",
        f"https://www.youtube.com/{NAME}",
        "https://www.youtube.com/watch?v=kratke",
        f"https://www.youtube.com.evil.example/watch?v={NAME}",
        f"https://evil.example@www.youtube.com/watch?v={NAME}",
        f"https://www.youtube.com:444/watch?v={NAME}",
        f"https://www.youtube.com/watch?v={NAME}%22%3E",
        "https://vimeo.com/event/76979871",
        "https://vimeo.com/",
        "javascript:alert(1)",
        "https://videa.example;frame-src *.evil.example/",
    ],
)
def test_what_is_no_recording_is_only_linked_to(url: str) -> None:
    assert player_of(url, HOSTS) is None
