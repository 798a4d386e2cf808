"""Backups of a store: a folder each, holding the copy, the vault that opens it, and what it must contain."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import json
import math
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from db import backup_packages, journal, recovery
from db.backup_packages import POOL, Copy, Source
from db.store import FILE, VAULT, Store, level, open_as_it_is
from domain.errors import TroubleError

Step = Callable[[int, int], None]

FOLDER = "backups"
MANIFEST = "backup.json"
SCHEMA = "sangkien-backup/1"
PART = ".part"
LOGS = (FILE + "-wal", FILE + "-shm")
_CHUNK = 1 << 20
_SECOND = len("20261128-093000")  # what a name begins with
_SPARE = 16 << 20  # what the rest of the program may want of the same disk meanwhile


@dataclass(frozen=True)
class Backup:
    """One backup. `mark` is that of `recovery.mark` when it was made, `counts` the rows of each table.

    A store kept by a restore has no `sha256` and no counts: nobody looked into it. `missing` tells what a
    store saved from a damaged one lacks, a table in each: "table:rows:number,number". `packages` copies of packages,
    of `packages_bytes` together, lie in the pool beside the backups; the list of them has `packages_sha256`.
    `journal_head` is the chain of the journal up to its line `journal_line`; "" where nobody wrote it down.
    """

    folder: Path
    at: str
    reason: str
    mark: str = ""
    level: str = ""
    size_bytes: int = 0
    sha256: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    packages: int = 0
    packages_bytes: int = 0
    packages_sha256: str = ""
    journal_line: int = 0
    journal_head: str = ""

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def pool(self) -> Path:
        return self.folder.parent / POOL


def write(
    store: Store, home: Path, packages: Source, *, into: Path, at: str, reason: str, step: Step,
    missing: Sequence[str] = (),
) -> Backup:  # fmt: skip
    """Copy the store of `home`, open the copy and look through it, then let it appear in `into` under its own name.
    The copies of packages go into the pool there, those that it has not got.

    Stopped by `step`, or by a full or failing disk, nothing of it stays. TroubleError("backup_unsound") when the copy
    does not hold what the store held: then it is the store that wants looking at.
    """
    target = free(into, at, reason)
    part = target.with_name(target.name + PART)
    with _nothing_left_of(part), _in_words(into):
        part.mkdir(parents=True)
        _demand_room(part, sum(_size(home / name) for name in (FILE, *LOGS)))
        reader = store.reader()
        try:
            with reader.snapshot():
                held = recovery.counts(reader)
                head = journal.head_if_any(reader)
                made = Backup(target, at, reason, recovery.mark(reader), level(reader), 0, "", held, tuple(missing),
                              journal_line=head.id if head else 0, journal_head=head.chain if head else "")  # fmt: skip
                reader.copy_to(part / FILE, lambda done, total: step(done, 2 * total))
        finally:
            reader.close()
        _demand_sound(store, part / FILE, held)
        size = _size(part / FILE)
        made = replace(made, size_bytes=size, sha256=_digest(part / FILE, lambda n: step(size + n, 2 * size)))
        made = _with_packages(made, part, packages, lambda: step(2 * size, 2 * size))
        shutil.copyfile(home / VAULT, part / VAULT)
        keep_manifest(part, made)
        part.rename(target)
    return made


def _with_packages(made: Backup, part: Path, packages: Source, stop: Callable[[], object]) -> Backup:
    before = newest(part.parent, lambda one: one.packages_sha256)
    known = copies(before) if before is not None else None
    found = backup_packages.gather(packages, part.parent / POOL, known or (), lambda _n: stop())
    listing = backup_packages.keep_list(part, found)
    size = sum(one.size_bytes for one in found)
    return replace(made, packages=len(found), packages_bytes=size, packages_sha256=listing)


def copies(backup: Backup) -> list[Copy] | None:
    """The copies of packages that a backup names; None where its list is damaged."""
    return backup_packages.listed(backup.folder, backup.packages_sha256)


def keep_manifest(folder: Path, made: Backup) -> None:
    values = {name: value for name, value in vars(made).items() if name != "folder"} | {"schema": SCHEMA}
    with (folder / MANIFEST).open("w", encoding="utf-8") as file:
        json.dump(values, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())


def listed(folder: Path) -> list[Backup]:
    """The backups in a folder, the newest first; what is half written, damaged or something else is not one."""
    try:
        found = [made for inner in folder.iterdir() if (made := read(inner)) is not None]
    except OSError:
        return []
    return sorted(found, key=lambda made: (made.at, made.name), reverse=True)


def newest(folder: Path, fits: Callable[[Backup], object] = bool) -> Backup | None:
    """The newest backup in a folder that `fits`; names begin with the second, so that few of them are read."""
    try:
        names = sorted((inner.name for inner in folder.iterdir()), reverse=True)
    except OSError:
        return None
    for _second, inner in itertools.groupby(names, lambda name: name[:_SECOND]):
        found = [made for name in inner if (made := read(folder / name)) is not None and fits(made)]
        if found:
            return max(found, key=lambda made: (made.at, made.name))
    return None


def read(folder: Path) -> Backup | None:
    """The backup in this very folder; None if there is none."""
    if folder.name.endswith(PART) or not (folder / FILE).is_file() or not (folder / VAULT).is_file():
        return None
    try:
        values: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        if values.pop("schema") != SCHEMA:
            return None
        counts = {str(name): int(number) for name, number in values.pop("counts").items()}
        missing = tuple(map(str, values.pop("missing")))
        made = Backup(folder, counts=counts, missing=missing, **values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    texts = (made.at, made.reason, made.mark, made.level, made.sha256, made.packages_sha256, made.journal_head)
    numbers = (made.size_bytes, made.packages, made.packages_bytes, made.journal_line)
    fits = all(isinstance(text, str) for text in texts) and all(isinstance(number, int) for number in numbers)
    return made if fits else None


def copy(backup: Backup, into: Path, *, step: Step) -> Backup:
    """The same backup in another place, read back from there byte by byte before it gets its name."""
    target = into / backup.name
    part = target.with_name(target.name + PART)
    with _nothing_left_of(part), _in_words(into):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        take_out(backup, part, step=step)
        for name in (MANIFEST, backup_packages.LIST):
            if (backup.folder / name).is_file():
                shutil.copyfile(backup.folder / name, part / name)
        if backup.sha256 and _digest(part / FILE, lambda _n: step(0, 0)) != backup.sha256:
            raise TroubleError("backup_unsound", path=str(into))
        part.rename(target)
    return replace(backup, folder=target)


def take_out(backup: Backup, into: Path, *, step: Step) -> None:
    """Copy the files of a register out of a backup, and sync them. TroubleError("backup_damaged") if they are not what
    was written."""
    for name in (FILE, LOGS[0], VAULT):
        if not (backup.folder / name).is_file():
            continue
        digest = hashlib.sha256()
        with (backup.folder / name).open("rb") as source, (into / name).open("wb") as file:
            while chunk := source.read(_CHUNK):
                file.write(chunk)
                digest.update(chunk)
                step(file.tell(), backup.size_bytes)
            file.flush()
            os.fsync(file.fileno())
        if name == FILE and backup.sha256 and digest.hexdigest() != backup.sha256:
            raise TroubleError("backup_damaged", path=str(backup.folder))


def bring_packages(backup: Backup, into: Path, *, step: Step) -> list[str]:
    """Its copies of packages into the pool of another place; returns the names of those that are not what they were."""
    with _in_words(into):
        named = copies(backup)
        if named is None:
            return [backup_packages.LIST]
        return backup_packages.bring(named, backup.pool, into / POOL, counting(backup, step))


def counting(backup: Backup, step: Step) -> Callable[[int], None]:
    """Tells `step` how many bytes of a backup's packages were dealt with."""
    done = [0]

    def told(read_bytes: int) -> None:
        done[0] += read_bytes
        step(min(done[0], backup.packages_bytes), max(backup.packages_bytes, 1))

    return told


