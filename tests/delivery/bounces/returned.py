"""Letters of the corpus as a server would return them: with a delivery's mark, for a reader."""

from pathlib import Path
from typing import Final

from mitdomov.delivery.bounces.recording import take_in
from mitdomov.delivery.bounces.return_path import return_path
from mitdomov.delivery.bounces.taken import Taken
from mitdomov.delivery.transports.mailbox import MailboxTransport
from tests.dispatching import Scene, made_scene

LETTERS: Final = Path(__file__).parent / "letters"
NAMES: Final = sorted(each.stem for each in LETTERS.glob("*.eml"))
BOUNCES: Final = "vraceni@posta.example"
READERS: Final = [f"ctenar{n}@obec.example" for n in range(4)]
ALICE: Final = READERS[0]
NO_MARK: Final = "vraceni+1-aaaaaaaaaaaaaaaa@posta.example"


def letter(name: str, mark: str = NO_MARK, reader: str = ALICE) -> bytes:
    """With CRLF line ends, as it comes over SMTP."""
    text = (LETTERS / f"{name}.eml").read_text(encoding="utf-8")
    filled = text.replace("{mark}", mark).replace("{reader}", reader)
    return filled.replace("\n", "\r\n").encode()


def sent_scene(directory: Path, **settings: str) -> tuple[Scene, int]:
    """A dispatch that every reader's server has accepted."""
    scene = made_scene(directory, BOUNCE_ADDRESS=BOUNCES, **settings)
    scene.subscribe(READERS)
    dispatch = scene.plan()
    scene.send(dispatch, MailboxTransport(scene.store))
    return scene, dispatch


def mark_of(scene: Scene, dispatch: int, reader: str = ALICE) -> str:
    number = scene.delivery(dispatch, reader).id
    return return_path(scene.settings.secret_key, BOUNCES, number)


def bring_back(scene: Scene, dispatch: int, name: str, reader: str = ALICE) -> Taken:
    data = letter(name, mark_of(scene, dispatch, reader), reader)
    return take_in(scene.store, scene.settings, data, scene.clock())
