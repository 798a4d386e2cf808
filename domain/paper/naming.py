"""Names of files of papers: plain letters, so that every PC and every mail program keeps them."""

from __future__ import annotations

import re

from domain.text import fold

_MOST = 80
_OTHER = re.compile("[^a-z0-9]+")


def slug(*words: str) -> str:
    """giay-chung-nhan-nguyen-van-a: small letters without marks, everything else a hyphen; never empty."""
    return _OTHER.sub("-", fold(" ".join(words))).strip("-")[:_MOST].strip("-") or "van-ban"


def apart(names: list[str]) -> list[str]:
    """The same names, a number behind those that are there already."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return told
