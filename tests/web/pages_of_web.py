"""Every page a visitor can meet, by name; each as a tree that must be well-formed HTML."""

from xml.etree.ElementTree import Element

from mitdomov.delivery.model import DeliveryState
from tests.render.pages import page as tree
from tests.web.served import READERS, Site

__all__ = ["paths_of", "tree", "words_in"]


def paths_of(site: Site) -> dict[str, str]:
    """Fills the site with something to show and tells where to look."""
    finished, going = site.sent(), site.scene.plan()
    site.settle(going, [DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN])
    ended = site.token(READERS[2])
    site.client.post(f"/odhlaseni/{ended}")
    return {
        "desk home": "/redakce/",
        "choose list": "/redakce/cislo/1-2030/rozeslat",
        "letter preview": "/redakce/cislo/1-2030/dopis",
        "dispatches": "/redakce/rozesilky/",
        "dispatch going": f"/redakce/rozesilky/{going}",
        "dispatch finished": f"/redakce/rozesilky/{finished}",
        "deliveries": f"/redakce/rozesilky/{finished}/zasilky",
        "deliveries of a state": f"/redakce/rozesilky/{finished}/zasilky?stav=accepted",
        "no deliveries": f"/redakce/rozesilky/{finished}/zasilky?stav=refused",
        "mailbox": "/redakce/schranka/",
        "nothing found": "/redakce/schranka/?hledat=nikdo",
        "kept letter": "/redakce/schranka/1",
        "public home": "/",
        "unsubscribe": f"/odhlaseni/{site.token()}",
        "unsubscribed": f"/odhlaseni/{ended}",
        "preferences": f"/odber/{site.token()}",
        "preferences saved": f"/odber/{site.token()}?ulozeno=1",
        "error": "/neni",
        "edition": "/cislo/1-2030/",
        "article": "/cislo/1-2030/clanky/prvni-klice/",
    }


def words_in(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
