"""A trial group is written as people write addresses, and read back as it was."""

from hypothesis import given
from hypothesis import strategies as st

from mitdomov.delivery.trials.addresses import BadLines, read_members, write_members
from mitdomov.delivery.trials.trials import MOST_MEMBERS, Member

names = st.text(st.sampled_from("abcčŘ .-’&\"'„“,;()@:"), max_size=12).map(
    lambda text: " ".join(text.split())
)
addresses = st.integers(0, 99).map(lambda number: f"kolega{number}@mitdomov.example")
groups = st.lists(
    st.builds(Member, addresses, names),
    min_size=1,
    max_size=MOST_MEMBERS,
    unique_by=lambda each: each.address,
)


@given(groups)
def test_what_is_written_is_read_back(group: list[Member]) -> None:
    assert read_members(write_members(tuple(group))) == tuple(group)


@given(st.text())
def test_whatever_is_typed_gives_members_or_says_which_line_is_wrong(text: str) -> None:
    found = read_members(text)
    if isinstance(found, BadLines):
        assert all(each.startswith(("Řádek ", "Zkušební skupina")) for each in found.sentences)
    else:
        assert all("\n" not in each.address + each.name for each in found)


def test_a_mistake_is_told_with_its_line() -> None:
    found = read_members("jana@mitdomov.example\n\nPetr <petr>\n<a@b.example> dovětek")
    assert isinstance(found, BadLines)
    assert [each.partition(":")[0] for each in found.sentences] == [
        "Řádek 3 („Petr <petr>“)",
        "Řádek 4 („<a@b.example> dovětek“)",
    ]
