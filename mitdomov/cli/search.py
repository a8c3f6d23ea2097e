"""`mitdomov search`: words in, what readers would find out; and the index made anew."""

from collections.abc import Sequence

import click
from markupsafe import Markup

from mitdomov.cli.instance import open_instance
from mitdomov.cli.output import fail, print_json, refusing
from mitdomov.czech_words import counted, short_date
from mitdomov.search.finding import Found, Result, find
from mitdomov.search.question import LONGEST
from mitdomov.search.rebuilding import BusyIndexError
from mitdomov.search.rebuilding import rebuild as rebuild_index
from mitdomov.search.suggesting import suggest

_WORDS = "find"


class _WordsOrVerb(click.Group):
    """What is no verb is what to look for; behind `--`, or in quotes with another word, verbs are
    words as well."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = [_WORDS, *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_WordsOrVerb,
    short_help="Hledá v tom, co čtenáři mohou otevřít.",
    subcommand_metavar="SLOVA… | rebuild",
)
def search() -> None:
    """Najde totéž co hledání na webu, např. mitdomov search dostupné bydlení.

    Příkaz „mitdomov search rebuild“ sestaví rejstřík hledání znovu.
    """


@search.command(_WORDS, hidden=True)
@click.argument("words", nargs=-1, required=True, metavar="SLOVA…")
@click.option("--json", "as_json", is_flag=True, help="Vypsat jako JSON.")
def find_words(words: Sequence[str], as_json: bool) -> None:  # noqa: FBT001
    """Najde totéž co hledání na webu; vypíše prvních dvacet míst."""
    query = " ".join(words)
    if len(query) > LONGEST:
        fail(f"Dotaz má nejvýš {LONGEST} znaků.")
    instance = open_instance()
    with instance.store.reading() as session:
        found = find(session, query)
        near = "" if found.total else suggest(session, query)
    if as_json:
        print_json({"total": found.total, "results": [_plain(each) for each in found.results]})
        return
    _print(found, near)


@search.command(short_help="Sestaví rejstřík hledání znovu.")
def rebuild() -> None:
    """Sestaví rejstřík znovu ze všeho, co čtenáři mohou otevřít; zatím se hledá v tom dosavadním.

    Bývá potřeba jen po obnově ze zálohy. Po nové verzi programu to mitdomov up udělá sám.
    """
    from mitdomov.jobs.indexing import everything

    instance = open_instance()
    with refusing(BusyIndexError):
        places = rebuild_index(instance.store, everything)
    click.echo(f"Rejstřík zná {counted(places, 'místo', 'místa', 'míst')}.")


def _print(found: Found, near: str) -> None:
    if not found.total:
        click.echo(f"Nic se nenašlo.{f' Nemysleli jste: {near}?' if near else ''}")
        return
    click.echo(f"Nalezeno: {counted(found.total, 'místo', 'místa', 'míst')}")
    for each in found.results:
        click.echo(f"\n{_words(each.title)}\n  {each.url}  {short_date(each.dated)}")
        for extract in each.extracts:
            click.echo(f"  {_words(extract)}")


def _words(marked: Markup) -> str:
    """What was found stands in brackets, since a terminal has no highlighting of its own."""
    shown = marked.replace(Markup("<mark>"), "[").replace(Markup("</mark>"), "]")
    return Markup(shown).unescape()  # noqa: S704 - unescaped for a terminal, which reads no HTML


def _plain(result: Result) -> dict[str, object]:
    return {
        "url": result.url,
        "kind": result.kind.value,
        "title": result.title.striptags(),
        "issue": result.issue,
        "dated": result.dated.isoformat(),
        "authors": list(result.authors),
        "extracts": [each.striptags() for each in result.extracts],
    }
