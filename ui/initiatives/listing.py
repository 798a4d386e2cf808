"""The list of initiatives: what is looked for, and how a row is shown."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from typing import Any

from desktop.desk import Desk
from desktop.operations import initiative_list
from desktop.operations.initiative_list import COUNTED, Filter
from domain import dates, finding, money
from domain.finding import Query
from domain.initiative import BenefitState, State
from ui.common.page_model import Cell, Column, Kind
from ui.common.pill import Mark, pill_size, state_mark
from ui.initiatives.paged_ids import PagedIds
from ui.words import tr

Row = Mapping[str, Any]
NEWEST_FIRST = "-entered"
QUERY = "query"  # beside what a row holds: what it was found by
EXCERPT = "excerpt"  # and what says where in its texts; read when the row is painted, not with the whole page
_TO_COMPLETE = State.RECOGNISED_AFTER_COMPLETION


@dataclass(frozen=True)
class Found:
    """Everything a question found: the ids in their order, and the words looked for.

    `more` says that a search found more than is listed; `whole` that nothing is still being looked for; `titles` are
    the words of kinds, groups and phases.
    """

    ids: Sequence[int] = field(default_factory=lambda: array("q"))
    query: Query = field(default_factory=Query)
    more: bool = False
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    whole: bool = True


def find(desk: Desk, screen: Desk, chosen: Filter, sort: str, kept: Sequence[int] = ()) -> Found:
    """Asks `desk`; a list that is only paged through reads its pages from `screen`. Of the records `kept` it is known
    afterwards where they stand.
    """
    query = finding.parse(chosen.query)
    titles = initiative_list.code_titles(desk)
    if chosen.paged(sort):
        # Edits change the place of a record in every order but that of entry.
        total, stamp = initiative_list.stamp(desk, chosen)
        lasting = stamp if sort.removeprefix("-") == "entered" else None
        runs = initiative_list.runs(desk, chosen, sort)
        places = initiative_list.places(desk, chosen, sort, kept, runs)
        return Found(PagedIds(screen, chosen, sort, total, lasting, runs, places), query, titles=titles)
    limit = COUNTED if query.asked else -1
    ids = array("q", initiative_list.page(desk, chosen, sort, limit))
    more = query.asked and len(ids) == COUNTED
    return Found(ids[: COUNTED - 1] if more else ids, query, more, titles)


def find_first(desk: Desk, screen: Desk, chosen: Filter, sort: str, kept: Sequence[int] = ()) -> Found:
    """What can be shown at once: of a search the hits in front, while the texts are still to be looked into."""
    query = finding.parse(chosen.query)
    if not query.parts or sort.removeprefix("-") != "entered":
        return find(desk, screen, chosen, sort, kept)
    ids = array("q", initiative_list.first(desk, chosen))
    return Found(ids, query, titles=initiative_list.code_titles(desk), whole=False)


def counted(desk: Desk, chosen: Filter, found: Found) -> dict[str, int]:
    """The counts of the chips: of everything the filter lets through but for the chip itself."""
    every = dataclasses.replace(chosen, states=(), missing=False, to_mend=False, unanswered_since="")
    return initiative_list.counts(desk, every, found.ids if every == chosen and found.query.asked else None)


class Rows:
    """A provider over ids that are known, or can be read by the page: the screen only ever reads the rows it shows."""

    def __init__(self, screen: Desk, found: Found | None = None) -> None:
        self._screen, self._found = screen, found or Found()
        self.known, self.query = self._found.ids, self._found.query

    def total(self) -> int:
        return len(self.known)

    def ids(self, offset: int, limit: int) -> Sequence[int]:
        return self.known[offset : offset + limit]

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        listed = initiative_list.rows(self._screen, ids)
        found = {row["id"]: row | self._beside(row) | self._said(row) for row in listed}
        return [found.get(id_, {}) for id_ in ids]

    def _beside(self, row: Row) -> dict[str, Any]:
        if not self.query.parts:
            return {}
        excerpt = cache(partial(initiative_list.excerpt, self._screen, row, self.query))
        return {QUERY: self.query, EXCERPT: excerpt}

    def _said(self, row: Row) -> dict[str, str]:
        titles = self._found.titles
        return {name: titles.get((row["programme"], row[name]), row[name]) for name in ("kind", "phase", "group")}

    def goes_on(self, before: Rows) -> bool:
        """Whether this is the same search, further on: what was shown of it stands in front."""
        first, known = before.known, self.known
        paged = isinstance(first, PagedIds) or isinstance(known, PagedIds)
        return not paged and bool(first) and known[: len(first)] == first

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


def every_column() -> tuple[Column[Row], ...]:
    """The columns of the list, and those somebody may take out beside them; keys as exports know them."""
    usual = [
        dataclasses.replace(one, key=key) for one, key in zip(columns(), ("title", "author", "state"), strict=True)
    ]
    more = (
        Column(tr("Số"), _words("number"), sort="number", sample="SK-2022-00000", key="number", usual=False),
        Column(tr("Đơn vị"), _words("unit_name"), sort="unit", sample="CDCS Cong ty TNHH May", key="unit", usual=False),
        Column(tr("Loại giải pháp"), _words("kind"), sort="kind", sample="Giai phap ky thuat", key="kind", usual=False),
        Column(tr("Giai đoạn"), _words("phase"), sort="phase", sample="Giai doan 1", key="phase", usual=False),
        Column(tr("Nhóm đối tượng"), _words("group"), sample="NLD doanh nghiep", key="group", usual=False),
        Column(tr("Giá trị làm lợi"), _benefit, Kind.MONEY, sort="benefit", sample="100.000.000.000 d", key="benefit",
               usual=False),
        Column(tr("Áp dụng từ"), _day("applied_from_on"), sort="applied", sample="12/12/2022", key="applied",
               usual=False),
        Column(tr("Tiếp nhận"), _day("accepted_on"), sort="accepted", sample="12/12/2022", key="accepted", usual=False),
        Column(tr("Còn thiếu"), _missing, Kind.MONEY, sort="missing", sample="12", key="missing", usual=False),
        Column(tr("Điện thoại"), _words("phone"), sample="0912 820 510", key="phone", usual=False),
    )  # fmt: skip
    return (*usual, *more)


def benefit(row: Row) -> str:
    """48.500.000 đ, or what is known instead of an amount."""
    if row["benefit_vnd"]:
        return f"{money.plain(row['benefit_vnd'])} đ"
    if row["benefit_state"] == BenefitState.NOT_COMPUTABLE:
        return tr("không tính bằng tiền")
    return tr("chưa nêu giá trị")


def mark(state: State, *, missing: bool) -> Mark:
    """The pill of a record: a draft stays one by name, and says that something is still to be filled in."""
    if state is State.DRAFT and missing:
        return Mark(tr("Nháp – còn thiếu"), "warning", "warn")
    found = state_mark(state)
    # Its full name would take half of a narrow list.
    return dataclasses.replace(found, word=tr("Phải hoàn thiện")) if state is _TO_COMPLETE else found


def _title(row: Row) -> Cell:
    if not row:
        return Cell()
    title = row["title"] or tr("(chưa có tên)")
    folded = "  ·  ".join(part for part in (row["author"], row["number"]) if part)
    second = f"{row['number']}  ·  {benefit(row)}"
    spans, beside = _spans(row, title), _spans(row, row["number"])
    excerpt = row[EXCERPT]() if EXCERPT in row else None
    if excerpt is not None:  # nothing else in the row says why it is there
        return Cell(title, excerpt.words, tip=title, muted=not row["title"], second_spans=excerpt.spans)
    return Cell(title, second, folded, tip=title, muted=not row["title"], spans=spans, second_spans=beside)


def _author(row: Row) -> Cell:
    if not row:
        return Cell()
    name, place = row["author"], row["workplace"]
    return Cell(name or "–", place, spans=_spans(row, name), second_spans=_spans(row, place))


def _spans(row: Row, told: str) -> tuple[finding.Span, ...]:
    return finding.spans(row[QUERY], told) if QUERY in row else ()


def _state(row: Row) -> Cell:
    if row and row["deleted_at"]:
        return Cell(mark=Mark(tr("Thùng rác"), "delete", "neutral"))  # a figure of an earlier day may have counted it
    return Cell(mark=mark(State(row["state"]), missing=bool(row["missing"] and row["own"]))) if row else Cell()


def _words(name: str) -> Callable[[Row], Cell]:
    return lambda row: Cell(row[name], tip=row[name]) if row else Cell()


def _day(name: str) -> Callable[[Row], Cell]:
    return lambda row: Cell(dates.shown(date.fromisoformat(row[name]))) if row and row[name] else Cell()


def _benefit(row: Row) -> Cell:
    return Cell(f"{money.plain(row['benefit_vnd'])} đ") if row and row["benefit_vnd"] else Cell()


def _missing(row: Row) -> Cell:
    return Cell(str(row["missing"])) if row and row["own"] and row["missing"] else Cell()
