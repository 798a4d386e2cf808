"""Names of people: their parts, and how a name typed in capitals alone would be written on a paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain import text

_LETTERS = re.compile(r"[^\W\d_]+")
_A_NAME = re.compile(r"[^\W\d_]+(?:[ .'’‘-]+[^\W\d_]+)*")


@dataclass(frozen=True)
class NameParts:
    """Family name, names between, given name, as lists use them: by their place. A single word is a given name.

    Names of some peoples are ordered otherwise (H’Hen Niê) or have a family name of two words (Tôn Nữ): lists still
    go by the last word, and nobody is asked to take his name apart.
    """

    family: str
    middle: str
    given: str


def split(full_name: str) -> NameParts:
    words = text.clean_line(full_name).split()
    if len(words) < 2:
        return NameParts("", "", "".join(words))
    return NameParts(words[0], " ".join(words[1:-1]), words[-1])


def proposed(full_name: str) -> str:
    """ "NGUYỄN THỊ HÀ" or "nguyễn thị hà" as "Nguyễn Thị Hà"; "" where there is nothing to propose.

    Only ever shown: a person decides, since no rule knows how somebody writes his own name.
    """
    if not (full_name.isupper() or full_name.islower()):
        return ""
    name = text.clean_line(full_name)
    if not _A_NAME.fullmatch(name) or not (name.isupper() or name.islower()):
        return ""
    written = _LETTERS.sub(lambda word: word[0][:1].upper() + word[0][1:].lower(), name)
    # A letter such as ß has no capital of its own: then there is nothing to propose.
    return written if written != name and text.fold(written) == text.fold(name) else ""
