"""Texts as people look for them: without the difference of case and accents."""

from functools import lru_cache


@lru_cache(maxsize=1000)
def fold(text: str) -> str:
    """`Crème Brûlée` as `creme brulee`."""
    if text.isascii():
        return text.lower()
    from unicodedata import combining, normalize  # most texts do without

    parted = normalize("NFKD", text.casefold())
    return normalize("NFKC", "".join(c for c in parted if not combining(c)))
