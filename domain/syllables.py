"""Whether a word is spelt as a Vietnamese syllable can be: how garbled text is told from good text.

The rule is the official spelling of the language (onset, rhyme, one tone; a rhyme that ends in c, ch, p or t bears
only the sharp or the heavy tone), not a list of words: names and new words pass, strings of symbols do not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|q|r|s|t|v|x|"
# What may end each vowel; "" where the vowel may stand alone.
_RHYMES = {
    "a": " c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c m n ng p t u y",
    "e": " c m n ng o p t",
    "ê": " ch m n nh p t u",
    "i": " ch m n nh p t u a ê",
    "iê": "c m n ng p t u",
    "yê": "m n ng t u",
    "y": " ch n nh t p",
    "o": " c i m n ng p t a e",
    "oo": "c ng",
    "ô": " c i m n ng p t",
    "ôô": "ng",
    "ơ": " i m n p t",
    "u": " a c i m n ng p t",
    "ư": " a c i m n ng t u",
    "oa": " c ch i m n ng nh o p t y",
    "oă": "c m n ng p t",
    "oe": " m n o t",
    "ua": "n ng",
    "uâ": "n ng t y",
    "uê": " ch n nh",
    "uô": "c i m n ng p t",
    "uơ": " n",
    "uy": " ch n nh t p u a ê",
    "uyê": "n t",
    "ươ": "c i m n ng p t u",
    "ia": "",
    "ưa": "",
}
_BARE_RHYMES = sorted({vowel + end for vowel, ends in _RHYMES.items() for end in ends.split(" ")} | {"ia", "ưa"})
_SYLLABLE = re.compile(rf"(?:{_ONSETS})(?:{'|'.join(sorted(_BARE_RHYMES, key=len, reverse=True))})")
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SHARP, _HEAVY = "\u0301", "\u0323"


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Whether the word, of one script and NFC, is one syllable of Vietnamese in either manner of placing the tone."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(parts)
    bare = unicodedata.normalize("NFC", _TONES.sub("", parts))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not (_STOPPED.search(bare) and tones and tones[0] not in (_SHARP, _HEAVY))
