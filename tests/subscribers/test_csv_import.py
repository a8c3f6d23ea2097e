"""An editor brings a table of readers to a list."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from mitdomov.database.store import Store
from mitdomov.subscribers.csv_export import export_subscribers
from mitdomov.subscribers.csv_import import (
    Fate,
    ImportRefusedError,
    ImportReport,
    import_subscribers,
    preview_import,
)
from mitdomov.subscribers.csv_reading import read_csv
from mitdomov.subscribers.lists import UnknownListError
from mitdomov.subscribers.model import (
    Consent,
    ConsentAction,
    ConsentMethod,
    EndedReason,
    Subscriber,
    Subscription,
    SubscriptionState,
    SuppressionReason,
)
from mitdomov.subscribers.subscribing import (
    active_audience,
    audience_size,
    end_subscription,
    suppress,
)

AT = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
SECRET = "s" * 32
SOURCE = "Přihlášky na konferenci 7. 2. 2026"
TABLE = (
    "email;jméno\n"
    "alena@mitdomov.example;Alena Nováková\n"
    "boris@mitdomov.example;Boris Žák\n"
    "cyril@mitdomov.example;\n"
)


def bring(
    store: Store, table: str = TABLE, list_slug: str = "magazin", source: str = SOURCE
) -> ImportReport:
    with store.writing() as session:
        return import_subscribers(
            session,
            read_csv(table.encode()),
            list_slug,
            source,
            AT,
            known_lists=("novinky", "magazin"),
            secret_key=SECRET,
        )


def size(store: Store, list_slug: str = "magazin") -> int:
    with store.reading() as session:
        return audience_size(session, list_slug)


def test_readers_are_subscribed_with_proof(store: Store) -> None:
    """Each new reader is active, and a consent says where it came from."""
    report = bring(store)
    assert report.count(Fate.NEW) == 3
    with store.reading() as session:
        audience = session.execute(active_audience("magazin")).all()
        consents = session.scalars(select(Consent)).all()
    assert [(who.address, who.name) for _, who in audience] == [
        ("alena@mitdomov.example", "Alena Nováková"),
        ("boris@mitdomov.example", "Boris Žák"),
        ("cyril@mitdomov.example", ""),
    ]
    assert {(each.list, each.wording, each.method, each.action, each.at) for each in consents} == {
        ("magazin", SOURCE, ConsentMethod.IMPORT, ConsentAction.GIVEN, AT)
    }
    assert {each.subscriber_id for each in consents} == {who.id for _, who in audience}


def test_the_same_table_again_changes_nothing(store: Store) -> None:
    bring(store)
    report = bring(store, TABLE.upper().replace("EMAIL;JMÉNO", "Email;Jméno"))
    assert (report.count(Fate.NEW), report.count(Fate.ALREADY_ACTIVE)) == (0, 3)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Consent)) == 3


def test_a_reader_may_have_two_lists(store: Store) -> None:
    """The second list makes no second subscriber, and the known name stays."""
    bring(store)
    bring(store, "email;jméno\nALENA@mitdomov.example;Někdo jiný\n", "novinky")
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Subscriber)) == 3
        [(_, alena)] = session.execute(active_audience("novinky"))
    assert alena.name == "Alena Nováková"


def test_one_wrong_row_imports_nothing(store: Store) -> None:
    with pytest.raises(ImportRefusedError, match="řádek 5"):
        bring(store, TABLE + "tohle není adresa;Dana\n")
    assert size(store) == 0


@pytest.mark.parametrize("source", ["", "  \n"])
def test_consent_needs_a_source(store: Store, source: str) -> None:
    with pytest.raises(ImportRefusedError, match="zdroj souhlasu"):
        bring(store, source=source)
    assert size(store) == 0


def test_an_unknown_list_is_refused_by_naming_the_known(store: Store) -> None:
    with pytest.raises(UnknownListError, match=r"„magazín“ neexistuje.*novinky, magazin"):
        bring(store, list_slug="magazín")


def test_who_left_or_must_not_be_mailed_is_not_brought_back(store: Store) -> None:
    """Alena unsubscribed, Boris's provider reported spam: the import reports and skips both."""
    bring(store)
    with store.writing() as session:
        (alena, _), (_, boris), _ = session.execute(active_audience("magazin"))
        end_subscription(session, alena, EndedReason.READER, ConsentMethod.PAGE, AT)
        suppress(session, boris, SuppressionReason.COMPLAINT, AT)
    report = bring(store)
    assert {fate: report.count(fate) for fate in Fate if report.count(fate)} == {
        Fate.ALREADY_ACTIVE: 1,
        Fate.ENDED: 1,
        Fate.SUPPRESSED: 1,
    }
    assert report.rows[Fate.ENDED][0].line == 2
    assert size(store) == 1


def test_who_has_not_confirmed_is_not_confirmed_by_an_editor(store: Store) -> None:
    bring(store)
    with store.writing() as session:
        for subscription, _ in session.execute(active_audience("magazin")):
            subscription.state = SubscriptionState.PENDING
    assert bring(store).count(Fate.PENDING) == 3
    assert size(store) == 0


def test_a_suppressed_address_stays_suppressed_on_every_list(store: Store) -> None:
    bring(store)
    with store.writing() as session:
        _, (_, boris), _ = session.execute(active_audience("magazin"))
        suppress(session, boris, SuppressionReason.REQUEST, AT)
    assert bring(store, list_slug="novinky").count(Fate.SUPPRESSED) == 1
    assert size(store, "novinky") == 2


def test_a_preview_changes_nothing(store: Store) -> None:
    parsed = read_csv(TABLE.encode())
    with store.reading() as session:
        report = preview_import(session, parsed, "magazin", secret_key=SECRET)
        assert session.scalar(select(func.count()).select_from(Subscription)) == 0
    assert report.count(Fate.NEW) == 3


def test_an_export_can_be_read_back(store: Store) -> None:
    """Names that a spreadsheet would run are disarmed on the way out and restored on the way in."""
    names = ["=HYPERLINK(1)", "+420", "-1", "@SUM(A1)", "＝1", "'t Hooft", "'=1", 'Jan "Honza"; N.']
    with store.writing() as session:
        for number, name in enumerate(names):
            session.add(
                Subscription(
                    subscriber=Subscriber(
                        address=f"ctenar{number}@mitdomov.example",
                        address_key=f"ctenar{number}@mitdomov.example",
                        address_hash=str(number),
                        name=name,
                        created_at=AT,
                    ),
                    list="magazin",
                    state=SubscriptionState.ACTIVE,
                    started_at=AT,
                )
            )
    with store.reading() as session:
        exported = export_subscribers(session, "magazin")
    assert b"'=HYPERLINK(1)" in exported
    assert exported.startswith("\ufeffemail;jméno;odběr od\r\n".encode())
    parsed = read_csv(exported)
    assert [row.name for row in parsed.rows] == names
    assert parsed.errors == ()


def test_a_long_table_is_brought_in_one_go(store: Store) -> None:
    """More rows than one statement can hold variables for."""
    table = "email\n" + "".join(f"ctenar{n}@mitdomov.example\n" for n in range(10_000))
    assert bring(store, table).count(Fate.NEW) == 10_000
    assert size(store) == 10_000
