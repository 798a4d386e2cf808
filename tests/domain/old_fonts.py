"""Typing under fonts of before Unicode, as people did: what the tests of reading such texts begin with."""

from __future__ import annotations

import unicodedata

from domain.legacy_text import TCVN3, VNI, convert

_WESTERN = [chr(code) for code in range(0xA1, 0x100)]
_BASES = "aeouyôöAEOUYÔÖ"


def typed_tcvn3(text: str) -> str:
    """Capitals with a tone are typed small: the code has none."""
    letters = {convert(typed, TCVN3): typed for typed in _WESTERN}
    return "".join(
        letters.get(letter) or letters.get(letter.lower(), letter) for letter in unicodedata.normalize("NFC", text)
    )


def typed_vni(text: str) -> str:
    pairs = [base + mark for base in _BASES for mark in _WESTERN if base.isupper() == mark.isupper()]
    made = {typed: convert(typed, VNI) for typed in [*pairs, *_WESTERN]}
    letters = {letter: typed for typed, letter in made.items() if len(letter) == 1 and letter != typed}
    return "".join(letters.get(letter, letter) for letter in unicodedata.normalize("NFC", text))
