"""The second place of the backups, a USB stick or a share: remembered, brought up to date whenever it is there."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from db import backups as stored
from db import journal
from db.backups import Backup, Step
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_keeper
from domain import backup as rules
from domain import dates
from domain.errors import RuleError, TroubleError

_REMEMBERED = "place.json"
_CUT_OFF_S = 86_400  # no copy takes longer
_KEPT = 30  # in the second place, beside what the rules keep there


@dataclass(frozen=True)
class Place:
    """`folder` is what the person chose; `copied_at` the moment of the newest backup that arrived there ("": none);
    `trouble` the code of what kept the last one away ("": nothing)."""

    folder: Path
    copied_at: str = ""
    trouble: str = ""


def get(home: Path) -> Place | None:
    """The second place; it is remembered beside the register, so that one that no longer opens finds its backups."""
    try:
        values = json.loads((home / stored.FOLDER / _REMEMBERED).read_bytes())
        return Place(Path(values["folder"]), str(values["copied_at"]), str(values["trouble"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def put(desk: Desk, where: Path | None) -> Changes:
    """Remember another second place, or none. RuleError if it lies within the register itself: then it is lost with
    it; TroubleError if it cannot be written to."""
    demand_keeper(desk)
    if where is not None:
        where = where.absolute()
        if where == desk.home.absolute() or desk.home.absolute() in where.parents:
            raise RuleError("backup_place_inside", field="place", path=str(where))
        _demand_writable(where)
        _remember(desk.home, Place(where))
    else:
        (desk.home / stored.FOLDER / _REMEMBERED).unlink(missing_ok=True)
    with desk.store.atomic():
        name = where.name if where is not None else ""
        journal.write(desk.store, desk.user.name, "backup_place_set", name, clock.stamp())
    return of("backups")


def bring(desk: Desk, newest: Backup, *, step: Step) -> Place | None:
    """Copy the newest backup to the second place, read it back, and thin what lies there. A place that is away, full or
    locked is noted and tried again with the next backup."""
    place = get(desk.home)
    if place is None:
        return None
    into = place.folder / own_folder(desk)
    try:
        if not place.folder.is_dir():
            raise TroubleError("backup_place_gone", again=True, path=str(place.folder))
        stored.sweep(into, before_s=clock.now().timestamp() - _CUT_OFF_S)
        lost = list[str]()
        if stored.read(into / newest.name) is None:
            lost = stored.bring_packages(newest, into, step=step)
            stored.copy(newest, into, step=step)
        _thin(into, desk.home)
        place = Place(place.folder, newest.at, "backup_lacks_packages" if lost else "")
    except TroubleError as error:
        place = Place(place.folder, place.copied_at, error.code)
    _remember(desk.home, place)
    return place


def own_folder(desk: Desk) -> str:
    """The folder of this register in a place that several may share: its unit's code, and letters nobody else has."""
    return f"so-sang-kien-{desk.unit.code}-{desk.derived('backup-place/1').hex()[:8]}"


def found_in(place: Path) -> list[Backup]:
    """The backups in a folder somebody points at: it is one, holds them, or holds the folders of registers."""
    alone = stored.read(place)
    if alone is not None:
        return [alone]
    try:
        inner = [folder for folder in place.iterdir() if folder.is_dir()]
    except OSError:
        inner = []
    found = stored.listed(place) + stored.listed(place / stored.FOLDER)
    for folder in inner:
        if folder.name.startswith("so-sang-kien-"):
            found += stored.listed(folder)
    return sorted(found, key=lambda one: (one.at, one.name), reverse=True)


def _thin(into: Path, home: Path) -> None:
    found = {one.name: one for one in stored.listed(into)}
    moments = {name: (dates.instant(one.at), one.reason) for name, one in found.items()}
    kept = rules.kept(moments, clock.now())
    newest_first = sorted(kept, key=lambda name: moments[name], reverse=True)
    going = {*found} - {*newest_first[:_KEPT]}
    for name in going:
        stored.remove(found[name])
    if going:
        stored.sweep_packages(into, home)


def _demand_writable(where: Path) -> None:
    probe = where / f".sangkien-{os.getpid()}"
    try:
        probe.mkdir(parents=True)
        shutil.rmtree(probe)
    except OSError as error:
        raise TroubleError("backup_place_gone", again=True, path=str(where)) from error


def _remember(home: Path, place: Place) -> None:
    folder = home / stored.FOLDER
    part = folder / f"{_REMEMBERED}.new"
    values = {"folder": str(place.folder), "copied_at": place.copied_at, "trouble": place.trouble}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        part.replace(folder / _REMEMBERED)
    except OSError as error:
        raise TroubleError("backup_not_written", again=True, path=str(folder)) from error
