"""The words of a wording one by one: to be edited by people, put back, and compared with those that ship."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.text import clean

Wording = Mapping[str, Any]
NUMBER_FORM, LOGO = "number_form", "logo"
# The pieces of a block that people may word, in the order in which they stand on the paper.
_OF_BLOCK = {"letterhead": ("number",), "title": ("text", "about"), "text": ("text",), "code": ("caption",),
             "chart": ("text",)}  # fmt: skip
_OF_SIGNATURE = ("authority", "position")
_LOGO_HEIGHT = 18


@dataclass(frozen=True)
class Piece:
    """Words of a paper and where they stand ("block.3.text"). `what` tells which kind: "number_form", "number",
    "title", "about", "text", "caption", "chart", "head", "authority", "position" or "copies" (a line each).
    `when` names what must be known for the words to be printed at all.
    """

    at: str
    what: str
    words: str
    when: str = ""


@dataclass(frozen=True)
class Change:
    """A piece as it was and as it is; "" where there is none on that side."""

    what: str
    before: str
    now: str


def pieces(wording: Wording) -> tuple[Piece, ...]:
    return tuple(_pieces(wording))


def reworded(wording: Wording, words: Mapping[str, str], *, whole: bool = False) -> dict[str, Any]:
    """The wording with other words at these places. A text emptied is left out of the paper, but not of a `whole` one,
    whose pieces keep their places; a number form emptied is that of the programme again; `LOGO` says whether the
    union's picture stands at the head ("1" or "")."""
    made: dict[str, Any] = copy.deepcopy(dict(wording))
    for at, said in words.items():
        if at == NUMBER_FORM:
            made[NUMBER_FORM] = clean(said).strip()
        elif at != LOGO:
            _put(made, at.split("."), clean(said).strip("\n"))
    if not made.get(NUMBER_FORM):
        made.pop(NUMBER_FORM, None)
    if not whole:
        made["block"] = [block for block in made["block"] if block["kind"] != "text" or block["text"].strip()]
    if LOGO in words and not whole:
        _set_logo(made, wanted=bool(words[LOGO]))
    return made


def has_logo(wording: Wording) -> bool:
    return any(block["kind"] == LOGO for block in wording["block"])


def changes(before: Wording, now: Wording) -> list[Change]:
    """What one wording says otherwise than another, in the order of the paper."""
    old, new = _lines(before), _lines(now)
    found = []
    for how, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how != "equal":
            found += list(_paired(old[i:j], new[k:m]))
    return found


def _pieces(wording: Wording) -> Iterator[Piece]:
    yield Piece(NUMBER_FORM, NUMBER_FORM, wording.get(NUMBER_FORM, ""))
    for no, block in enumerate(wording["block"]):
        at, when = f"block.{no}", block.get("when", "")
        for name in _OF_BLOCK.get(block["kind"], ()):
            if name in block:
                what = "chart" if block["kind"] == "chart" else "title" if (block["kind"], name) == _TITLE else name
                yield Piece(f"{at}.{name}", what, block[name], when)
        for place, column in enumerate(block.get("columns", ())):
            if "head" in column:
                yield Piece(f"{at}.columns.{place}.head", "head", column["head"], when)
        for place, one in enumerate(block.get("signatures", ())):
            for name in _OF_SIGNATURE:
                yield Piece(f"{at}.signatures.{place}.{name}", name, one.get(name, ""), when)
        if block["kind"] == "closing":
            yield Piece(f"{at}.copies", "copies", "\n".join(block.get("copies", ())), when)


_TITLE = ("title", "text")


def _put(made: Any, path: Sequence[str], words: str) -> None:
    """KeyError, IndexError or ValueError for a place that is none."""
    place = made
    for step in path[:-1]:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if path[-1] == "copies":
        place["copies"] = [line.strip() for line in words.split("\n") if line.strip()]
    elif words or path[-1] not in _OF_SIGNATURE:
        place[path[-1]] = words
    else:
        place.pop(path[-1], None)


def _set_logo(made: dict[str, Any], *, wanted: bool) -> None:
    if wanted and not has_logo(made):
        made["block"].insert(0, {"kind": LOGO, "height": _LOGO_HEIGHT})
    elif not wanted:
        made["block"] = [block for block in made["block"] if block["kind"] != LOGO]


def _lines(wording: Wording) -> list[tuple[str, str]]:
    """(what, words) of every piece that says something, and of the picture."""
    told = [(one.what, one.words) for one in pieces(wording) if one.words]
    return [(LOGO, "✓"), *told] if has_logo(wording) else told


def _paired(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[Change]:
    """Pieces of one kind stand beside each other as far as there are two of them."""
    left = list(new)
    for what, words in old:
        at = next((no for no, (kind, _) in enumerate(left) if kind == what), None)
        yield Change(what, words, left.pop(at)[1] if at is not None else "")
    for what, words in left:
        yield Change(what, "", words)
