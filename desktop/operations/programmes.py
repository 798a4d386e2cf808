"""The programme packs of a register in all their versions, the one in use, and what another version would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import journal, programmes, settings
from db.programmes import Installed as Installed
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from domain.errors import Problem, RuleError
from domain.initiative import Initiative
from domain.pack.compare import RuleChange as RuleChange
from domain.programme import Programme

DEFAULT = "1m-2022"
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Judged:
    """A record two versions judge differently: what each of them objects to, and the phase it falls into."""

    row_id: int
    public_id: str
    number: str
    title: str
    before: tuple[Problem, ...]
    after: tuple[Problem, ...]
    phase_before: str
    phase_after: str


@dataclass(frozen=True)
class Comparison:
    """`rules` field by field in words; `records` those judged differently, of the `asked` made under version `old`."""

    programme: str
    old: str
    new: str
    rules: tuple[RuleChange, ...]
    records: tuple[Judged, ...]
    asked: int


@dataclass(frozen=True)
class Written:
    """A version that was written here. `to_confirm` are the dates a copy moved by its years, as places in the pack
    ("phases.0.applied_from_on"): a proposal that a person must look at."""

    pack: Programme
    to_confirm: tuple[str, ...]
    changes: Changes


@dataclass(frozen=True)
class Adopted:
    """Records now under the version asked for, and those that stayed under theirs with the reason."""

    moved: tuple[int, ...]
    refused: Mapping[int, tuple[Problem, ...]]
    changes: Changes


def everything(desk: Desk) -> list[Programme]:
    """Every programme in its version in force."""
    return programmes.everything(desk.store)


def versions(desk: Desk, programme_id: str = "") -> list[Installed]:
    """Every version held, of one programme or of all; programmes by id, the newest version first."""
    return programmes.versions(desk.store, programme_id)


def get(desk: Desk, programme_id: str, version: str = "") -> Programme:
    """This version, or the one in force when none is named. RuleError: programme_unknown, programme_version_unknown."""
    found = programmes.get(desk.store, programme_id, version)
    if found is None:
        if version and programmes.get(desk.store, programme_id):
            raise RuleError("programme_version_unknown", field="version", name=programme_id, version=version)
        raise RuleError("programme_unknown", field="programme", name=programme_id)
    return found


def of_record(desk: Desk, initiative: Initiative) -> Programme:
    """The rules a record is judged by: those of the version it was made under.

    A record of another unit may name a version that never came here: then the version in force is the best there is.
    """
    found = programmes.get(desk.store, initiative.programme, initiative.pack_version)
    return found or get(desk, initiative.programme)


class Packs(dict[tuple[str, str], Programme]):
    """The packs of a register by id and version, each read once: reading one takes longer than what is asked of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def of(self, initiative: Initiative) -> Programme:
        """The rules this record is judged by."""
        key = (initiative.programme, initiative.pack_version)
        if key not in self:
            self[key] = of_record(self._desk, initiative)
        return self[key]


def current(desk: Desk) -> Programme:
    """The programme new initiatives are entered under, in its version in force."""
    return get(desk, settings.get(desk.store, "programme", DEFAULT))


def use(desk: Desk, programme_id: str, version: str = "") -> Changes:
    """New initiatives are entered under this programme, and from now on under this version of it if one is named."""
    demand_officer(desk)
    pack = get(desk, programme_id, version)
    with desk.store.atomic():
        settings.put(desk.store, "programme", programme_id)
        programmes.put_in_force(desk.store, programme_id, pack.version)
        journal.write(desk.store, desk.user.name, "programme_used", programme_id, clock.stamp(), version=pack.version)
    return of("settings", "programmes", "initiatives")


def text(desk: Desk, programme_id: str, version: str = "") -> str:
    """The pack's file as it was installed, comments and all."""
    return programmes.text(desk.store, programme_id, get(desk, programme_id, version).version)


def check(data: str) -> tuple[Problem, ...]:
    """Everything wrong with a pack's file, by line (`row`) and field; needs no register."""
    raise NotImplementedError


def copy(
    desk: Desk, source_id: str, *, new_id: str, title: str, short_title: str, year: int, version: str = ""
) -> Written:
    """A new programme of this register made from the file of another one, comments and sources kept.

    Its version is 1.0, its aliases empty, its dates moved by the difference of the years.
    """
    raise NotImplementedError


def revise(desk: Desk, programme_id: str, parts: Mapping[str, Any]) -> Written:
    """Replace whole top-level parts of a pack by plain data and install the outcome as a new version, in force at once.

    Dates may be `date` or ISO text; None takes a part away. RuleError("pack_wrong") with one problem for each thing
    wrong, `field` naming its place ("deadlines.0.on"); then nothing is installed.
    """
    raise NotImplementedError


def compare(desk: Desk, programme_id: str, old: str, new: str, *, step: Step | None = None) -> Comparison:
    """What version `new` changes against `old`, and for which records made under `old`. Nothing is written."""
    raise NotImplementedError


def adopt(desk: Desk, row_ids: Sequence[int], version: str) -> Adopted:
    """Put records under this version of their programme; locked ones and those of other units stay as they are."""
    raise NotImplementedError
