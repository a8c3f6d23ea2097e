"""Hypothesis strategies: Czech as it is typed, and as nobody would type it."""

from hypothesis import strategies as st

_MARKS = " \u00a0\u202f\"'„“”‚‘’»«.,;:…!?()[]{}-–—−‑+=/*×x%°§#†`@_~^<>\n\ufffc"
_WORDS = (
    "a", "i", "k", "s", "v", "z", "A", "V", "domov", "Praha", "Brno", "ledna", "obcí", "je", "li",
    "Kč", "m²", "mil.", "tzv.", "č.", "§", "str.", "odst.", "Mgr.", "T.", "Ch.", "s. r. o.", "Sb.",
    "po", "pá", "leden", "květen", "IV.", "I.", "II", "5", "12", "000", "608", "2024", "1.", "3,5",
    "89/2012", "0x1F", "2024-05-12", "ISSN 1234-5679", "a@b.cz", "https://a.cz/5-8", "soubor.pdf",
    "č. j.", "účet", "5-8", "12-2024", "2024-25", "h",
    "``", ",,", "''", "...", "--", " - ", "O'Connor", "-li",
)  # fmt: skip

hostile_text = st.one_of(
    st.text(st.sampled_from(_MARKS + "aikxABčž0159"), max_size=40),
    st.lists(st.sampled_from(_WORDS + tuple(_MARKS)), max_size=14).map("".join),
    st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join),
)
