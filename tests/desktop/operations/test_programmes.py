from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from db import initiatives as stored_initiatives
from db import journal
from db import programmes as packs
from desktop import desk, shipped_programmes
from desktop.desk import Desk
from desktop.operations import initiatives, programmes
from desktop.operations.initiatives import LOCKED, Filter
from domain.errors import RuleError
from domain.initiative import State
from tests.desktop.operations.unions import StoppedError, enter, everything_written, new, recognised
from tests.domain.pack.packs import data, text

COPY = {"new_id": "may-2027", "title": "Chương trình ngành may", "short_title": "Ngành may", "year": 2027}


def strict(opened: Desk) -> str:
    """A version of the rules that asks for the kind as well; returns its number."""
    return programmes.revise(opened, "1m-2022", {"required": [*data()["required"], "kind"]}).pack.version


def test_a_new_register_has_the_shipped_packs_in_force(unit: Desk) -> None:
    held = programmes.versions(unit)
    assert [(one.id, one.origin, one.in_force, one.signed) for one in held] == [
        ("1m-2022", "shipped", True, False),
        ("75k-2021", "shipped", True, False),
    ]
    assert programmes.text(unit, "1m-2022") == text()
    with pytest.raises(RuleError) as refused:
        programmes.get(unit, "1m-2022", "9.9")
    assert (refused.value.code, refused.value.field) == ("programme_version_unknown", "version")
    with pytest.raises(RuleError) as refused:
        programmes.get(unit, "none", "9.9")
    assert refused.value.code == "programme_unknown"


def test_a_newer_shipped_version_is_added_once_and_changes_nothing_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = new(tmp_path / "register")
    row = enter(opened)[0]
    opened.close()
    later = text().replace('version = "1.1"', 'version = "1.2"').replace('required = ["title"', 'required = ["kind"')
    files = (*shipped_programmes._files(), ("1m-2022", "1.2", later))
    monkeypatch.setattr(shipped_programmes, "_files", lambda: files)
    for _ in range(2):
        opened = desk.open_desk(opened.home, None)
        assert [(one.version, one.in_force) for one in programmes.versions(opened, "1m-2022")] == [
            ("1.2", False),
            ("1.1", True),
        ]
        assert programmes.current(opened).version == "1.1"
        assert initiatives.get(opened, row).initiative.pack_version == "1.1"
        assert initiatives.get(opened, enter(opened)[0]).initiative.pack_version == "1.1"
        added = [line for line in journal.lines(opened.store, "1m-2022") if line["operation"] == "programme_added"]
        assert len(added) == 2
        opened.close()
    opened = desk.open_desk(opened.home, None)
    programmes.use(opened, "1m-2022", "1.2")
    assert initiatives.get(opened, enter(opened)[0]).initiative.pack_version == "1.2"
    assert initiatives.get(opened, row).initiative.pack_version == "1.1"
    opened.close()


def test_a_version_already_here_is_never_replaced_by_a_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = new(tmp_path / "register")
    opened.close()
    monkeypatch.setattr(shipped_programmes, "_files", lambda: (("1m-2022", "1.1", "other words"),))
    opened = desk.open_desk(opened.home, None)
    assert programmes.text(opened, "1m-2022") == text()
    opened.close()


def test_a_record_is_judged_by_the_version_it_was_made_under(unit: Desk) -> None:
    row = enter(unit)[0]
    initiatives.type_in(unit, row, {"kind": ""})
    version = strict(unit)
    assert (version, programmes.current(unit).version) == ("1.1.1", "1.1.1")
    held = initiatives.get(unit, row).initiative
    assert (held.pack_version, initiatives.problems(unit, held)) == ("1.1", ())
    younger = initiatives.new(unit, {"title": "Kệ mới"})
    assert younger.stored.initiative.pack_version == version
    assert "kind_missing" in [problem.code for problem in younger.problems]
    assert initiatives.type_in(unit, row, {"reach": "Toàn xưởng"}).problems == ()
    assert initiatives.move(unit, [row], State.ACCEPTED).refused == {}


def test_a_record_whose_version_never_came_here_is_judged_by_the_one_in_force(unit: Desk) -> None:
    held = initiatives.get(unit, enter(unit)[0]).initiative
    stranger = dataclasses.replace(held, pack_version="7.7")
    assert programmes.of_record(unit, stranger) == programmes.get(unit, "1m-2022")
    both = programmes.Packs(unit)
    assert both.of(stranger) is both.of(stranger)
    with pytest.raises(RuleError) as refused:
        programmes.of_record(unit, dataclasses.replace(held, programme="none"))
    assert refused.value.code == "programme_unknown"


