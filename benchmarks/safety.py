"""What safety costs: encryption, the journal and backups of a whole province, against the same work without them.

Processor time, so that who else is at work on the machine does not count; one backup of a province, several of a unit.
"""

from __future__ import annotations

import contextlib
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import big_register
from benchmarks.figure import Figure
from db import journal
from desktop import desk
from desktop.desk import Desk
from desktop.operations import backups, erasure, initiative_list, initiatives, registers, restoring
from desktop.operations.initiatives import Filter
from domain.unit import Unit

PASSPHRASE = "benchmark only"
SAVES = 300
LOOKS = 15
_BACKUPS = 3


def figures() -> Iterator[Figure]:
    size = big_register.SIZES[-1]
    with big_register.opened(size) as plain, _encrypted(size) as encrypted:
        yield from _against_plain(plain, encrypted, size)
        yield _compare(f"save one field, with its journal line, {size}", _saving(plain), _unjournaled(_saving(plain)),
                       "the same without the line", SAVES)  # fmt: skip
        yield _compare(f"save one field, encrypted and with its journal line, {size}", _saving(encrypted),
                       _unjournaled(_saving(plain)), "neither", SAVES)  # fmt: skip
        for held, kind in ((plain, "plain"), (encrypted, "encrypted")):
            yield from _backup(held, kind, size, _BACKUPS if size == big_register.SMALL else 1)
        yield from _peaked(f"file written anew, encrypted, {size}", lambda: erasure.purge(encrypted),
                           lambda: _copied(encrypted.home / "register.db"), "copying the file", 1)  # fmt: skip


@contextmanager
def _encrypted(size: int) -> Iterator[Desk]:
    """The same records in a register with a passphrase."""
    folder = Path(tempfile.mkdtemp(prefix="benchmark-"))
    try:
        registers.create(folder / "register", Unit("B1", "Benchmark"), "Benchmark", PASSPHRASE)
        made = desk.open_desk(folder / "register", PASSPHRASE)
        big_register.insert(made, big_register.records(size), size)
        made.close()
        held = desk.open_desk(folder / "register", PASSPHRASE)
        try:
            yield held
        finally:
            held.close()
    finally:
        shutil.rmtree(folder)


def _against_plain(plain: Desk, encrypted: Desk, size: int) -> Iterator[Figure]:
    """The same question or save put to both in turn."""
    saved, asked = _saving(plain), _saving(encrypted)
    yield _compare(f"save one field, encrypted, {size}", asked, saved, "the same, not encrypted", SAVES)
    search = Filter(query="máy")
    yield _compare(f"search, encrypted, {size}", lambda: initiative_list.page(encrypted, search, limit=50),
                   lambda: initiative_list.page(plain, search, limit=50), "the same, not encrypted", LOOKS)  # fmt: skip
    yield _compare(f"open and close a reader, encrypted, {size}", lambda: encrypted.screen().store.close(),
                   lambda: plain.screen().store.close(), "the same, not encrypted", LOOKS)  # fmt: skip


def _saving(held: Desk) -> Callable[[], object]:
    row_id, number = initiatives.new(held, {"title": "Đồ gá"}).stored.row_id, [0]

    def save() -> None:
        number[0] += 1
        initiatives.type_in(held, row_id, {"summary": f"Giảm {number[0]} giây mỗi sản phẩm. " * 20})

    return save


def _unjournaled(save: Callable[[], object]) -> Callable[[], object]:
    """The same save with the journal taken out: nothing else differs."""
    write = journal.write

    def without() -> None:
        journal.write = lambda *_line, **_detail: 0
        try:
            save()
        finally:
            journal.write = write

    return without


def _backup(held: Desk, kind: str, size: int, n: int) -> Iterator[Figure]:
    """A backup with all its checks against a bare copy of the file, and what a save costs while one is made."""
    save, made = _saving(held), list[backups.Backup]()
    yield from _peaked(f"backup, {kind}, {size}", lambda: made.append(_made(held)),
                       lambda: _copied(held.home / "register.db"), "copying the file", n)  # fmt: skip
    yield from _peaked(f"restore drill, {kind}, {size}", lambda: restoring.drill(held, made[-1], step=_quiet),
                       lambda: _copied(made[-1].folder / "register.db"), "copying the file", n)  # fmt: skip
    alone, meanwhile = [_seconds(save) for _ in range(LOOKS)], list[float]()
    backups.make(held, backups.ASKED, step=lambda _done, _total: meanwhile.append(_seconds(save)))
    usual, median = statistics.median(alone), statistics.median(meanwhile)
    yield Figure(f"save one field between two steps of a backup, {kind}, {size}", round(median, 5), "s",
                 round(median / usual, 2), "the same alone", len(meanwhile))  # fmt: skip


def _peaked(
    name: str, ours: Callable[[], object], other: Callable[[], object], against: str, n: int
) -> Iterator[Figure]:
    """How long it takes, and how much memory it needs beyond what the program had before."""
    before, peak = _resident_mb(), 0
    mine, theirs = list[float](), list[float]()
    for _ in range(n):
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew, on Linux
        mine.append(_seconds(ours))
        peak = max(peak, _resident_mb("VmHWM"))
        theirs.append(_seconds(other))
    took = statistics.median(mine)
    yield Figure(name, round(took, 4), "s", round(took / statistics.median(theirs), 2), against, n)
    if peak:
        yield Figure(f"{name}, memory at its peak beyond that before", peak - before, "MB", None, "", n)


def _compare(name: str, ours: Callable[[], object], other: Callable[[], object], against: str, n: int) -> Figure:
    """Both in turn; the first pair warms up and is not counted."""
    pairs = [(_seconds(ours), _seconds(other)) for _ in range(n + 1)][1:]
    mine, theirs = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    return Figure(name, round(mine, 5), "s", round(mine / theirs, 3), against, n)


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _resident_mb(line: str = "VmRSS") -> int:
    """0 where nobody tells."""
    try:
        told = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(told.partition(f"{line}:")[2].split()[0]) // 1024


def _copied(source: Path) -> None:
    target = source.with_name("copy")
    shutil.copyfile(source, target)
    target.unlink()


def _made(held: Desk) -> backups.Backup:
    return backups.make(held, backups.ASKED, step=_quiet).backup


def _quiet(_done: int, _total: int) -> None:
    """Nobody watches."""
