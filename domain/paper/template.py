"""The wording of a paper as data: blocks with {gaps}, filled with what the register knows."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, overload

from domain.dossier import GAP, Signature
from domain.paper.content import (
    Block,
    Chart,
    Closing,
    Code,
    Content,
    Letterhead,
    Lines,
    Logo,
    Look,
    Motto,
    Table,
    Text,
    Title,
)

Row = Mapping[str, str]


@dataclass(frozen=True)
class Facts:
    """What fills a paper: words by name, rows by the name of their table, further columns by the name of their list.

    A column of a list is (key, heading); rows hold its cell as "list.key". `logo` is the union's picture.
    """

    texts: Mapping[str, str]
    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    columns: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    logo: bytes = b""


class Cells(Sequence[tuple[str, ...]]):
    """Rows as their cells in the order of the columns, each made when it is asked for."""

    def __init__(self, rows: Sequence[Row], keys: Sequence[str]) -> None:
        self._rows, self._keys = rows, tuple(keys)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[str, ...]]: ...
    def __getitem__(self, at: int | slice) -> tuple[str, ...] | Sequence[tuple[str, ...]]:
        if isinstance(at, slice):
            return Cells(self._rows[at], self._keys)
        row = self._rows[at]
        return tuple(row[key] for key in self._keys)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # rows are compared by what they say


def fill(template: Mapping[str, Any], facts: Facts, *, inside: bool = False) -> Content:
    """The paper. A gap nobody knows is dotted, to be filled in by hand; a block whose `when` is empty is left out.

    KeyError for a gap, a table or a kind of block that no paper has.
    """
    blocks = [made for block in template["block"] if _wanted(block, facts) for made in _made(block, facts)]
    return Content(
        title=_filled(template["title"], facts),
        blocks=tuple(blocks),
        landscape=bool(template.get("landscape")),
        inside=inside,
        framed=bool(template.get("framed")),
        sheet=bool(template.get("sheet")),
    )


def _made(block: Mapping[str, Any], facts: Facts) -> list[Block]:
    """One block, or one for each row of the table that `each` names; without a picture there is no logo."""
    kind = block["kind"]
    if kind == "logo":
        return [Logo(facts.logo, float(block.get("height", 18)))] if facts.logo else []
    if kind == "text" and "each" in block:
        rows = facts.tables[block["each"]]
        return [_text(block, replace(facts, texts={**facts.texts, **row})) for row in rows]
    return [_BLOCKS[kind](block, facts)]


def _wanted(block: Mapping[str, Any], facts: Facts) -> bool:
    """`when` and `unless` name a word or a table."""
    return all(_known(name, facts) for name in _names(block, "when")) and not any(
        _known(name, facts) for name in _names(block, "unless")
    )


def _names(block: Mapping[str, Any], key: str) -> Sequence[str]:
    return [name.strip() for name in str(block.get(key, "")).split(",") if name.strip()]


def _known(name: str, facts: Facts) -> bool:
    return bool(facts.tables[name] if name in facts.tables else facts.texts[name])


def _filled(words: str, facts: Facts) -> str:
    """With {NAME} in capitals the words stand in capitals."""
    parts = []
    for before, name, _, _ in string.Formatter().parse(words):
        parts.append(before)
        if name:
            known = facts.texts[name.lower()] or GAP
            parts.append(known.upper() if name.isupper() else known)
    return "".join(parts)


def _letterhead(block: Mapping[str, Any], facts: Facts) -> Letterhead:
    """Above the unit stands the union it reports to, or nothing; `upper` names another word for it."""
    return Letterhead(
        facts.texts[block.get("upper", "upper")].upper(),
        _filled(block.get("unit", "{UNIT}"), facts),
        _filled(block.get("number", "{number_line}"), facts),
        _filled(block.get("place_and_day", "{place_and_day}"), facts),
    )


def _motto(block: Mapping[str, Any], facts: Facts) -> Motto:
    return Motto(_filled(block.get("place_and_day", ""), facts))


def _title(block: Mapping[str, Any], facts: Facts) -> Title:
    words, about = (_filled(block.get(name, ""), facts) for name in ("text", "about"))
    return Title(words, about, float(block.get("size", 14)), bool(block.get("new_page")))


def _text(block: Mapping[str, Any], facts: Facts) -> Text:
    return Text(_filled(block["text"], facts), Look(block.get("look", "body")), bool(block.get("spare")))


def _lines(block: Mapping[str, Any], facts: Facts) -> Lines:
    return Lines(int(block["count"]))


def _code(block: Mapping[str, Any], facts: Facts) -> Code:
    return Code(_filled(block["text"], facts), _filled(block["caption"], facts))


def _table(block: Mapping[str, Any], facts: Facts) -> Table:
    columns: list[tuple[str, str, float, bool]] = []
    for one in block["columns"]:
        wide, middle = float(one["width"]), bool(one.get("centred"))
        if "each" in one:
            name = one["each"]
            columns += [(f"{name}.{key}", head, wide, middle) for key, head in facts.columns[name]]
        else:
            columns.append((one["of"], _filled(one["head"], facts), wide, middle))
    empty = dict.fromkeys((key for key, *_ in columns), "")
    rows: Sequence[Row] = facts.tables[block["of"]] or [empty] * int(block.get("blank", 0))
    return Table(
        headings=tuple(head for _, head, _, _ in columns),
        widths=tuple(wide for _, _, wide, _ in columns),
        rows=Cells(rows, [key for key, *_ in columns]),
        centred=frozenset(no for no, (_, _, _, middle) in enumerate(columns) if middle),
        size=float(block.get("size", 11.5)),
    )


def _chart(block: Mapping[str, Any], facts: Facts) -> Chart:
    """The figures of one column of a table; of many rows the last (`last`) or the highest so many."""
    rows, key, most = list(facts.tables[block["of"]]), block["values"], int(block.get("most", 12))
    if block.get("last"):
        rows = rows[-most:]
    else:
        rows = sorted(rows, key=lambda row: -_figure(row[key]))[:most]
    return Chart(
        _filled(block["text"], facts),
        tuple(row[block["labels"]] for row in rows),
        tuple(_figure(row[key]) for row in rows),
        tuple(row[key] for row in rows),
        bool(block.get("standing")),
    )


def _figure(words: str) -> float:
    """170.324 as a number; words without one are nothing."""
    digits = "".join(one for one in words if one.isdecimal())
    return float(digits or 0)


def _closing(block: Mapping[str, Any], facts: Facts) -> Closing:
    return Closing(
        tuple(_signature(one, facts) for one in block["signatures"]),
        tuple(_filled(copy, facts) for copy in block.get("copies", ())),
    )


def _signature(one: Mapping[str, str], facts: Facts) -> Signature:
    """A name nobody knows is left to be written: a stamp stands there, not dots."""
    name = one.get("name", "")
    return Signature(
        _filled(one.get("authority", ""), facts),
        _filled(one.get("position", ""), facts),
        facts.texts[name] if name else "",
    )


_BLOCKS: Mapping[str, Callable[[Mapping[str, Any], Facts], Block]] = {
    "letterhead": _letterhead,
    "motto": _motto,
    "title": _title,
    "text": _text,
    "table": _table,
    "lines": _lines,
    "code": _code,
    "chart": _chart,
    "closing": _closing,
}