def demand_whole(home: Path, backup: Backup, key: bytes, *, plain: bool) -> dict[str, int]:
    """Open what was taken out into `home` and compare it with what the backup was when it was made: the rows of every
    table. TroubleError("backup_damaged") if they differ, or a page cannot be read."""
    try:
        opened = open_as_it_is(home / FILE, key, plain=plain)
        try:
            held = recovery.counts(opened)
            whole = recovery.sound(opened) and (not backup.counts or held == dict(backup.counts))
        finally:
            opened.close()
    except TroubleError as error:
        if error.code != "register_damaged":
            raise
        whole = False
    if not whole:
        raise TroubleError("backup_damaged", path=str(backup.folder))
    return held


def remove(backup: Backup) -> bool:
    """Takes a backup away, first out of sight; False where the disk does not let it."""
    doomed = backup.folder.with_name(backup.name + PART)
    try:
        backup.folder.rename(doomed)
    except OSError:
        return False
    shutil.rmtree(doomed, ignore_errors=True)
    return True


def sweep_packages(folder: Path, home: Path) -> None:
    """Takes those copies of packages out of the pool that no backup names any longer, unless a list cannot be read."""
    found = [copies(one) for one in listed(folder)]
    if None not in found:
        backup_packages.sweep(folder / POOL, (one for named in found for one in named or ()), home)


def sweep(folder: Path, before_s: float = math.inf) -> None:
    """Takes away what was cut off: halves of backups last touched before that moment. Call it where none is made."""
    with contextlib.suppress(OSError):
        for inner in folder.iterdir():
            if inner.name.endswith(PART) and inner.stat().st_mtime < before_s:
                shutil.rmtree(inner, ignore_errors=True)


@contextlib.contextmanager
def passing(folder: Path) -> Iterator[Path]:
    """A folder that is gone again afterwards, whatever happened."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        with _in_words(folder.parent):
            folder.mkdir(parents=True)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _demand_sound(store: Store, path: Path, held: Mapping[str, int]) -> None:
    copied = store.sibling(path)
    try:
        if not recovery.pages_sound(copied) or recovery.counts(copied) != held:
            raise TroubleError("backup_unsound", path=str(path.parent))
    finally:
        copied.close()


def free(into: Path, at: str, reason: str) -> Path:
    """A name that no backup in a folder has yet."""
    stem = f"{at[:19].replace(':', '').replace('-', '').replace('T', '-')}-{reason}"
    target, number = into / stem, 2
    while target.exists() or target.with_name(target.name + PART).exists():
        target, number = into / f"{stem}-{number}", number + 1
    return target


def _demand_room(folder: Path, size_bytes: int) -> None:
    if shutil.disk_usage(folder).free < size_bytes + _SPARE:
        need = -(-(size_bytes + _SPARE) // (1 << 20))
        raise TroubleError("backup_no_room", again=True, path=str(folder.parent), need_mb=need)


def _digest(path: Path, told: Callable[[int], None]) -> str:
    digest, read_bytes = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            read_bytes += len(chunk)
            told(read_bytes)
    return digest.hexdigest()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


@contextlib.contextmanager
def _nothing_left_of(part: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


@contextlib.contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        code = "disk_full" if full else "backup_not_written"
        raise TroubleError(code, again=True, path=str(folder)) from error
