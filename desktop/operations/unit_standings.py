"""The board of units: who has sent, who is late, what is missing, refused or returned, and the text of a reminder."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from db import journal, refusals, senders, trust
from desktop import clock
from desktop.desk import Desk, demand_officer
from desktop.operations import carriers, initiative_list, programmes, submissions, unit_codes, units
from desktop.operations import refusals as refused_packages
from desktop.operations.initiative_list import Filter
from domain import dates, reminder, text, unit_tree
from domain.errors import RuleError
from domain.handover import gaps
from domain.handover_labels import UNIT_STANDINGS
from domain.labels import LEVELS
from domain.reminder import Gone
from domain.reminder import Standing as Standing
from domain.reminder import UnitLine as UnitLine
from domain.unit_tree import Tree

SORTS = ("name", "initiatives", "packages", "last", "worst")
_ORDER = {standing: place for place, standing in enumerate(Standing)}


@dataclass
class _Held:
    """What is gathered of one unit, under whatever codes it sent."""

    name: str = ""
    packages: int = 0
    carriers: int = 0
    initiatives: int = 0
    numbers: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    refused: int = 0
    returned: int = 0
    first_at: str = ""
    last_at: str = ""
    receipt_at: str = ""

    @property
    def gaps(self) -> tuple[int, ...]:
        return tuple(sorted({number for numbers in self.numbers.values() for number in gaps(numbers)}))


def lines(
    desk: Desk, *, standing: str = "", query: str = "", sort: str = "worst", today: date | None = None
) -> list[UnitLine]:
    """The units that send here, filtered and in order: those directly below, and all that ever sent or were vouched
    for. One that has gone into another, or was dissolved below another, stands with that one; one whose things belong
    to this register's own union stands by itself while anything came from it. `standing` is one of Standing, "" for
    all. RuleError board_filter_unknown.
    """
    if (standing and standing not in set(Standing)) or sort.removeprefix("-") not in SORTS:
        raise RuleError("board_filter_unknown", name=standing or sort, names=", ".join((*Standing, *SORTS)))
    day, tree = today or clock.today(), units.tree(desk)
    held, places = _gathered(desk, tree), _places(desk, tree, day)
    deadlines, parts = programmes.current(desk).deadlines, dict[str, list[str]]()
    for unit_id in held:
        parts.setdefault(places(unit_id), []).append(unit_id)
    found = []
    for unit_id in {*parts, *unit_tree.children(tree, units.own_id(desk), day)}:
        gone = [one for one in parts.get(unit_id, ()) if one != unit_id]
        line = _line(tree, unit_id, held, gone, deadlines, day)
        if line.ended_on is None or line.packages or line.carriers or line.initiatives or line.refused or line.returned:
            found.append(line)
    found.sort(key=lambda one: text.sort_key(one.name))
    found.sort(key=lambda one: _key(one, sort.removeprefix("-")), reverse=sort.startswith("-"))
    return chosen(found, standing=standing, query=query)


def chosen(found: Iterable[UnitLine], *, standing: str = "", query: str = "") -> list[UnitLine]:
    """Those that show a standing, and whose name or code holds these words, with or without accents."""
    wanted = text.fold(query)
    return [one for one in found if (not standing or Standing(standing) in one.standings)
            and (not wanted or wanted in text.fold(f"{one.name} {one.code}"))]  # fmt: skip


def counts(found: Iterable[UnitLine]) -> dict[str, int]:
    """How many units show each standing; "" counts all."""
    told: dict[str, int] = dict.fromkeys(("", *map(str, Standing)), 0)
    for one in found:
        for name in ("", *map(str, one.standings)):
            told[name] += 1
    return told


def row_ids(desk: Desk, code: str) -> list[int]:
    """The rows of the initiatives the board counts for a unit, under whatever codes they came."""
    counted = Filter(programme=programmes.current(desk).id, own=False)
    each = (dataclasses.replace(counted, unit_code=one) for one in sorted(codes_of(desk, code)))
    return [row_id for one in each for row_id in initiative_list.page(desk, one)]


def codes_of(desk: Desk, code: str) -> frozenset[str]:
    """All codes of a unit of the board and of those that stand with it."""
    day, tree = clock.today(), units.tree(desk)
    life, places = tree.holder(code), _places(desk, tree, day)
    if life is None:
        return frozenset((code,))
    place, found = places(life.id), set(unit_codes.every(desk, code))
    for each in senders.initiatives(desk.store, programmes.current(desk).id):
        other = tree.holder(each)
        if other is not None and places(other.id) == place:
            found |= unit_codes.every(desk, each)
    return frozenset(found)


def _places(desk: Desk, tree: Tree, day: date) -> Callable[[str], str]:
    """With which unit one stands on the board: itself while it is there, else where its things belong today, unless
    that is the union of this register or one above it, which do not stand on its board."""
    own = units.own_id(desk)
    here = unit_tree.home(tree, own, day).unit_id if own in tree.lives else ""
    ours = {own, here, *(unit_tree.place(tree, here, day) if here else ())}

    def place(unit_id: str) -> str:
        life = tree.lives.get(unit_id)
        if life is None or life.alive(day):
            return unit_id
        home = unit_tree.home(tree, unit_id, day).unit_id
        return home if home and home not in ours else unit_id

    return place


def reminders(desk: Desk, found: Iterable[UnitLine]) -> str:
    """The reminders of all of these that want one, one below the other, each under the name of its unit."""
    told = [f"{one.name} ({one.code})\n\n{remind(desk, one)}" for one in found if one.wants_reminding]
    return f"\n\n{'-' * 40}\n\n".join(told)


def remind(desk: Desk, line: UnitLine) -> str:
    """The text of a reminder to a unit; nothing is written or sent."""
    codes = (line.code, *(one.code for one in line.gone))
    reasons = [one.message for code in codes for one in refused_packages.everything(desk, code)]
    return reminder.words(line, desk.unit.name, clock.today(), reasons)


def write(desk: Desk, found: list[UnitLine], target: Path) -> Path:
    """The board as a workbook. RuleError report_format_unknown; TroubleError disk_full, report_write_failed."""
    demand_officer(desk)
    if target.suffix.lower() != ".xlsx":
        raise RuleError("report_format_unknown", file=target.name, formats="xlsx")
    from exports.writers import list_xlsx
    from exports.writers.list_xlsx import Kind, ListColumn
    from exports.writers.whole import appearing

    columns = [ListColumn("Mã", width=12), ListColumn("Đơn vị", width=44), ListColumn("Thuộc", width=32),
               ListColumn("Cấp", width=22), ListColumn("Tình trạng", width=34),
               ListColumn("Sáng kiến", Kind.MONEY, 12), ListColumn("Số gói", Kind.MONEY, 10),
               ListColumn("Thiếu gói số", width=18), ListColumn("Không nhận", Kind.MONEY, 12),
               ListColumn("Chờ sửa", Kind.MONEY, 10), ListColumn("Gói cuối", Kind.DAY, 12),
               ListColumn("Biên nhận cuối", Kind.DAY, 14), ListColumn("Hạn", Kind.DAY, 12),
               ListColumn("Gồm cả đơn vị đã sáp nhập, giải thể", width=60)]  # fmt: skip
    with appearing(target) as stream:
        list_xlsx.write(stream, "Bảng đơn vị", columns, _cells(found), len(found), lambda _done, _total: None)
    with desk.store.atomic():
        journal.write(desk.store, desk.user.name, "paper_written", "board", clock.stamp(), file=target.name)
    return target


def _cells(found: list[UnitLine]) -> Iterator[list[Any]]:
    for one in found:
        told = ", ".join(UNIT_STANDINGS[standing] for standing in one.standings)
        yield [one.code, one.name, one.upper, LEVELS.get(one.level, one.level), told, one.initiatives, one.packages,
               ", ".join(map(str, one.gaps)), one.refused, one.returned, _day(one.last_at), _day(one.receipt_at),
               one.due_on, "; ".join(map(reminder.gone_words, one.gone))]  # fmt: skip


def _day(at: str) -> date | None:
    return dates.civil_day(at) if at else None


def _gathered(desk: Desk, tree: Tree) -> dict[str, _Held]:
    """By unit id, or by code where the tree knows none."""
    found: dict[str, _Held] = {}

    def of(code: str, name: str = "") -> _Held:
        life = tree.holder(code)
        held = found.setdefault(life.id if life else code.upper(), _Held())
        held.name = held.name or name
        return held

    for row in trust.units(desk.store):
        of(row["unit_code"], row["unit_name"])
    for kind in (submissions.KIND, carriers.KIND):  # a union between sends those of its units on, each kind numbered
        for row in senders.senders(desk.store, kind):
            _add(of(row["unit_code"], row["unit_name"]), kind, row)
    for code, n in refusals.by_unit(desk.store).items():
        if code:
            of(code).refused += n
    for code, n in senders.returned(desk.store).items():
        of(code).returned += n
    for code, n in senders.initiatives(desk.store, programmes.current(desk).id).items():
        of(code).initiatives += n
    return found


def _add(held: _Held, kind: str, row: Mapping[str, Any]) -> None:
    if kind == carriers.KIND:
        held.carriers += row["packages"]
    else:
        held.packages += row["packages"]
    held.numbers.setdefault((kind, row["recipient"].upper()), set()).update(row["numbers"])
    held.first_at = min(filter(None, (held.first_at, row["first_at"])))
    held.last_at = max(held.last_at, row["last_at"])
    held.receipt_at = max(held.receipt_at, row["receipt_at"] or "")


def _line(
    tree: Tree, unit_id: str, held: Mapping[str, _Held], gone: Sequence[str], deadlines: Any, today: date
) -> UnitLine:
    life, mine = tree.lives.get(unit_id), held.get(unit_id) or _Held()
    whole = _together([mine, *(held[one] for one in gone)]) if gone else mine
    level = str(life.level) if life else "grassroots"
    above = ""
    if life:  # of one that has ended, where its things belong
        there = life.alive(today)
        above = unit_tree.parent(tree, unit_id, today) if there else unit_tree.home(tree, unit_id, today).unit_id
    ended = life.ended_on if life and life.ended_on and life.ended_on <= today else None
    since = life.founded_on if life else None
    due_on = reminder.due(deadlines, level, today, since) if ended is None else None
    return UnitLine(
        unit_id=unit_id, code=life.code(today) if life else unit_id,
        name=life.name(today) if life else mine.name or unit_id,
        upper=tree.lives[above].name(today) if above else "", level=level, packages=whole.packages,
        carriers=whole.carriers, initiatives=whole.initiatives, gaps=mine.gaps, refused=whole.refused,
        returned=whole.returned, first_at=whole.first_at, last_at=whole.last_at, receipt_at=whole.receipt_at,
        due_on=due_on, late=reminder.is_late(due_on, whole.first_at, today), ended_on=ended,
        gone=tuple(sorted((_gone(tree, one, held[one], today) for one in gone), key=lambda one: one.code))
        if gone else (),
    )  # fmt: skip


def _together(every: Sequence[_Held]) -> _Held:
    """What came from several units; the numbers of their packages are each one's own."""
    return _Held(
        packages=sum(one.packages for one in every), carriers=sum(one.carriers for one in every),
        initiatives=sum(one.initiatives for one in every), refused=sum(one.refused for one in every),
        returned=sum(one.returned for one in every),
        first_at=min(filter(None, (one.first_at for one in every)), default=""),
        last_at=max(one.last_at for one in every), receipt_at=max(one.receipt_at for one in every),
    )  # fmt: skip


def _gone(tree: Tree, unit_id: str, held: _Held, today: date) -> Gone:
    life = tree.lives[unit_id]
    merged = unit_tree.home(tree, unit_id, today).standing is unit_tree.Standing.MERGED
    return Gone(life.code(today), life.name(today), life.ended_on, merged, held.packages, held.initiatives, held.gaps,
                held.refused, held.returned)  # fmt: skip


def _key(line: UnitLine, sort: str) -> Any:
    keys: Mapping[str, Any] = {
        "name": text.sort_key(line.name),
        "initiatives": line.initiatives,
        "packages": line.packages,
        "last": line.last_at,
        "worst": min((_ORDER[one] for one in line.standings), default=len(_ORDER)),
    }
    return keys[sort]
