"""The journal as people read it: who did what to which record when, whether it is whole, and taking it along."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from db import backups, journal, packages
from db import journal_search as stored
from db.journal_search import Search as Search
from desktop import clock, kept_packages
from desktop.desk import KEEPER, OFFICER, Desk
from desktop.operations import encryption, programmes
from domain import dates, journal_chain, journal_words, text
from domain.errors import RuleError
from domain.journal_chain import Broken, Head, Line
from exports import journal_file
from exports.package.layout import RefusedError
from exports.package.verify import take_apart
from exports.writers.whole import appearing

Step = Callable[[int, int], None]
FORMATS = ("jsonl", "xlsx")
_EVERY = 5_000
_COLUMNS = (("Số", 8), ("Lúc", 18), ("Ai", 24), ("Việc", 36), ("Về", 40), ("Trước → sau, lý do", 80))


@dataclass(frozen=True)
class Entry:
    """One line for the eye. `record` is how people call what it is about: number and title of an initiative, the name
    of a person, number and place of a package; otherwise what the line itself names."""

    id: int
    at: str
    who: str
    operation: str
    record: str
    row_id: int | None
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """`broken` is empty for a journal that is whole. Of `lines`, `erased` lost somebody's data and others vouch for
    them; `heads` that left in packages or stand in backups were compared."""

    lines: int
    head: Head
    broken: tuple[Broken, ...]
    erased: int = 0
    heads: int = 0


def search(
    words: str = "", who: str = "", operation: str = "", since: date | None = None, until: date | None = None
) -> Search:
    """What to look for; `until` is the last day that counts."""
    begins = clock.stamp_of(dates.day_begins_at(since)) if since else ""
    ends = clock.stamp_of(dates.day_begins_at(until + timedelta(days=1))) if until and until < date.max else ""
    return Search(who, operation, text.clean_line(words), begins, ends)


def total(desk: Desk, wanted: Search) -> int:
    _demand_reader(desk)
    return stored.total(desk.store, wanted)


def ids(desk: Desk, wanted: Search, limit: int, offset: int = 0) -> list[int]:
    """The lines that are asked for, the newest first."""
    _demand_reader(desk)
    return stored.ids(desk.store, wanted, limit, offset)


def entries(desk: Desk, line_ids: Sequence[int]) -> list[Entry]:
    """In the order of the ids."""
    _demand_reader(desk)
    found = {row["id"]: _entry(row) for row in stored.rows(desk.store, line_ids)}
    return [found[line_id] for line_id in line_ids if line_id in found]


def names(desk: Desk) -> list[str]:
    """Everybody the journal tells of."""
    _demand_reader(desk)
    return stored.names(desk.store)


def operations(desk: Desk) -> list[tuple[str, str]]:
    """What the journal tells of, (code, words), by the words."""
    _demand_reader(desk)
    told = [(code, journal_words.named(code)) for code in stored.operations(desk.store)]
    return sorted(told, key=lambda one: one[1])


def verify(desk: Desk, *, step: Step = lambda _done, _total: None) -> Verdict:
    """Every line against the one before, and the heads in packages that left and in backups against the lines."""
    _demand_reader(desk)
    with desk.store.snapshot():
        last = journal.head(desk.store)
        since, heads = journal_chain.vouched(journal.vouching(desk.store)), _told_heads(desk) | _kept_heads(desk)
        chains = dict[int, str]()
        lines = _counted(journal.everything(desk.store), last.id, step, chains, {no for no, _chain, _code in heads})
        broken = list(journal_chain.broken(lines, since, last))
    broken += [Broken(code, no) for no, chain, code in sorted(heads) if chains.get(no) != chain]
    return Verdict(int(chains[0]), last, tuple(broken), len(since), len(heads))


def verify_file(path: Path) -> Verdict:
    """An exported journal by itself. TroubleError journal_file_unreadable."""
    lines, last = journal_file.read(path)
    since = journal_chain.vouched(lines)
    broken = list(journal_chain.broken(lines, since, last))
    if last is None:
        broken.append(Broken("journal_cut", lines[-1].id if lines else 0))
    return Verdict(len(lines), last or Head(), tuple(broken), len(since))


def fits(desk: Desk, package: Path) -> Head:
    """The head that a package of this register told, or a folder with a backup of it, found in the journal. RuleError
    journal_head_none for one that tells none, journal_head_differs, journal_backup_differs where the journal says
    otherwise today."""
    _demand_reader(desk)
    if package.is_dir():
        backup = backups.read(package)
        if backup is None or not backup.journal_head:
            raise RuleError("journal_head_none", name=package.name)
        return _found(desk, Head(backup.journal_line, backup.journal_head), "journal_backup_differs")
    try:
        source = kept_packages.source(desk, package)
        told = take_apart(source, encryption.identities(desk))[0].header.get("journal")
        last = Head(int(told["lines"]), str(told["head"])) if isinstance(told, Mapping) else None
    except (RefusedError, KeyError, TypeError, ValueError) as error:
        raise RuleError("journal_head_none", name=package.name) from error
    if last is None:
        raise RuleError("journal_head_none", name=package.name)
    return _found(desk, last, "journal_head_differs")


def _found(desk: Desk, head: Head, code: str) -> Head:
    if journal.chain_at(desk.store, head.id) != head.chain:
        raise RuleError(code, id=head.id)
    return head


def export(desk: Desk, target: Path, wanted: Search | None = None, *, step: Step = lambda _done, _total: None) -> int:
    """A .jsonl of everything, which can be checked again, or an .xlsx of what is asked for, to be read. Returns how
    many lines. RuleError report_format_unknown; TroubleError disk_full, report_write_failed."""
    _demand_reader(desk)
    ending = target.suffix.lower().lstrip(".")
    if ending not in FORMATS:
        raise RuleError("report_format_unknown", file=target.name, formats=", ".join(FORMATS))
    if ending == "jsonl":
        last = journal.head(desk.store)
        lines = _counted(journal.everything(desk.store), last.id, step, {}, {})
        return journal_file.write(target, desk.unit.code, lines, last)
    return _sheet(desk, target, wanted or Search(), step)


def words(desk: Desk, entry: Entry) -> str:
    """What an entry tells, in one line."""
    return journal_words.said(entry.operation, entry.detail, programmes.current(desk))


def _sheet(desk: Desk, target: Path, wanted: Search, step: Step) -> int:
    from exports.writers import list_xlsx
    from exports.writers.list_xlsx import ListColumn

    found = stored.ids(desk.store, wanted, -1, 0)
    columns = [ListColumn(title, width=width) for title, width in _COLUMNS]
    with appearing(target) as stream:
        list_xlsx.write(stream, "Nhật ký", columns, _cells(desk, found), len(found), step)
    return len(found)


def _cells(desk: Desk, found: Sequence[int]) -> Iterator[list[str]]:
    for first in range(0, len(found), 500):
        for one in entries(desk, found[first : first + 500]):
            yield [str(one.id), dates.shown_time(one.at), one.who, journal_words.named(one.operation), one.record,
                   words(desk, one)]  # fmt: skip


def _entry(row: Mapping[str, Any]) -> Entry:
    record = "  ·  ".join(part for part in (row["number"], row["title"]) if part) or row["full_name"]
    if row["seq"] is not None:
        record = journal_words.package(
            row["seq"], row["unit_name"], row["recipient"] if row["direction"] == "out" else ""
        )
    return Entry(row["id"], row["at"], row["user_name"], row["operation"], record or row["subject"], row["row_id"],
                 _told(row["detail"]))  # fmt: skip


def _told(detail: str) -> Mapping[str, Any]:
    """A line that somebody has meddled with is still shown."""
    try:
        values = json.loads(detail)
    except ValueError:
        return {"?": detail}
    return values if isinstance(values, dict) else {"?": values}


def _told_heads(desk: Desk) -> set[tuple[int, str, str]]:
    """Number of a line, the chain there, and what it is called where the journal says otherwise."""
    told = [row["detail"].get("journal") for row in packages.everything(desk.store, "out")]
    return {(int(one["lines"]), str(one["head"]), "journal_head_differs") for one in told if isinstance(one, Mapping)}


def _kept_heads(desk: Desk) -> set[tuple[int, str, str]]:
    """The same of the backups beside the register, but those of a time that a restore has left behind since."""
    behind = journal.left_behind(desk.store)
    return {
        (one.journal_line, one.journal_head, "journal_backup_differs")
        for one in backups.listed(desk.home / backups.FOLDER)
        if one.journal_head and not one.missing
        and one.name not in behind
    }  # fmt: skip


def _counted(
    lines: Iterator[Line], count: int, step: Step, chains: dict[int, str], heads: Collection[int]
) -> Iterator[Line]:
    """The lines as they go by; notes the chain at the heads that are asked for, and how many there were at 0."""
    done = 0
    for line in lines:
        done += 1
        if done % _EVERY == 0:
            step(min(done, count), count)
        if line.id in heads:
            chains[line.id] = line.chain
        yield line
    chains[0] = str(done)


def _demand_reader(desk: Desk) -> None:
    """The journal tells of everybody: those who answer for the register read it."""
    if not desk.user.has(OFFICER, KEEPER):
        raise RuleError("journal_closed", name=desk.user.name)