def test_a_copy_is_a_programme_of_its_own_with_days_to_confirm(unit: Desk) -> None:
    made = programmes.copy(unit, "1m-2022", **COPY)
    assert made.changes.touches("programmes")
    assert (made.pack.id, made.pack.version, made.pack.year, made.pack.aliases) == ("may-2027", "1.0", 2027, ())
    assert made.pack.phases[0].applied_from_on == date(2026, 9, 1)
    assert {"phases.0.applied_from_on", "deadlines.0.on"} <= set(made.to_confirm)
    assert programmes.versions(unit, "may-2027")[0].origin == "own"
    assert "[HP]" in programmes.text(unit, "may-2027")
    assert programmes.current(unit).id == "1m-2022"
    programmes.use(unit, "may-2027")
    assert initiatives.new(unit, {"title": "Kệ"}).stored.initiative.programme == "may-2027"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"new_id": "1m-2022"}, "pack_id_taken", "new_id"),
        ({"new_id": "Ngành may"}, "pack_wrong", "id"),
        ({"title": " "}, "pack_wrong", "title"),
        ({"short_title": "x" * 61}, "pack_wrong", "short_title"),
        ({"year": 2101}, "pack_year_wrong", "year"),
        ({"year": 1999}, "pack_year_wrong", "year"),
        ({"year": 99999}, "pack_year_wrong", "year"),
        ({"year": -5}, "pack_year_wrong", "year"),
    ],
)
def test_a_copy_with_a_wrong_word_writes_nothing(unit: Desk, changes: dict[str, object], code: str, field: str) -> None:
    before = everything_written(unit)
    with pytest.raises(RuleError) as refused:
        programmes.copy(unit, "1m-2022", **{**COPY, **changes})  # type: ignore[arg-type]
    assert refused.value.code == code
    assert field in (refused.value.field, *(problem.field for problem in refused.value.problems))
    assert everything_written(unit) == before


def test_a_revision_is_a_new_version_in_force_and_the_old_one_stays(unit: Desk) -> None:
    phases = [vars(phase) | {"applied_to_on": "2022-05-20"} for phase in programmes.current(unit).phases[:1]]
    rest = [vars(phase) for phase in programmes.current(unit).phases[1:]]
    made = programmes.revise(unit, "1m-2022", {"phases": [*phases, *rest], "support": None})
    assert (made.pack.version, made.pack.phases[0].applied_to_on) == ("1.1.1", date(2022, 5, 20))
    assert made.pack.support.upper_vnd == 0
    assert [(one.version, one.origin, one.in_force) for one in programmes.versions(unit, "1m-2022")] == [
        ("1.1.1", "own", True),
        ("1.1", "shipped", False),
    ]
    assert programmes.revise(unit, "1m-2022", {"title": "Tên mới"}).pack.version == "1.1.2"
    assert programmes.text(unit, "1m-2022", "1.1") == text()


def test_a_revision_with_anything_wrong_installs_nothing_and_names_part_and_field(unit: Desk) -> None:
    before = everything_written(unit)
    deadlines = data()["deadlines"]
    deadlines[2] = deadlines[2] | {"on": "mai", "level": "xã"}
    with pytest.raises(RuleError) as refused:
        programmes.revise(unit, "1m-2022", {"deadlines": deadlines, "year": 22})
    assert refused.value.code == "pack_wrong"
    assert {(problem.code, problem.field) for problem in refused.value.problems} == {
        ("pack_day_wrong", "deadlines.2.on"),
        ("pack_level_unknown", "deadlines.2.level"),
        ("pack_number_wrong", "year"),
    }
    for parts, code in (({"colour": 1}, "pack_part_unknown"), ({"id": "x"}, "pack_part_kept"),
                        ({"title": data()["title"]}, "pack_unchanged")):  # fmt: skip
        with pytest.raises(RuleError) as refused:
            programmes.revise(unit, "1m-2022", parts)
        assert refused.value.code == code
    assert everything_written(unit) == before


