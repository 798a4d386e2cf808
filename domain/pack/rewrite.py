"""A pack's text with some of its parts replaced: what is not replaced keeps every letter, its comments included.

A comment stays with the words it stands beside: where those change, the comment goes, since it may be true no longer.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from domain.pack import lines, write
from domain.pack.lines import Spot
from domain.pack.shape import PARTS
from domain.schema import Place

_EMPTY: tuple[Any, ...] = (None, [], {}, ())
_STAYS_EMPTY = ("required", "aliases")


@dataclass
class _Piece:
    """A stretch of the text: a table with its header and the comment right above it, or what stands between tables."""

    text: str
    place: Place = ()
    lead: str = ""


def replaced(text: str, parts: Mapping[str, Any]) -> str:
    """The text with these top-level parts set to this data; None, or an empty list of tables, takes a part away."""
    data = tomllib.loads(text)
    wanted = merged(data, parts)
    pieces = _pieces(text)
    for part in parts:
        if wanted.get(part) != data.get(part):
            _replace(pieces, data, part, wanted.get(part))
    made = "".join(piece.lead + piece.text for piece in pieces)
    return made if _reads_as(made, wanted) else whole(wanted)


def merged(data: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """The data with these parts in place of its own."""
    merged = dict(data)
    for part, given in parts.items():
        if given in _EMPTY and part not in _STAYS_EMPTY:
            merged.pop(part, None)
        else:
            merged[part] = _plain(given)
    return merged


def whole(data: Mapping[str, Any]) -> str:
    """A pack's file from data alone, parts in their usual order."""
    names = [name for name in (*PARTS, *data) if name in data]
    names = list(dict.fromkeys(names))
    root = [name for name in names if not _has_headers(data[name])]
    told = [write.pair(name, data[name]) for name in root]
    for name in names:
        if name not in root:
            told += ["", *_joined(write.blocks(name, data[name]))]
    return "\n".join(told) + "\n"


def set_values(text: str, values: Mapping[Place, str]) -> str:
    """The text with the values at these places, all of them there, written anew; comments stay."""
    spots = lines.spots(text)
    for place in sorted(values, key=lambda place: spots[place].start, reverse=True):
        spot = spots[place]
        text = text[: spot.start] + values[place] + text[spot.end :]
    return text


def _plain(given: Any) -> Any:
    """Lists for tuples, and nothing where there is nothing: a file has no word for None."""
    if isinstance(given, Mapping):
        return {name: _plain(inner) for name, inner in given.items() if inner is not None}
    if isinstance(given, list | tuple):
        return [_plain(inner) for inner in given]
    return given


def _has_headers(given: Any) -> bool:
    return isinstance(given, Mapping) or write.is_list_of_tables(given)


def _joined(blocks: Sequence[tuple[str, Mapping[str, Any]]]) -> list[str]:
    return "\n\n".join(write.block(header, pairs) for header, pairs in blocks).split("\n")


