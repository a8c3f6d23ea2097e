"""Words of the magazine in all their cases: any form, however typed, finds any other."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.search import full_text
from mitdomov.search.finding import find
from mitdomov.search.index import Entry, Kind, prepare, replace
from mitdomov.search.lemmas import lemma_of
from mitdomov.search.model import SearchEntry, SearchTerm
from mitdomov.search.vocabulary import lemmas_of
from mitdomov.search.words import fold, small

PARADIGMS = """
bydlení bydlením bydleních bydleními
byt bytu bytě bytem byty bytů bytům bytech
dům domu dome domě domem domy domů domům domech
domov domova domovu domově domovem domovy domovů domovům domovech
nájem nájmu nájmem nájmy nájmů nájmům nájmech
podnájem podnájmu podnájmem podnájmy podnájmů
nájemník nájemníka nájemníkovi nájemníku nájemníkem nájemníci nájemníků nájemníkům nájemníky \
nájemnících
nájemnice nájemnici nájemnicí nájemnic nájemnicím nájemnicích nájemnicemi
nájemné nájemného nájemnému nájemném nájemným
ubytovna ubytovny ubytovně ubytovnu ubytovno ubytovnou ubytoven ubytovnám ubytovnách ubytovnami
sociální sociálního sociálnímu sociálním sociálních sociálními
pracovnice pracovnici pracovnicí pracovnic pracovnicím pracovnicích pracovnicemi
pracovník pracovníka pracovníkovi pracovníku pracovníkem pracovníci pracovníků pracovníkům \
pracovníky pracovnících
obec obce obci obcí obcím obcích obcemi
město města městu městě městem měst městům městech městy
úřad úřadu úřadě úřadem úřady úřadů úřadům úřadech
dluh dluhu dluhem dluhy dluhů dluhům dluzích
dlužník dlužníka dlužníkovi dlužníkem dlužníci dlužníků dlužníkům dlužníky dlužnících
exekuce exekuci exekucí exekucím exekucích exekucemi
exekutor exekutora exekutorovi exekutorem exekutoři exekutorů exekutorům exekutory exekutorech
garance garanci garancí garancím garancích garancemi
podpora podpory podpoře podporu podporou podpor podporám podporách podporami
příspěvek příspěvku příspěvkem příspěvky příspěvků příspěvkům příspěvcích
doplatek doplatku doplatkem doplatky doplatků doplatkům doplatcích
dávka dávky dávce dávku dávkou dávek dávkám dávkách dávkami
samoživitelka samoživitelky samoživitelce samoživitelku samoživitelkou samoživitelek \
samoživitelkám samoživitelkách samoživitelkami
senior seniora seniorovi seniorem senioři seniorů seniorům seniory seniorech
seniorka seniorky seniorce seniorku seniorkou seniorek seniorkám
dítě dítěte dítěti dítětem děti dětí dětem dětech dětmi
rodina rodiny rodině rodinu rodinou rodin rodinám rodinách rodinami
člověk člověka člověku člověkem lidé lidí lidem lidech lidmi
bezdomovectví bezdomovectvím
bezdomovec bezdomovce bezdomovci bezdomovcem bezdomovců bezdomovcům bezdomovcích
místo místa místu místě místem míst místům místech místy
kontaktní kontaktního kontaktnímu kontaktním kontaktních kontaktními
realitka realitky realitce realitku realitkou realitek realitkám realitkách realitkami
agentura agentury agentuře agenturu agenturou agentur agenturám agenturách agenturami
majitel majitele majiteli majitelem majitelé majitelů majitelům majitelích
pronajímatel pronajímatele pronajímateli pronajímatelem pronajímatelé pronajímatelů \
pronajímatelům pronajímatelích
smlouva smlouvy smlouvě smlouvu smlouvou smluv smlouvám smlouvách smlouvami
soused souseda sousedovi sousedem sousedé sousedů sousedům sousedy sousedech
azyl azylu azylem azyly azylů azylech
noclehárna noclehárny noclehárně noclehárnu noclehárnou nocleháren noclehárnám noclehárnách
zabydlení zabydlením
novela novely novele novelu novelou novel novelám
zákon zákona zákonu zákonem zákony zákonů zákonům zákonech
kauce kauci kaucí kaucím kaucích kaucemi
vlastník vlastníka vlastníkovi vlastníkem vlastníci vlastníků vlastníkům vlastníky vlastnících
stavba stavby stavbě stavbu stavbou staveb stavbám stavbách
starosta starosty starostovi starostu starostou starostové starostů starostům starostech
klientka klientky klientce klientku klientkou klientek klientkám
realizátor realizátora realizátorovi realizátorem realizátoři realizátorů realizátorům realizátory
Mlýnková Mlýnkové Mlýnkovou
Horáček Horáčka Horáčkovi Horáčkem Horáčkové Horáčků Horáčkům Horáčky
Chvojka Chvojky Chvojkovi Chvojku Chvojkou
"""
WORDS = [line.split() for line in PARADIGMS.strip().splitlines()]
OTHER_WORDS = (
    ("byt", "být"),
    ("bytu", "bytí"),
    ("byty", "byli"),
    ("dům", "domov"),
    ("domy", "domova"),
    ("obec", "obecný"),
    ("obce", "obecně"),
    ("nájemník", "nájemné"),
    ("nájemníci", "nájemné"),
    ("nájemnice", "nájemník"),
    ("nájem", "nájemník"),
    ("pracovník", "pracovnice"),
    ("pracovník", "pracovní"),
    ("město", "místo"),
    ("města", "místní"),
    ("bydlení", "bydliště"),
    ("soused", "sousedství"),
    ("rodina", "rodič"),
    ("rodina", "rod"),
    ("dluh", "dlužník"),
    ("exekuce", "exekutor"),
    ("úřad", "úředník"),
    ("ubytovna", "ubytování"),
    ("sociální", "socialismus"),
    ("dítě", "dílo"),
    ("lidé", "lidový"),
    ("senior", "seniorka"),
    ("realitka", "realita"),
    ("příspěvek", "přístup"),
    ("smlouva", "omluva"),
    ("práce", "právo"),
    ("majitel", "majetek"),
)


@pytest.fixture
def only(store: Store) -> Iterator[Session]:
    """A session without texts; what a test puts there is taken back."""
    with store.reading() as session:
        full_text.empty(session)
        for table in (SearchEntry, SearchTerm):
            session.execute(delete(table))
        yield session
        session.rollback()


def say(session: Session, *texts: str) -> None:
    entries = tuple(
        Entry(url=f"/{number}/", title="Něco", text=f"Slovo {text}.", dated=date(2030, 1, 1))
        for number, text in enumerate(texts)
    )
    replace(session, prepare(Kind.NEWS, "only", entries))


@pytest.mark.parametrize("forms", WORDS, ids=lambda forms: forms[0])
def test_every_form_finds_a_text_with_any_other(only: Session, forms: list[str]) -> None:
    asked = {small(form) for form in forms} | {fold(form) for form in forms}
    for form in forms:
        say(only, form)
        lost = {each for each in asked if lemma_of(form) not in lemmas_of(only, each)}
        assert lost == set(), form


@pytest.mark.parametrize("forms", WORDS, ids=lambda forms: forms[0])
def test_texts_are_found_by_all_the_forms_that_they_have(only: Session, forms: list[str]) -> None:
    say(only, *forms)
    for form in forms:
        found = find(only, form)
        assert found.total == len(forms), form
        assert all("<mark>" in extract for each in found.results for extract in each.extracts)


@pytest.mark.parametrize(("one", "other"), OTHER_WORDS)
def test_another_word_is_not_found(only: Session, one: str, other: str) -> None:
    say(only, one, other)
    for number, asked in enumerate((one, other)):
        assert [each.url for each in find(only, f"{asked} slovo").results] == [f"/{number}/"]
