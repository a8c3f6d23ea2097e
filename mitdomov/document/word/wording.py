"""A notebook in; the sentences of the report out."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from mitdomov.czech_words import counted
from mitdomov.document.tree import Document, Figure, Heading, ItemList, Paragraph, Quote, Table
from mitdomov.document.walk import footnotes, links
from mitdomov.document.word.notebook import Notebook
from mitdomov.document.word.rows import MAX_COLUMNS

_EXCERPT_CHARS: Final = 90
_EXAMPLES: Final = 4
_LANGUAGES: Final = {
    "en": "angličtina",
    "de": "němčina",
    "sk": "slovenština",
    "fr": "francouzština",
    "pl": "polština",
    "es": "španělština",
    "it": "italština",
    "uk": "ukrajinština",
    "ru": "ruština",
    "cs": "čeština",
    "sv": "švédština",
    "pt": "portugalština",
    "nl": "nizozemština",
    "hu": "maďarština",
    "da": "dánština",
    "fi": "finština",
    "nb": "norština",
    "ro": "rumunština",
    "hr": "chorvatština",
    "sl": "slovinština",
    "el": "řečtina",
    "la": "latina",
}
_Wording = Callable[[int, list[str]], str]


def _texts(texts: Iterable[str]) -> str:
    """`„první“, „druhý“ a další 3`."""
    every = list(dict.fromkeys(texts))
    shown = ", ".join(f"„{_short(each)}“" for each in every[:_EXAMPLES])
    more = len(every) - _EXAMPLES
    return f"{shown} a další ({more})" if more > 0 else shown


def _short(text: str) -> str:
    """Without its full stop, since the sentence of the report has its own."""
    return text.rstrip(".") if len(text) <= _EXCERPT_CHARS else f"{text[:_EXCERPT_CHARS].rstrip()}…"


def _described(texts: list[str]) -> str:
    return f" i s popisem {_texts(texts)}" if texts else ""


def _named(texts: list[str]) -> str:
    return f": {_texts(texts)}" if texts else ""


_LOST: Final[Mapping[str, _Wording]] = {
    "link": lambda _n, t: f"Odkazy na nepovolené adresy; zůstala jen jejich slova: {_texts(t)}.",
    "anchor": lambda n, _t: f"Odkazy na jiná místa téhož dokumentu ({n}); zůstala jejich slova.",
    "equation": lambda n, t: (
        f"Rovnice ({n}) jsou jen řádek znaků; složitější vložte jako obrázek: {_texts(t)}."
    ),
    "drawn-equation": lambda n, _t: (
        f"Rovnice ze starého editoru rovnic ({n}); vložte je jako obrázek."
    ),
    "word-art": lambda _n, t: f"Ozdobné nápisy WordArt: {_texts(t)}.",
    "placeholder": lambda _n, t: f"Nevyplněná pole šablony: {_texts(t)}.",
    "heading-number": lambda n, t: (
        f"Automatická čísla nadpisů ({n}): {_texts(t)}; zkontrolujte, zda na ně text neodkazuje."
    ),
    "hidden": lambda _n, t: f"Skrytý text: {_texts(t)}.",
    "strike": lambda _n, _t: "Přeškrtnutí; slova v textu zůstala, zkontrolujte, zda tam mají být.",
    "highlight": lambda _n, _t: (
        "Zvýraznění barvou; bývá to vzkaz redakci, podívejte se do předlohy."
    ),
    "chart": lambda n, t: (
        f"Grafy ({n}); uložte je ve Wordu jako obrázky a vložte je znovu{_described(t)}."
    ),
    "diagram": lambda n, t: (
        f"Obrazce SmartArt ({n}); uložte je jako obrázky a vložte je znovu{_described(t)}."
    ),
    "diagram-words": lambda _n, t: f"Slova v obrazcích SmartArt: {', '.join(t):.2000}.",
    "shape": lambda n, t: f"Čáry a tvary ({n}){_described(t)}.",
    "object": lambda n, _t: f"Vložené objekty ({n}), např. tabulky Excelu; vložte je jako text.",
    "remote-picture": lambda n, _t: (
        f"Obrázky odkazované z internetu ({n}); nestahujeme je, vložte je přímo do dokumentu."
    ),
    "missing-picture": lambda n, _t: f"Obrázky, které v souboru chybí ({n}).",
    "picture-link": lambda _n, t: f"Odkazy, které vedly z obrázků: {_texts(t)}.",
    "picture-format": lambda _n, t: (
        f"Obrázky ve formátu, který magazín neumí: {_texts(t)}. Uložte je jako PNG nebo JPEG."
    ),
    "wide-table": lambda _n, t: f"Sloupce tabulky nad {MAX_COLUMNS}.: {_texts(t)}.",
    "nested-table": lambda n, _t: f"Tabulky uvnitř tabulek ({n}); zůstal z nich jen text.",
    "symbol": lambda n, _t: f"Znaky ze symbolových písem ({n}); zkontrolujte text.",
    "deep-list": lambda _n, _t: "Příliš hluboko vnořené seznamy jsou mělčí.",
    "margins": lambda _n, t: f"Záhlaví a zápatí stránek: {_texts(t)}.",
    "external": lambda _n, t: (
        f"Soubory, na které dokument odkazuje; nic se nestahovalo: {_texts(t)}."
    ),
    "head-note": lambda _n, t: f"Poznámky pod čarou v titulku a perexu: {_texts(t)}.",
    "note-picture": lambda n, _t: f"Obrázky v poznámkách ({n}).",
}
_LOOKS: Final = {
    "colour": "barvy písma",
    "underline": "podtržení (magazín podtrhává jen odkazy)",
    "capitals": "kapitálky a psaní velkými písmeny (písmena jsou tak, jak je autor napsal)",
    "tab": "tabulátory (jsou z nich mezery)",
    "contents": "obsah dokumentu (magazín má vlastní)",
}
_GUESSED: Final[Mapping[str, _Wording]] = {
    "title": lambda _n, t: f"Titulek není označený stylem; za titulek máme {_texts(t)}.",
    "title-fallback": lambda _n, t: f"Titulek jsme nenašli; článek se zatím jmenuje {_texts(t)}.",
    "perex": lambda _n, t: f"Za perex máme {_texts(t)}.",
    "byline": lambda _n, t: (
        f"Za podpis máme {_texts(t)}; jména autorů bez titulů jsou v údajích článku."
    ),
    "heading": lambda _n, t: f"Tučné řádky jsme vzali za mezititulky: {_texts(t)}.",
    "list": lambda n, t: f"Z ručně psaných odrážek a čísel jsou seznamy ({n}): {_texts(t)}.",
    "list-marks": lambda _n, t: (
        f"Seznamy se značkami jako {_texts(t)} mají prosté číslice; zkontrolujte, zda na ně text "
        "neodkazuje."
    ),
    "lone-bullet": lambda _n, t: (
        f"Odrážka, která stojí sama, zůstala odstavcem; zkontrolujte ji: {_texts(t)}."
    ),
    "table-header": lambda _n, t: f"První řádek tabulky jsme vzali za její záhlaví: {_texts(t)}.",
    "merged-cells": lambda n, _t: f"Sloučené buňky tabulek ({n}) jsou rozdělené; zkontrolujte je.",
    "cell-paragraphs": lambda n, _t: (
        f"Odstavce v buňkách tabulek ({n}) stojí za sebou v jednom řádku; zkontrolujte je."
    ),
    "box": lambda n, _t: f"Z textových polí ({n}) jsou rámečky za odstavcem, ke kterému patřila.",
    "box-table": lambda n, _t: f"Z tabulek o jedné buňce ({n}) jsou rámečky.",
    "moved-picture": lambda _n, _t: "Obrázky z tabulek, seznamů a nadpisů stojí až za nimi.",
    "credit": lambda _n, t: f"Autora snímku jsme převzali z popisku: {_texts(t)}.",
    "no-alt": lambda _n, t: (
        f"Obrázky bez popisu; napište v článku, co na nich je, jinak nevyjdou: {_texts(t)}."
    ),
    "cropped": lambda n, t: (
        f"Obrázky ve Wordu oříznuté ({n}) jsou tu celé; ořez možná něco skrýval{_named(t)}."
    ),
    "turned": lambda n, t: (
        f"Obrázky ve Wordu otočené nebo převrácené ({n}) jsou tu v původní poloze{_named(t)}."
    ),
    "alt-by-machine": lambda _n, t: (
        f"Popis obrázku napsal stroj, přepište jej: {_texts(t) or 'prázdný'}."
    ),
    "line-break": lambda n, _t: (
        f"Ruční zalomení řádků (v {counted(n, 'odstavci', 'odstavcích', 'odstavcích')}) "
        "jsou mezery, dvě za sebou konec odstavce."
    ),
    "language": lambda _n, t: f"Text není česky; podle Wordu je to {', '.join(t)}.",
}


def lost(notebook: Notebook) -> tuple[str, ...]:
    """The mere looks last, in one sentence."""
    said = [
        wording(notebook.lost[topic], notebook.lost_texts.get(topic, []))
        for topic, wording in _LOST.items()
        if notebook.lost[topic]
    ]
    looks = [words for topic, words in _LOOKS.items() if notebook.lost[topic]]
    return (*said, f"Jen vzhled: {', '.join(looks)}.") if looks else tuple(said)


def guessed(notebook: Notebook) -> tuple[str, ...]:
    said = [
        wording(notebook.guessed[topic], notebook.guessed_texts.get(topic, []))
        for topic, wording in _GUESSED.items()
        if notebook.guessed[topic]
    ]
    foreign = [
        f"Jako cizí jazyk ({language_name(topic.removeprefix('language-'))}) je označeno: "
        f"{_texts(texts)}."
        for topic, texts in notebook.guessed_texts.items()
        if topic.startswith("language-")
    ]
    return (*said, *foreign)


def kept(document: Document) -> tuple[str, ...]:
    """One sentence that counts what came over."""
    counts = [
        counted(_count(document, Paragraph), "odstavec", "odstavce", "odstavců"),
        counted(_count(document, Heading), "mezititulek", "mezititulky", "mezititulků"),
        counted(_count(document, ItemList), "seznam", "seznamy", "seznamů"),
        counted(_count(document, Quote), "citát", "citáty", "citátů"),
        counted(_count(document, Table), "tabulka", "tabulky", "tabulek"),
        counted(_count(document, Figure), "obrázek", "obrázky", "obrázků"),
        counted(len(footnotes(document)), "poznámka", "poznámky", "poznámek"),
        counted(len(links(document)), "odkaz", "odkazy", "odkazů"),
    ]
    said = [count for count in counts if not count.startswith("0")]
    return (f"Celkem {', '.join(said)}.",) if said else ()


def language_name(language: str) -> str:
    return _LANGUAGES.get(language, f"jazyk se značkou {language}")


def _count(document: Document, kind: type) -> int:
    return sum(isinstance(block, kind) for block in document.blocks)
