"""Czech names of an article's types, stages and ways in which a version came about."""

from typing import Final

from mitdomov.editorial.article_model import Origin, Stage
from mitdomov.magazine.model import ArticleType

TYPES: Final = {
    ArticleType.FEATURE: "článek",
    ArticleType.EDITORIAL: "úvodní slovo",
    ArticleType.NEWS_ITEM: "novinka",
    ArticleType.TRANSLATION: "překlad",
    ArticleType.INTERVIEW: "rozhovor",
    ArticleType.SURVEY: "anketa",
    ArticleType.GOOD_PRACTICE: "dobrá praxe",
    ArticleType.EVENT: "akce",
    ArticleType.PROFILE: "medailonky",
}
STAGES: Final = {
    Stage.WRITING: "píše se",
    Stage.EDITING: "v redakci",
    Stage.PROOFING: "u autora",
    Stage.READY: "hotový",
}
ORIGINS: Final = {
    Origin.CREATED: "založení",
    Origin.AUTOSAVED: "psaní",
    Origin.SAVED: "uložená verze",
    Origin.IMPORTED: "načtení ze souboru",
    Origin.RESTORED: "návrat ke starší verzi",
    Origin.MERGED: "spojení dvou znění",
}
