"""Registers of a size: made by the way a whole list is taken in, of words drawn from the shipped sample."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from db import bulk_inserts
from db.bulk_inserts import Entry
from desktop import desk
from desktop.desk import Desk
from desktop.operations import registers
from domain.initiative import Author, BenefitState, Initiative, State
from domain.unit import Unit
from resources import path

SMALL, PROVINCE, NATION = 10_000, 170_000, 1_000_000
SIZES = [SMALL, PROVINCE]  # NATION is added by --big
PROGRAMME = "1m-2022"
_NOW = "2022-12-01T02:03:04.000Z"
_KINDS = ("technical", "management", "operation", "technology", "union")
_made: dict[int, Path] = {}


@contextmanager
def opened(size: int) -> Iterator[Desk]:
    """The register of this size, made when it is first asked for."""
    if size not in _made:
        home = Path(tempfile.mkdtemp(prefix="benchmark-")) / "register"
        registers.create(home, Unit("B1", "Benchmark"), "Benchmark", None)
        made = desk.open_desk(home, None)
        insert(made, records(size), size)
        made.close()
        _made[size] = home
    held = desk.open_desk(_made[size], None)
    try:
        yield held
    finally:
        held.close()


def home(size: int) -> Path:
    with opened(size):
        return _made[size]


def drop() -> None:
    """Takes the registers away again."""
    for made in _made.values():
        shutil.rmtree(made.parent)
    _made.clear()


def insert(made: Desk, found: Iterator[Initiative], size: int, *, own: bool = True) -> None:
    """In one transaction, as a list is taken in."""
    with made.store.atomic():
        entries = (Entry(one, 0) for one in found)
        bulk_inserts.insert(made.store, entries, own=own, now=_NOW, expected=size, pause=_no_pause)


def _no_pause() -> None:
    """Nobody watches."""


def records(size: int, seed: int = 1) -> Iterator[Initiative]:
    """Records of usual length: a title of ten syllables, texts of two hundred."""
    chance = random.Random(seed)
    words, names = _words()
    states = list(State)
    for number in range(size):
        picked: list[str] = chance.choices(words, k=210)
        yield Initiative(
            id=f"{seed:08x}{number:024x}",
            number=f"SK-2022-{number:04d}",
            unit_code=f"U{chance.randrange(200)}",
            unit_name=f"CĐCS {' '.join(picked[200:203])}",
            programme=PROGRAMME,
            phase=chance.choice("12"),
            kind=chance.choice(_KINDS),
            title=" ".join(picked[:10]).capitalize(),
            authors=(Author(full_name=" ".join(chance.choices(names, k=3)), workplace=" ".join(picked[203:206])),),
            summary=" ".join(picked[10:130]),
            effect=" ".join(picked[130:200]),
            state=chance.choice(states),
            benefit_state=BenefitState.CLAIMED,
            benefit_vnd=chance.randrange(1, 10**9),
            applied_from_on=date(2022, 1, 1) + timedelta(days=chance.randrange(600)),
        )


def _words() -> tuple[list[str], list[str]]:
    entries: list[dict[str, Any]] = json.loads(path("samples/initiatives.json").read_text(encoding="utf-8"))
    words = [word for entry in entries for name in ("title", "summary", "effect") for word in entry[name].split()]
    names = [word for entry in entries for author in entry["authors"] for word in author["full_name"].split()]
    return [word.strip(".,;:()«»").lower() for word in words if word.strip(".,;:()«»")], names
