"""Words as people write them in; the same words without case and diacritics out, to seek by."""

import unicodedata


def fold(words: str) -> str:
    """`Žofie Řehořová` and `zofie  rehorova` fold to the same."""
    bare = (
        character
        for character in unicodedata.normalize("NFKD", words.casefold())
        if not unicodedata.combining(character)
    )
    return " ".join("".join(bare).split())


def search_key(name: str, address: str, address_key: str) -> str:
    """What a reader is found by; an international domain in both of its spellings."""
    keys = dict.fromkeys((fold(name), fold(address), address_key))
    return " ".join(key for key in keys if key)
