"""The programme packs of a register in all their versions, the one in use, and what another version would change."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import initiatives as stored_initiatives
from db import journal, programmes, settings
from db.initiatives import Stored
from db.programmes import Installed as Installed
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import backups, identity
from domain import eligibility
from domain import text as words
from domain.errors import Problem, RuleError
from domain.initiative import LOCKED, Initiative
from domain.pack import check as packs
from domain.pack import copying, rewrite
from domain.pack.compare import RuleChange as RuleChange
from domain.pack.compare import changes
from domain.pack.shape import PARTS
from domain.programme import Programme, phase_of, version_key

DEFAULT = "1m-2022"
Step = Callable[[int, int], None]
_AT_ONCE = 500


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
    ("phases.0.applied_from_on"): a proposal that a person must look at. `doubts` are days and years in it that do
    not go together: nothing is wrong, somebody should look again."""

    pack: Programme
    to_confirm: tuple[str, ...]
    changes: Changes
    doubts: tuple[Problem, ...] = ()


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
        return self.named(initiative.programme, initiative.pack_version)

    def named(self, programme: str, version: str) -> Programme:
        """The same for a record of which no more is known than its programme and version."""
        key = (programme, version)
        if key not in self:
            self[key] = of_record(self._desk, Initiative(programme=programme, pack_version=version))
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
    return packs.read(data)[1]


def doubts(data: str) -> tuple[Problem, ...]:
    """What should be looked at again in a pack's file that has nothing wrong, by line; `blocks` is False."""
    return packs.read_doubts(data)


def copy(
    desk: Desk, source_id: str, *, new_id: str, title: str, short_title: str, year: int, version: str = "",
    parts: Mapping[str, Any] | None = None,
) -> Written:  # fmt: skip
    """A new programme of this register made from the file of another one, comments and sources kept.

    Its version is 1.0, its aliases empty, its dates moved by the difference of the years; then whole `parts` are
    replaced as `revise` does. RuleError: pack_id_taken, pack_of_first_form, pack_year_wrong, pack_wrong (the problems
    say which word is wrong), and those of `revise`.
    """
    demand_officer(desk)
    demand_whole(desk, source_id, version)
    source = text(desk, source_id, version)
    names = {"new_id": new_id, "title": words.clean_line(title), "short_title": words.clean_line(short_title)}
    identity.demand_none({"title": names["title"], "short_title": names["short_title"]})
    given = _given(parts or {})
    if programmes.get(desk.store, names["new_id"]) is not None:
        raise RuleError("pack_id_taken", field="new_id", name=names["new_id"])
    data, moved = copying.copied(source, **names, year=year)
    if given:
        demand_right(packs.problems(rewrite.merged(tomllib.loads(data), given)))
        data = rewrite.replaced(data, given)
    pack = install_own(desk, data, "programme_copied", source=source_id)
    to_confirm = tuple(place for place in moved if place.partition(".")[0] not in given)
    return Written(pack, to_confirm, of("programmes", "settings"), doubts(data))


def revise(desk: Desk, programme_id: str, parts: Mapping[str, Any]) -> Written:
    """Replace whole top-level parts of a pack by plain data and install the outcome as a new version, in force at once.

    Dates may be `date` or ISO text; None takes a part away. RuleError("pack_wrong") with one problem for each thing
    wrong, `field` naming its place ("deadlines.0.on"); then nothing is installed.
    """
    demand_officer(desk)
    demand_whole(desk, programme_id)
    held = next(one for one in versions(desk, get(desk, programme_id).id) if one.in_force)
    given = _given(parts)
    before = text(desk, programme_id)
    demand_right(packs.problems(rewrite.merged(tomllib.loads(before), given)))
    data = rewrite.replaced(before, given)
    if data == before:
        raise RuleError("pack_unchanged", version=held.version)
    taken = {one.version for one in versions(desk, programme_id)}
    version = copying.next_version(held.version, taken, own=held.origin == "own")
    data = rewrite.replaced(data, {"version": version})
    pack = install_own(desk, data, "programme_revised", before=held.version, parts=sorted(given))
    return Written(pack, (), of("programmes", "settings"), doubts(data))


