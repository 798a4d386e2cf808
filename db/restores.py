"""Putting another store in the place of a register's: made ready beside it, then moved in as a whole, the old one kept.

A restore cut off while it makes ready never was; cut off while it moves, it is moved to the end the next time.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from db.backups import FOLDER, LOGS, Backup, keep_manifest
from db.store import FILE, VAULT

STAGED = "restoring"
_MAKING = "restoring.part"
_PLAN, _EMPTIED = "plan.json", "emptied"
_TOGETHER = (FILE, *LOGS, VAULT)


def begun(home: Path) -> bool:
    """Whether a restore was decided and has not come to its end."""
    return (home / STAGED / _PLAN).is_file()


def making(home: Path) -> Path:
    """An empty folder to take a backup out into; what stood there before is gone."""
    folder = home / _MAKING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def give_up(home: Path) -> None:
    """Leaves the register as it is."""
    shutil.rmtree(home / _MAKING, ignore_errors=True)


def decide(home: Path, kept: Backup) -> None:
    """From here on it will be done: what lies in `making(home)` takes the place of the store, which becomes `kept`."""
    folder = home / _MAKING
    values = {"kept": kept.name, "at": kept.at, "reason": kept.reason}
    with (folder / _PLAN).open("w", encoding="utf-8") as file:
        json.dump(values, file)
        file.flush()
        os.fsync(file.fileno())
    shutil.rmtree(home / STAGED, ignore_errors=True)  # of a restore that came to its end
    folder.rename(home / STAGED)


def finish(home: Path) -> Path | None:
    """Moves the files; may be called again after it was cut off at any moment. Returns where the old store is now, None
    if there was none."""
    staged = home / STAGED
    plan = json.loads((staged / _PLAN).read_bytes())
    kept = home / FOLDER / plan["kept"]
    if not (staged / _EMPTIED).exists():
        if any((home / name).exists() for name in _TOGETHER):
            kept.mkdir(parents=True, exist_ok=True)
        for name in _TOGETHER:
            if (home / name).exists():
                (home / name).replace(kept / name)
        (staged / _EMPTIED).touch()
    for name in _TOGETHER:
        if (staged / name).exists():
            (staged / name).replace(home / name)
    if kept.is_dir():
        size = (kept / FILE).stat().st_size if (kept / FILE).exists() else 0
        keep_manifest(kept, Backup(kept, plan["at"], plan["reason"], size_bytes=size))
    # The plan goes first: with it, but without the mark, the new store would be taken for the old one.
    (staged / _PLAN).unlink()
    shutil.rmtree(staged, ignore_errors=True)
    return kept if kept.is_dir() else None
