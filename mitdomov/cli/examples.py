"""A command in; the same command with lines to be typed as they are at the end of its help."""

from collections.abc import Mapping
from typing import Final

from click import Command, Group

_BENCH: Final = "bench {} --json"
EXAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "up": ("up --demo", "up --host 127.0.0.1 --port 8080"),
    "issue check": ("issue check issues/1-2026", "issue check 1/2026"),
    "issue export": ("issue export 1/2026 zaloha/1-2026",),
    "issue import": ("issue import issues/1-2026",),
    "issue list": ("issue list",),
    "past hide": ("past hide 2/2023",),
    "past import": (
        'past import 2-2023.pdf --number 2/2023 --dated 2023-10-01 --theme "Bydlení seniorů"',
    ),
    "past import-all": ("past import-all starsi-cisla",),
    "past list": ("past list",),
    "past replace": ('past replace 2/2023 2-2023.pdf --note "Opravený graf na straně 4."',),
    "past show": ("past show 2/2023",),
    "issn": ("issn",),
    "news import": ("news import novinky",),
    "render": ("render issues/1-2026 --out out", "render 1/2026 --out out --only pdf,epub"),
    "subscribers erase": ('subscribers erase jana@obec.example --reason "dopis ze 4. 5. 2026"',),
    "subscribers export": ("subscribers export --list magazin > magazin.csv",),
    "subscribers export-person": ("subscribers export-person jana@obec.example --out udaje.json",),
    "subscribers import": (
        'subscribers import ctenari.csv --list magazin --consent-source "přihlášky 2025" --dry-run',
    ),
    "subscribers lift": ('subscribers lift jana@obec.example --reason "opravená schránka"',),
    "subscribers list": ("subscribers list",),
    "subscribers show": ("subscribers show jana@obec.example",),
    "subscribers suppress": ("subscribers suppress jana@obec.example --reason request",),
    "send": ("send 1/2026 --list magazin --wait",),
    "dispatch cancel": ("dispatch cancel 12",),
    "dispatch list": ("dispatch list",),
    "dispatch pause": ("dispatch pause 12",),
    "dispatch resume": ("dispatch resume 12",),
    "dispatch retry": ("dispatch retry 12 jana@obec.example", "dispatch retry 12 --all"),
    "dispatch settle": ("dispatch settle 12 --resend --all",),
    "dispatch show": ("dispatch show 12 --names refused",),
    "bounces list": ("bounces list --dispatch 12",),
    "bounces read": ("bounces read vraceny.eml", 'bounces read --recipient "$1" -'),
    "bounces take-back": ("bounces take-back 3",),
    "account first": ("account first",),
    "account forget-second-factor": ("account forget-second-factor jana@obec.example",),
    "account invite": (
        'account invite jana@obec.example --name "Jana Nováková" --role editor',
        "account invite jana@obec.example",
    ),
    "account list": ("account list",),
    "account revoke": ("account revoke jana@obec.example",),
    "account sign-out": ("account sign-out jana@obec.example",),
    "search find": ("search dostupné bydlení",),
    "search rebuild": ("search rebuild",),
    "blobs unused": ("blobs unused", "blobs unused --older-than 90 --remove"),
    "typography": ("typography < clanek.txt > vysazeny.txt",),
    "doctor": ("doctor", "doctor --json"),
    **{
        f"bench {name}": (_BENCH.format(name),)
        for name in ("compose", "preview", "read", "render", "search", "send", "typography")
    },
}
"""By the words of the command, lines without the program's name."""


def with_examples(command: Command, path: str) -> Command:
    """For `command` and all below it."""
    if isinstance(command, Group):
        for name, each in command.commands.items():
            with_examples(each, f"{path} {name}")
    elif path in EXAMPLES:
        lines = "\n".join(f"  mitdomov {line}" for line in EXAMPLES[path])
        command.epilog = f"\b\nNapř.:\n{lines}"
    return command
