"""The links in letters: ours are known for ever, others say nothing."""

from hypothesis import given
from hypothesis import strategies as st

from mitdomov.subscribers.tokens import read_token, subscription_token

SECRET = "s" * 32


@given(st.integers(min_value=1, max_value=2**63))
def test_a_token_leads_back_to_its_subscription(number: int) -> None:
    """It is always the same, and fits into a path of a URL as it stands."""
    token = subscription_token(SECRET, number)
    assert read_token(SECRET, token) == number
    assert token == subscription_token(SECRET, number)
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


@given(st.text(max_size=60))
def test_a_made_up_token_says_nothing(token: str) -> None:
    assert read_token(SECRET, token) is None


def test_a_token_of_another_instance_or_number_says_nothing() -> None:
    token = subscription_token(SECRET, 7)
    signature = token.partition(".")[2]
    assert read_token("x" * 32, token) is None
    assert read_token(SECRET, f"8.{signature}") is None
    assert read_token(SECRET, token[:-1]) is None
    assert len(signature) >= 128 / 6