def test_a_comparison_tells_the_rules_and_the_records_judged_differently(unit: Desk) -> None:
    rows = enter(unit, 5)
    initiatives.type_in(unit, rows[1], {"kind": ""})
    version, before = strict(unit), everything_written(unit)
    steps: list[tuple[int, int]] = []
    found = programmes.compare(unit, "1m-2022", "1.1", version, step=lambda done, of: steps.append((done, of)))
    assert everything_written(unit) == before
    assert [change.part for change in found.rules] == ["version", "required"]
    assert found.rules[1].after.endswith("Loại giải pháp")
    assert (found.asked, [one.row_id for one in found.records]) == (5, [rows[1]])
    judged = found.records[0]
    assert ([p.code for p in judged.before], [p.code for p in judged.after]) == ([], ["kind_missing"])
    assert steps[-1] == (5, 5)


def test_a_comparison_tells_who_falls_into_another_phase_and_can_be_stopped(unit: Desk) -> None:
    rows = enter(unit, 3)
    initiatives.type_in(unit, rows[0], {"applied_from_on": "31/5/2022"})
    phases = data()["phases"]
    phases[0]["applied_to_on"] = phases[0]["applied_to_on"].replace(day=30)
    phases[1]["applied_from_on"] = phases[0]["applied_to_on"].replace(day=31)
    version = programmes.revise(unit, "1m-2022", {"phases": phases}).pack.version
    found = programmes.compare(unit, "1m-2022", "1.1", version)
    assert [(one.row_id, one.phase_before, one.phase_after) for one in found.records] == [(rows[0], "1", "2")]

    def stop(_done: int, _of: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        programmes.compare(unit, "1m-2022", "1.1", version, step=stop)


def test_chosen_records_are_put_under_a_version_with_a_journal_line(unit: Desk) -> None:
    rows = enter(unit, 3)
    initiatives.type_in(unit, rows[0], {"kind": ""})
    version = strict(unit)
    done = programmes.adopt(unit, rows[:2], version)
    assert (done.moved, done.refused, done.changes.rows) == (tuple(rows[:2]), {}, frozenset(rows[:2]))
    versions = [initiatives.get(unit, row).initiative.pack_version for row in rows]
    assert versions == [version, version, "1.1"]
    assert initiatives.total(unit, Filter(missing=True)) == 1
    line = journal.lines(unit.store, initiatives.get(unit, rows[0]).initiative.id)[0]
    assert line["operation"] == "version_adopted" and version in line["detail"]
    again = programmes.adopt(unit, rows[:1], version)
    assert [problem.code for problem in again.refused[rows[0]]] == ["record_under_version_already"]
    with pytest.raises(RuleError) as refused:
        programmes.adopt(unit, rows, "8.8")
    assert refused.value.code == "programme_version_unknown"


@pytest.mark.parametrize("state", sorted(LOCKED))
def test_a_locked_record_stays_under_its_version(unit: Desk, state: State) -> None:
    row = enter(unit)[0]
    held = initiatives.get(unit, row)
    with unit.store.atomic():
        initiatives.rewrite(unit, held, dataclasses.replace(held.initiative, state=state))
    done = programmes.adopt(unit, [row], strict(unit))
    assert (done.moved, [problem.code for problem in done.refused[row]]) == ((), ["record_locked"])
    assert initiatives.get(unit, row).initiative.pack_version == "1.1"


def test_a_record_of_another_unit_stays_under_its_version(unit: Desk) -> None:
    foreign = dataclasses.replace(initiatives.get(unit, enter(unit)[0]).initiative, id="f" * 32)
    with unit.store.atomic():
        row = stored_initiatives.insert(unit.store, foreign, own=False, missing=0, now="2026")
    done = programmes.adopt(unit, [row], strict(unit))
    assert [problem.code for problem in done.refused[row]] == ["record_of_another_unit"]


def test_what_was_sealed_is_sealed_again_after_it_moved_to_another_version(unit: Desk) -> None:
    row = recognised(unit)[0]
    held = initiatives.get(unit, row)
    done = programmes.adopt(unit, [row], programmes.revise(unit, "1m-2022", {"title": "Tên mới"}).pack.version)
    assert done.moved == (row,)
    assert initiatives.get(unit, row).initiative != held.initiative


def test_every_version_is_read_once(unit: Desk) -> None:
    assert packs.get(unit.store, "1m-2022") is packs.get(unit.store, "1m-2022", "1.1")
