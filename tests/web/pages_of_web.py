"""Every page a visitor can meet, by name; each as a tree that must be well-formed HTML."""

import re
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from mitdomov.delivery.dispatches.scheduling import schedule_dispatch
from mitdomov.delivery.model import DeliveryState
from tests.render.pages import page as tree
from tests.web.desk.administration import administration_paths
from tests.web.served import READERS, Site

__all__ = ["paths_of", "tree", "without_tokens", "words_in"]


def paths_of(site: Site) -> dict[str, str]:
    """Fills the site with something to show and tells where to look."""
    finished, going = site.sent(), site.scene.plan()
    site.settle(going, [DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN, DeliveryState.REFUSED])
    scheduled = _scheduled(site)
    _trial_group(site)
    ended = site.token(READERS[2])
    site.client.post(f"/odhlaseni/{ended}")
    return {
        "desk home": "/redakce/",
        "issues": "/redakce/cisla/",
        "choose list": "/redakce/cislo/1-2030/rozeslat",
        "letter preview": "/redakce/cislo/1-2030/dopis",
        "confirm sending": "/redakce/cislo/1-2030/rozeslat/potvrdit?seznam=magazin&znovu=ano",
        "nobody to send to": "/redakce/cislo/1-2030/rozeslat/potvrdit?seznam=novinky",
        "trial": "/redakce/cislo/1-2030/zkouska/1",
        "trial groups": "/redakce/zkusebni-skupiny/",
        "trial group": "/redakce/zkusebni-skupiny/1",
        "delete trial group": "/redakce/zkusebni-skupiny/1/smazat",
        "dispatch scheduled": f"/redakce/rozesilky/{scheduled}",
        "cancel dispatch": f"/redakce/rozesilky/{going}/zruseni",
        "letter as it left": f"/redakce/rozesilky/{finished}/dopis",
        "letters in doubt": f"/redakce/rozesilky/{going}/nejiste/znovu",
        "letters refused": f"/redakce/rozesilky/{going}/odmitnute/znovu",
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
        "sign-up": "/odebirat/",
        "sign-up sent": "/odebirat/dopis/",
        "sign-up put off": "/odebirat/dopis/pozdeji/",
        "sign-up for other sites": "/odebirat/vlozit/",
        "error": "/neni",
        "edition": "/cislo/1-2030/",
        "article": "/cislo/1-2030/clanky/prvni-klice/",
        **administration_paths(site),
    }


def _scheduled(site: Site) -> int:
    with site.store.writing() as session:
        return schedule_dispatch(
            session,
            snapshot_id=site.scene.snapshot_id,
            list="magazin",
            at=site.scene.clock(),
            scheduled_for=datetime(2029, 12, 25, 7, tzinfo=UTC),
        ).id


def _trial_group(site: Site) -> None:
    token = {"csrf_token": site.csrf_token()}
    group = {"nazev": "Redakce", "adresy": "Jana <jana@redakce.example>"}
    site.client.post("/redakce/zkusebni-skupiny/nova", data=token | group)
    trial = {"skupina": "1", "podoba": "vydana", "key": "k"}
    site.client.post("/redakce/cislo/1-2030/zkouska", data=token | trial)


def words_in(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def without_tokens(page: str) -> str:
    """For comparing: each second signs the tokens of a page's forms anew."""
    return re.sub(r'(name="csrf_token"\s+value=)"[^"]+"', r"\1", page)
