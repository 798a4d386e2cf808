"""What safety costs: encryption, the journal and backups of a whole province, against the same work without them."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import big_register
from benchmarks.figure import Figure, compare, seconds
from db import journal
from desktop import desk
from desktop.desk import Desk
from desktop.operations import backups, initiative_list, initiatives, registers, restoring
from desktop.operations.initiatives import Filter
from domain.unit import Unit

PASSPHRASE = "benchmark only"
SAVES = 300
LOOKS = 15


def figures() -> Iterator[Figure]:
    size = big_register.SIZES[-1]
    with big_register.opened(size) as plain, _encrypted(size) as encrypted:
        yield from _against_plain(plain, encrypted, size)
        yield compare(f"save one field, with its journal line, {size}", _saving(plain), _unjournaled(_saving(plain)),
                      "the same without the line", SAVES)  # fmt: skip
        yield compare(f"save one field, encrypted and with its journal line, {size}", _saving(encrypted),
                      _unjournaled(_saving(plain)), "neither", SAVES)  # fmt: skip
        for held, kind in ((plain, "plain"), (encrypted, "encrypted")):
            yield from _backup(held, kind, size)


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
    yield compare(f"save one field, encrypted, {size}", asked, saved, "the same, not encrypted", SAVES)
    search = Filter(query="máy")
    yield compare(f"search, encrypted, {size}", lambda: initiative_list.page(encrypted, search, limit=50),
                  lambda: initiative_list.page(plain, search, limit=50), "the same, not encrypted", LOOKS)  # fmt: skip
    yield compare(f"open and close a reader, encrypted, {size}", lambda: encrypted.screen().store.close(),
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


def _backup(held: Desk, kind: str, size: int) -> Iterator[Figure]:
    """A backup with all its checks against a bare copy of the file, and what a save costs while one is made."""
    save, target = _saving(held), held.home / "copy"
    made: list[backups.Backup] = []
    yield compare(f"backup, {kind}, {size}", lambda: made.append(_made(held)),
                  lambda: shutil.copyfile(held.home / "register.db", target), "copying the file", 3)  # fmt: skip
    target.unlink()
    yield compare(f"restore drill, {kind}, {size}", lambda: restoring.drill(held, made[-1], step=_quiet),
                  lambda: shutil.copyfile(made[-1].folder / "register.db", target), "copying the file", 3)  # fmt: skip
    target.unlink()
    alone, meanwhile = [seconds(save) for _ in range(LOOKS)], list[float]()
    backups.make(held, backups.ASKED, step=lambda _done, _total: meanwhile.append(seconds(save)))
    usual, median = statistics.median(alone), statistics.median(meanwhile)
    yield Figure(f"save one field between two steps of a backup, {kind}, {size}", round(median, 5), "s",
                 round(median / usual, 2), "the same alone", len(meanwhile))  # fmt: skip


def _made(held: Desk) -> backups.Backup:
    return backups.make(held, backups.ASKED, step=_quiet).backup


def _quiet(_done: int, _total: int) -> None:
    """Nobody watches."""
