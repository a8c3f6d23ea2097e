"""Gives Click's own words in Czech: headings of the help, complaints about usage, questions.

Click asks gettext's default domain, which a program can only feed with a compiled catalogue found
through the user's locale; so its modules are handed a function that looks the words up here.
"""

from types import ModuleType
from typing import Final

from click import Command, Group, core, decorators, exceptions, formatting, parser, termui, types

CZECH: Final = {
    "Aborted!": "Přerušeno.",
    "Options": "Volby",
    "Commands": "Příkazy",
    "Usage:": "Použití:",
    "Show this message and exit.": "Ukáže tuto nápovědu.",
    "Show the version and exit.": "Ukáže verzi programu.",
    "Missing command.": "Chybí příkaz.",
    "Error: {message}": "Chyba: {message}",
    "Try '{command} {option}' for help.": "Nápovědu ukáže {command} {option}.",
    "Invalid value: {message}": "Neplatná hodnota: {message}",
    "Invalid value for {param_hint}: {message}": "Neplatná hodnota {param_hint}: {message}",
    "Missing argument": "Chybí argument",
    "Missing option": "Chybí volba",
    "Missing parameter": "Chybí parametr",
    "No such option {name!r}.": "Volba {name} neexistuje.",
    "No such command {name!r}.": "Příkaz {name} neexistuje.",
    "Could not open file {filename!r}: {message}": "Soubor {filename} nejde otevřít: {message}",
    "Argument {name!r} takes {nargs} values.": "Argument {name} potřebuje hodnoty: {nargs}.",
    "Option {name!r} does not take a value.": "Volba {name} nemá hodnotu.",
    "required": "povinné",
    "default: {default}": "výchozí: {default}",
    "{value!r} is not {choice}.": "„{value}“ není {choice}.",
    "{value!r} is not one of {choices}.": "„{value}“ neznám; vyberte z {choices}.",
    "{value!r} is not a valid {number_type}.": "„{value}“ není číslo.",
    "{value} is not in the range {range}.": "{value} není v rozmezí {range}.",
    "file": "Soubor",
    "directory": "Složka",
    "path": "Cesta",
    "{name} {filename!r} does not exist.": "{name} {filename} neexistuje.",
    "{name} {filename!r} is a file.": "{name} {filename}: toto je soubor, ne složka.",
    "{name} {filename!r} is a directory.": "{name} {filename}: toto je složka, ne soubor.",
    "{name} {filename!r} is not readable.": "{name} {filename} nejde přečíst.",
    "{name} {filename!r} is not writable.": "Do {filename} nejde zapisovat.",
    "Error: invalid input": "Odpovězte y (ano), nebo n (ne).",
    "Option {name!r} requires an argument.": "Volba {name} potřebuje hodnotu.",
    "Got unexpected extra argument ({args})": "Nadbytečný argument: {args}",
    "Got unexpected extra arguments ({args})": "Nadbytečné argumenty: {args}",
    "Did you mean {possibility}?": "Mysleli jste {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Mysleli jste některé z: {possibilities}?",
}


def speak_czech() -> None:
    """Changes Click's modules for the whole process; calling it again changes nothing more."""
    for module in _MODULES:
        vars(module).update({name: ours for name, ours in _WORDS.items() if name in vars(module)})


def name_parts_in_czech(command: Command) -> Command:
    """The words in capitals on the line of usage, for `command` and all below it."""
    command.options_metavar = "[VOLBY]"
    if isinstance(command, Group):
        command.subcommand_metavar = "PŘÍKAZ [ARGUMENTY]…"
        for each in command.commands.values():
            name_parts_in_czech(each)
    return command


def _gettext(message: str) -> str:
    return CZECH.get(message, message)


def _ngettext(one: str, many: str, count: int) -> str:
    return _gettext(one if count == 1 else many)


_WORDS: Final = {"_": _gettext, "ngettext": _ngettext}
_MODULES: Final[tuple[ModuleType, ...]] = (
    core,
    decorators,
    exceptions,
    formatting,
    parser,
    termui,
    types,
)
