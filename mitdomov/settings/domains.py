"""A domain as people write it in; its form in ASCII out (IDNA 2008, mapped by UTS 46)."""

import idna


def ascii_domain(domain: str) -> str:
    """Raises `ValueError`."""
    if domain.endswith("."):
        raise ValueError(domain)
    return idna.encode(domain, uts46=True).decode("ascii")