def _reads_as(text: str, wanted: Mapping[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _pieces(text: str) -> list[_Piece]:
    heads = lines.headers(text)
    starts = [_line_start(text, spot.start) for _place, spot in heads]
    found = [_Piece(text[: starts[0]] if starts else text)]
    ends = [*starts, len(text)][1:]
    for (place, _spot), start, end in zip(heads, starts, ends, strict=True):
        before = found[-1]
        kept, lead = _lead(before.text)
        before.text = kept
        body = text[start:end]
        found.append(_Piece(body, place, lead))
    return [part for piece in found for part in _without_tail(piece)]


def _lead(text: str) -> tuple[str, str]:
    """What stands before, and the comment lines right above: no empty line between them and the header."""
    rows = text.splitlines(keepends=True)
    cut = len(rows)
    while cut and rows[cut - 1].lstrip().startswith("#"):
        cut -= 1
    return "".join(rows[:cut]), "".join(rows[cut:])


def _without_tail(piece: _Piece) -> list[_Piece]:
    """A table and what follows it: the comments after its last line speak of what comes next."""
    if not piece.place:
        return [piece]
    spots = [spot for place, spot in lines.spots(piece.text).items() if place]
    end = _line_end(piece.text, max(spot.end for spot in spots))
    return [_Piece(piece.text[:end], piece.place, piece.lead), _Piece(piece.text[end:])]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _replace(pieces: list[_Piece], data: Mapping[str, Any], part: str, wanted: Any) -> None:
    held = [piece for piece in pieces if piece.place[:1] == (part,)]
    if held:
        _replace_blocks(pieces, held, data, wanted)
    elif part in lines.spots(pieces[0].text).keys() | {place[0] for place in lines.spots(pieces[0].text)}:
        pieces[0].text = _edited(pieces[0].text, {part: wanted}, part)
    elif _has_headers(wanted):
        new = _Piece("\n" + "\n".join(_joined(write.blocks(part, wanted))) + "\n", (part,))
        pieces.insert(_room(pieces, part), new)
    elif wanted is not None:
        pieces[0].text = _appended(pieces[0].text, write.pair(part, wanted))


def _room(pieces: Sequence[_Piece], part: str) -> int:
    """Where a part that is new belongs: after the last one that usually stands before it."""
    order = {name: number for number, name in enumerate(PARTS)}
    mine = order.get(part, len(order))
    last = 0
    for number, piece in enumerate(pieces):
        if piece.place and order.get(str(piece.place[0]), 0) < mine:
            last = number
    return last + 1


def _replace_blocks(pieces: list[_Piece], held: list[_Piece], data: Mapping[str, Any], wanted: Any) -> None:
    part = str(held[0].place[0])
    old = [(_header(piece), _own_pairs(data, piece.place)) for piece in held]
    new = write.blocks(part, wanted) if wanted is not None else []
    matcher = SequenceMatcher(None, [repr(one) for one in old], [repr(one) for one in new], autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        if kind == "replace" and last - first == end - start == 1 and old[first][0] == new[start][0]:
            _replace_block(held[first], old[first][1], *new[start])
            continue
        written = "\n".join(write.block(*block) + "\n" for block in new[start:end])
        if first < last:
            held[first].lead, held[first].text = "", written
            for piece in held[first + 1 : last]:
                piece.lead = piece.text = ""
        elif first < len(held):
            pieces.insert(pieces.index(held[first]), _Piece(written + "\n"))
        else:
            pieces.insert(pieces.index(held[-1]) + 1, _Piece("\n" + written))


def _header(piece: _Piece) -> str:
    spot = next(iter(lines.headers(piece.text)))[1]
    return piece.text[spot.start : spot.end]


def _own_pairs(data: Mapping[str, Any], place: Place) -> dict[str, Any]:
    table: Any = data
    for step in place:
        table = table[step]
    # As in domain.pack.write: the lists of tables of a part stand under headers of their own.
    deep = len([step for step in place if isinstance(step, str)]) > 1
    return {name: inner for name, inner in table.items() if deep or not write.is_list_of_tables(inner)}


def _replace_block(piece: _Piece, old: Mapping[str, Any], header: str, pairs: Mapping[str, Any]) -> None:
    kept = [name for name in old if name in pairs]
    if list(pairs)[: len(kept)] == kept and not header.startswith("[["):
        for name in old:
            if old[name] != pairs.get(name):
                piece.text = _edited(piece.text, {name: pairs.get(name)}, name)
        for name in pairs:
            if name not in old:
                piece.text = _appended(piece.text, write.pair(name, pairs[name]))
        return
    if header.startswith("[["):
        piece.lead = ""
    piece.text = write.block(header, pairs) + "\n"


def _edited(text: str, given: Mapping[str, Any], name: str) -> str:
    """One pair of a table's lines written anew, or taken away; a comment behind it goes with the old words."""
    spot = next(spot for place, spot in lines.spots(text).items() if place[-1:] == (name,) and _is_own(place))
    start = _line_start(text, _offset(text, spot))
    end = _line_end(text, spot.end)
    line = "" if given[name] is None else write.pair(name, given[name]) + "\n"
    return text[:start] + line + text[end:]


def _is_own(place: Place) -> bool:
    return len([step for step in place if isinstance(step, str)]) <= 3


def _offset(text: str, spot: Spot) -> int:
    """Where the line of a spot begins: its value may begin lines later."""
    at = 0
    for _ in range(spot.line - 1):
        at = text.find("\n", at) + 1
    return at


def _appended(text: str, line: str) -> str:
    """The line behind the last pair of a table, or of the lines before the first table."""
    spots = list(lines.spots(text).values())
    end = _line_end(text, max(spot.end for spot in spots)) if spots else 0
    before = text[:end] + ("" if text[:end].endswith("\n") or not end else "\n")
    return before + line + "\n" + text[end:]