def _given(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Parts that may be replaced, their days as days."""
    identity.demand_none({part: value for part, value in parts.items() if isinstance(value, str)})
    for part in parts:
        if part not in PARTS:
            raise RuleError("pack_part_unknown", field=part, name=part, known=", ".join(PARTS))
        if part in ("id", "version"):
            raise RuleError("pack_part_kept", field=part, name=part)
    return {part: copying.with_days(value, (part,)) for part, value in parts.items()}


def demand_whole(desk: Desk, programme_id: str, version: str = "") -> None:
    """RuleError("pack_of_first_form") if this version lacks what packs must have today and a newer one has it."""
    pack = get(desk, programme_id, version)
    if not check(text(desk, pack.id, pack.version)):
        return
    for one in versions(desk, pack.id):
        if version_key(one.version) > version_key(pack.version) and not check(text(desk, pack.id, one.version)):
            raise RuleError("pack_of_first_form", name=pack.id, version=pack.version, newer=one.version)


def install_own(desk: Desk, data: str, operation: str, **detail: object) -> Programme:
    """A pack's text written here, in force at once. RuleError("pack_wrong"), and then nothing is installed."""
    demand_officer(desk)
    demand_right(check(data))
    now = clock.stamp()
    with desk.store.atomic():
        pack = programmes.add(desk.store, data, now, origin="own")
        programmes.put_in_force(desk.store, pack.id, pack.version)
        journal.write(desk.store, desk.user.name, operation, pack.id, now, version=pack.version, **detail)
    return pack


def demand_right(problems: Sequence[Problem]) -> None:
    """RuleError("pack_wrong") with all of them if there are any."""
    if problems:
        raise RuleError("pack_wrong", problems=problems, count=len(problems))


def compare(desk: Desk, programme_id: str, old: str, new: str, *, step: Step | None = None) -> Comparison:
    """What version `new` changes against `old`, and for which records made under `old`. Nothing is written.

    `step` counts the records looked at and may raise to stop.
    """
    before, after = get(desk, programme_id, old), get(desk, programme_id, new)
    rules = changes(*(tomllib.loads(text(desk, programme_id, pack.version)) for pack in (before, after)))
    rows = stored_initiatives.under_version(desk.store, programme_id, before.version)
    found: list[Judged] = []
    for start in range(0, len(rows), _AT_ONCE):
        if step is not None:
            step(start, len(rows))
        for stored in stored_initiatives.get_many(desk.store, rows[start : start + _AT_ONCE]):
            found += _judged(stored, before, after)
    if step is not None:
        step(len(rows), len(rows))
    return Comparison(programme_id, before.version, after.version, rules, tuple(found), len(rows))


def _judged(stored: Stored, before: Programme, after: Programme) -> list[Judged]:
    initiative = stored.initiative
    first, second = (eligibility.problems(initiative, pack) for pack in (before, after))
    phases = [phase.id if phase else "" for phase in (phase_of(p, initiative.applied_from_on) for p in (before, after))]
    if _said(first) == _said(second) and phases[0] == phases[1]:
        return []
    return [Judged(stored.row_id, initiative.id, initiative.number, initiative.title, first, second, *phases)]


def _said(problems: Sequence[Problem]) -> list[tuple[object, ...]]:
    """What is objected to; another source for the same objection is no other judgement."""
    return [(problem.code, problem.field, problem.blocks, sorted(problem.facts.items())) for problem in problems]


def adopt(desk: Desk, row_ids: Sequence[int], version: str) -> Adopted:
    """Put records under this version of their programme; locked ones and those of other units stay as they are."""
    demand_officer(desk)
    if len(row_ids) > 1:
        backups.before(desk, backups.BULK, stop=lambda: None)
    moved, refused, now = [], dict[int, tuple[Problem, ...]](), clock.stamp()
    with desk.store.atomic():
        for stored in stored_initiatives.get_many(desk.store, row_ids):
            objection = _objection(stored, version)
            if objection is not None:
                refused[stored.row_id] = (objection,)
                continue
            _put_under(desk, stored, get(desk, stored.initiative.programme, version), now)
            moved.append(stored.row_id)
    return Adopted(tuple(moved), refused, of("initiatives", "appraisals", rows=set(moved)))


def _objection(stored: Stored, version: str) -> Problem | None:
    initiative = stored.initiative
    facts: dict[str, object] = {"number": initiative.number, "name": initiative.number, "version": version}
    if not stored.own:
        return Problem("record_of_another_unit", facts=facts)
    if initiative.state in LOCKED:
        return Problem("record_locked", "state", facts=facts | {"state": str(initiative.state)})
    if initiative.pack_version == version:
        return Problem("record_under_version_already", facts=facts, blocks=False)
    return None


def _put_under(desk: Desk, stored: Stored, pack: Programme, now: str) -> None:
    held = stored.initiative
    phase = phase_of(pack, held.applied_from_on)
    changed = dataclasses.replace(held, pack_version=pack.version, phase=phase.id if phase else "")
    missing = eligibility.blocking(changed, pack)
    stored_initiatives.update(desk.store, stored.row_id, changed, missing=missing, now=now)
    fields = {"pack_version": [held.pack_version, pack.version]}
    if changed.phase != held.phase:
        fields["phase"] = [held.phase, changed.phase]
    journal.write(desk.store, desk.user.name, "version_adopted", held.id, now, fields=fields)
