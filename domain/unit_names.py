"""Names of unions: written short or long they are the same name, for finding and for telling which level they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain import text
from domain.unit import Level

_SHORT = {
    "lđlđ": "liên đoàn lao động",
    "cđcs": "công đoàn cơ sở",
    "cđ": "công đoàn",
    "tlđ": "tổng liên đoàn",
    "tp": "thành phố",
    "tp.": "thành phố",
    "tx": "thị xã",
    "tx.": "thị xã",
    "cty": "công ty",
    "kcn": "khu công nghiệp",
    "tnhh": "trách nhiệm hữu hạn",
    "cp": "cổ phần",
}
_DISTRICT = re.compile("lien doan lao dong (?:huyen|quan|thi xa|thanh pho)(?: .+)?")


def long_form(name: str) -> str:
    """The name in small letters with the usual short forms written out; NFC, accents kept."""
    return " ".join(_SHORT.get(word, word) for word in text.clean_line(name).lower().split())


def same_name_key(name: str) -> str:
    """Equal for two ways of writing one name: short or long forms, with or without accents, any dash."""
    return re.sub("[^a-z0-9]+", " ", text.fold(long_form(name))).strip()


def search_key(*words: str) -> str:
    """What a search looks into: each word as written and written out, with accents and without."""
    exact = "\n".join(dict.fromkeys(form for word in words for form in (word.lower(), long_form(word)) if form))
    return exact + "\n" + text.fold(exact)


def found(index: Iterable[tuple[str, str, str]], query: str) -> list[str]:
    """Ids out of (sort key, id, search key): those with the whole query in one piece first, in the order given.

    Every word must be there; one typed without accents finds all, with accents exactly that.
    """
    phrase = text.clean_line(query).lower()
    words = sorted(phrase.split(), key=len, reverse=True)
    hits = [(unit_id, key) for _, unit_id, key in index]
    for word in words:  # the longest leaves the fewest for the others
        hits = [hit for hit in hits if word in hit[1]]
    whole = [unit_id for unit_id, key in hits if phrase in key]
    return whole + [unit_id for unit_id, key in hits if phrase not in key]


def is_district(name: str, level: Level) -> bool:
    """Whether this is the federation of a rural or urban district, a town, or a city inside a province.

    Other unions of that level (of an industrial zone, of a sector in the province) are not.
    """
    return level is Level.UPPER and bool(_DISTRICT.fullmatch(same_name_key(name)))
