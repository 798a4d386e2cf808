"""The stores that earlier programs left, kept for ever: one of every shape for which a program can still be run."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from db import store

KEPT = Path(__file__).resolve().parents[1] / "data" / "stores"
LEVELS = sorted(int(file.name[1:5]) for file in KEPT.glob("m*.db.gz"))
INITIATIVES = 5
PASSPHRASE = "mưa thuận gió hòa"


def unpack(level: int, home: Path) -> Path:
    """A register as the program of that level left it: plain, with five initiatives."""
    home.mkdir(parents=True)
    (home / store.FILE).write_bytes(gzip.decompress((KEPT / f"m{level:04d}.db.gz").read_bytes()))
    shutil.copy(KEPT / "vault.json", home / store.VAULT)
    return home


def unpack_encrypted(home: Path) -> Path:
    """The first shape of all, with a passphrase."""
    return Path(shutil.copytree(KEPT / "encrypted", home))
