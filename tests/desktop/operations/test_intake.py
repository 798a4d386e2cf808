"""Many packages at once, receipts written again, and what is inside a package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop import desk
from desktop.desk import Desk
from desktop.operations import (
    backups,
    initiatives,
    intake,
    keys,
    packages,
    programme_files,
    programmes,
    receipts,
    registers,
    trust,
    verification,
)
from desktop.operations.demo import UNIT, UPPER, sample
from desktop.operations.initiatives import Filter
from domain.errors import TroubleError
from domain.initiative import State
from domain.moves import Decision


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """A unit with three recognised initiatives and a vouched key, and its upper union."""
    opened = []
    for name, unit in (("unit", UNIT), ("upper", UPPER)):
        registers.create(tmp_path / name, unit, "Thử", None)
        opened.append(desk.open_desk(tmp_path / name, None))
    unit, upper = opened
    rows = [initiatives.enter(unit, values).stored.row_id for values in sample()[0][:3]]
    initiatives.move(unit, rows, State.RECOGNISED, Decision("57/QĐ", date(2023, 7, 20), "Giám đốc"))
    root, _ = trust.init(upper)
    state, _ = keys.new(unit)
    trust.issue(upper, keys.request(unit, tmp_path / "request.asice"), state.code)
    trust.install(unit, trust.export(upper, tmp_path / "trust.asice")[0], root)
    yield unit, upper
    unit.close()
    upper.close()


def seal_one_by_one(unit: Desk, to: Path) -> list[Path]:
    """Each of the initiatives in a package of its own."""
    to.mkdir()
    return [
        packages.pack(unit, replace(packages.plan(unit), items=(item,)), to, step=quiet).path
        for item in packages.plan(unit).items
    ]


def test_a_survey_sorts_and_sees_no_false_gap(both: tuple[Desk, Desk], tmp_path: Path) -> None:
    unit, upper = both
    files = seal_one_by_one(unit, tmp_path / "usb")
    rows = intake.survey(upper, [files[2], files[0], files[1], files[0]], step=quiet)
    assert [(row.seq, row.warnings) for row in rows] == [(1, ()), (2, ()), (3, ())]
    rows = intake.survey(upper, [files[2], files[0], tmp_path / "gone.asice"], step=quiet)
    assert [(row.seq, row.warnings, row.taken) for row in rows] == [
        (1, (), True),
        (3, ("package_gap",), True),
        (0, (), False),
    ]
    assert initiatives.total(upper, Filter()) == 0


def test_a_stop_keeps_whole_packages(both: tuple[Desk, Desk], tmp_path: Path) -> None:
    unit, upper = both
    rows = intake.survey(upper, seal_one_by_one(unit, tmp_path / "usb"), step=quiet)
    backups.make(upper, backups.ASKED, step=quiet)  # none is made before it, where one could be stopped
    answers = iter([False, False, True])
    done, _changes = intake.take_in(upper, rows, step=quiet, stop=lambda: next(answers))
    assert [row.seq for row in done] == [1, 2] and initiatives.total(upper, Filter()) == 2


def test_a_programme_that_came_is_among_the_changes(both: tuple[Desk, Desk], tmp_path: Path) -> None:
    unit, upper = both
    programmes.revise(upper, "1m-2022", {"short_title": "Một triệu"})
    path = programme_files.seal(upper, "1m-2022", tmp_path)[0]
    done, changes = intake.take_in(unit, intake.survey(unit, [path], step=quiet), step=quiet, stop=lambda: False)
    assert [row.taken for row in done] == [True] and programmes.current(unit).short_title == "Một triệu"
    assert {"packages", "programmes", "settings"} <= changes.topics
    files = seal_one_by_one(unit, tmp_path / "usb")
    done, changes = intake.take_in(upper, intake.survey(upper, files, step=quiet), step=quiet, stop=lambda: False)
    assert changes.topics == {"packages", "initiatives", "trust", "returns"}


def test_a_receipt_can_be_put_elsewhere_later(both: tuple[Desk, Desk], tmp_path: Path) -> None:
    unit, upper = both
    rows = intake.survey(upper, seal_one_by_one(unit, tmp_path / "usb")[:1], step=quiet)
    done, _changes = intake.take_in(upper, rows, step=quiet, stop=lambda: False)
    (held,) = packages.received(upper)
    assert "receipt" not in held["detail"] and held["detail"]["counts"] == {"new": 1}
    (tmp_path / "other").mkdir()
    path, _changes = receipts.again(upper, done[0].manifest_sha256, tmp_path / "other")
    assert path.is_file() and packages.received(upper)[0]["detail"]["receipt"] == str(path)
    with pytest.raises(TroubleError, match="folder_missing"):
        receipts.again(upper, done[0].manifest_sha256, tmp_path / "gone")


def test_what_differs_is_told_by_field(both: tuple[Desk, Desk], tmp_path: Path) -> None:
    unit, upper = both
    usb = tmp_path / "usb"
    first = intake.survey(upper, seal_one_by_one(unit, usb), step=quiet)
    intake.take_in(upper, first, step=quiet, stop=lambda: False)
    stored = packages.plan(unit, only="all").items[0].stored
    initiatives.type_in(unit, stored.row_id, {"effect": "Nhanh gấp đôi."})
    again = packages.pack(unit, packages.plan(unit), usb, step=quiet)
    (one,) = intake.differing(upper, again.path)
    assert (one.number, one.difference) == (stored.initiative.number, "updated")
    assert one.fields == (("effect", stored.initiative.effect, "Nhanh gấp đôi."),)


def test_inside_a_package_of_an_unknown_key(both: tuple[Desk, Desk], tmp_path: Path) -> None:
    unit, upper = both
    path = packages.pack(unit, replace(packages.plan(unit), readers=()), None, step=quiet).path
    trust.revoke(upper, UNIT.code)
    assert verification.look_inside(upper, path).seen.verdict == "invalid"
    registers.create(tmp_path / "stranger", replace(UPPER, code="28000"), "Thử", None)
    stranger = desk.open_desk(tmp_path / "stranger", None)
    inside = verification.look_inside(stranger, path, limit=2)
    stranger.close()
    assert inside.seen.verdict == "untrusted" and len(inside.records) == 2
    assert [held.name for held in inside.files] == [packages.SUMMARY_NAME]


def test_where_one_stands_with_keys(both: tuple[Desk, Desk], tmp_path: Path) -> None:
    unit, upper = both
    below, above = trust.standing(unit), trust.standing(upper)
    assert below.issued and below.requested and (below.upper_name, below.upper_version) == (UPPER.name, 1)
    assert above.root_code and not above.unsent and [row["unit_code"] for row in above.vouched] == [UNIT.code]
    trust.revoke(upper, UNIT.code)
    assert trust.standing(upper).unsent
    trust.export(upper, tmp_path / "newer.asice")
    assert not trust.standing(upper).unsent
