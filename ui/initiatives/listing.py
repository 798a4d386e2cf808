"""The list of initiatives: what is looked for, and how a row is shown."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.desk import Desk
from desktop.operations import initiative_list
from desktop.operations.initiative_list import COUNTED, Filter
from domain import finding, money
from domain.finding import Query
from domain.initiative import BenefitState, State
from ui.common.page_model import Cell, Column, Kind
from ui.common.pill import Mark, pill_size, state_mark
from ui.initiatives.paged_ids import PagedIds
from ui.words import tr

Row = Mapping[str, Any]
NEWEST_FIRST = "-entered"
QUERY = "query"  # beside what a row holds: what it was found by
_TO_COMPLETE = State.RECOGNISED_AFTER_COMPLETION


@dataclass(frozen=True)
class Found:
    """Everything a question found: the ids in their order, the counts for the chips, and the words looked for.

    `more` says that a search found more than is listed.
    """

    ids: Sequence[int] = field(default_factory=lambda: array("q"))
    counts: Mapping[str, int] = field(default_factory=dict)
    query: Query = field(default_factory=Query)
    more: bool = False


def find(desk: Desk, screen: Desk, chosen: Filter, sort: str) -> Found:
    """Asks `desk`; a list that is only paged through reads its pages from `screen`."""
    query = finding.parse(chosen.query)
    every = dataclasses.replace(chosen, states=(), missing=False, unanswered_since="")
    counts = initiative_list.counts(desk, every)
    if chosen.paged(sort):
        # Edits change the place of a record in every order but that of entry.
        stamp = initiative_list.stamp(desk, chosen) if sort.removeprefix("-") == "entered" else None
        total = initiative_list.total(desk, chosen)
        return Found(PagedIds(screen, chosen, sort, total, stamp), counts, query)
    limit = COUNTED if query.asked else -1
    ids = array("q", initiative_list.page(desk, chosen, sort, limit))
    more = query.asked and len(ids) == COUNTED
    return Found(ids[: COUNTED - 1] if more else ids, counts, query, more)


class Rows:
    """A provider over ids that are known, or can be read by the page: the screen only ever reads the rows it shows."""

    def __init__(self, screen: Desk, ids: Sequence[int] | None = None, query: Query | None = None) -> None:
        self._screen = screen
        self.known: Sequence[int] = array("q") if ids is None else ids
        self.query = query or Query()

    def total(self) -> int:
        return len(self.known)

    def ids(self, offset: int, limit: int) -> Sequence[int]:
        return self.known[offset : offset + limit]

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        found = {row["id"]: row for row in initiative_list.rows(self._screen, ids)}
        if self.query.parts:
            found = {id_: row | {QUERY: self.query} for id_, row in found.items()}
        return [found.get(id_, {}) for id_ in ids]

    def place(self, id_: int) -> int:
        """Where a record stands, from 0; -1 if it is not there."""
        try:
            return self.known.index(id_)
        except ValueError:
            return -1


def columns() -> tuple[Column[Row], ...]:
    words = [mark(state, missing=missing).word for state in State for missing in (False, True)]
    widest = max(words, key=lambda word: pill_size(word).width())
    return (
        Column(tr("Sáng kiến"), _title, Kind.TWO_LINES, sort="title"),
        Column(tr("Tác giả"), _author, Kind.TWO_LINES, sort="author", sample="Đặng Thuỳ Trâm Anh", fold_below=74),
        Column(tr("Trạng thái"), _state, Kind.PILL, sort="state", sample=widest),
    )


def benefit(row: Row) -> str:
    """48.500.000 đ, or what is known instead of an amount."""
    if row["benefit_vnd"]:
        return f"{money.plain(row['benefit_vnd'])} đ"
    if row["benefit_state"] == BenefitState.NOT_COMPUTABLE:
        return tr("không tính bằng tiền")
    return tr("chưa nêu giá trị")


def mark(state: State, *, missing: bool) -> Mark:
    """The pill of a record: a draft with something still to fill in says so."""
    if state is State.DRAFT and missing:
        return Mark(tr("Thiếu thông tin"), "warning", "warn")
    found = state_mark(state)
    # Its full name would take half of a narrow list.
    return dataclasses.replace(found, word=tr("Phải hoàn thiện")) if state is _TO_COMPLETE else found


def _title(row: Row) -> Cell:
    if not row:
        return Cell()
    title = row["title"] or tr("(chưa có tên)")
    folded = "  ·  ".join(part for part in (row["author"], row["number"]) if part)
    second = f"{row['number']}  ·  {benefit(row)}"
    return Cell(title, second, folded, tip=title, muted=not row["title"], spans=_spans(row, title))


def _author(row: Row) -> Cell:
    return Cell(row["author"] or "–", row["workplace"], spans=_spans(row, row["author"])) if row else Cell()


def _spans(row: Row, told: str) -> tuple[finding.Span, ...]:
    return finding.spans(row[QUERY], told) if QUERY in row else ()


def _state(row: Row) -> Cell:
    return Cell(mark=mark(State(row["state"]), missing=bool(row["missing"] and row["own"]))) if row else Cell()
