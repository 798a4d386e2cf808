"""Before what changes much a backup is made by itself, and it holds the register as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop import clock
from desktop.desk import Desk
from desktop.operations import (
    backups,
    bulk,
    consents,
    import_waiting,
    imports,
    initiatives,
    intake,
    people,
    portal,
    programmes,
)
from domain.backup import BULK, IMPORT, RECEIVE
from domain.initiative import State
from domain.moves import Decision
from tests.desktop.operations import contents, unions
from tests.desktop.operations.elsewhere import Elsewhere, ask, under_appraisal
from tests.desktop.operations.test_imports import AN, BINH, changed, workbook
from tests.desktop.operations.unions import StoppedError, quiet

NO_TITLE = changed(AN, title=None)
Work = Callable[[Desk, Path], object]


def everything(opened: Desk) -> list[int]:
    return initiatives.page(opened, initiatives.Filter())


def import_a_list(opened: Desk, folder: Path) -> object:
    return imports.take_in(opened, imports.read(opened, workbook(folder, AN)))


def mend(opened: Desk) -> None:
    [waiting] = import_waiting.waiting(opened)
    place = next((cell.row, cell.column) for cell in waiting.cells if cell.field == "title")
    import_waiting.mend(opened, waiting.id, {place: "Đồ gá khoan"})


WORKS: dict[str, tuple[str, Callable[[Desk], object], Work]] = {
    "import": (IMPORT, lambda _opened: None, import_a_list),
    "waiting rows taken in": (IMPORT, mend, lambda opened, _folder: import_waiting.take_in(
        opened, [one.id for one in import_waiting.waiting(opened)])),
    "import undone": (BULK, lambda _opened: None, lambda opened, _folder: imports.undo(
        opened, imports.batches(opened)[0].id)),
    "field of many": (BULK, lambda _opened: None, lambda opened, _folder: bulk.change(
        opened, everything(opened), "kind", "management", step=quiet)),
    "many moved": (BULK, lambda _opened: None, lambda opened, _folder: bulk.move(
        opened, everything(opened), State.ACCEPTED, Decision(), step=quiet)),
    "taken back": (BULK, lambda opened: bulk.change(opened, everything(opened), "kind", "management", step=quiet),
                   lambda opened, _folder: bulk.undo(opened, 1, step=quiet)),
    "many deleted": (BULK, lambda _opened: None, lambda opened, _folder: initiatives.delete(
        opened, everything(opened))),
    "authors gathered": (BULK, lambda _opened: None, lambda opened, _folder: people.gather(opened)),
    "consent of many": (BULK, people.gather, lambda opened, _folder: consents.note(opened, date(2022, 1, 2))),
    "portal list": (BULK, lambda _opened: None, lambda opened, _folder: portal.approve_matched(opened, [])),
    "other rules": (BULK, lambda _opened: None, lambda opened, _folder: programmes.adopt(
        opened, everything(opened), programmes.current(opened).version)),
}  # fmt: skip


def without_backups(opened: Desk) -> None:
    for made in backups.listed(opened.home):
        backups.stored.remove(made)


@pytest.mark.parametrize("name", WORKS)
def test_a_backup_of_how_it_was(unit: Desk, tmp_path: Path, name: str) -> None:
    reason, prepare, work = WORKS[name]
    imports.take_in(unit, imports.read(unit, workbook(tmp_path, AN, BINH, NO_TITLE)))
    prepare(unit)
    without_backups(unit)
    before = contents.of(unit.store)
    work(unit, tmp_path)
    [made] = backups.listed(unit.home)
    assert made.reason == reason
    assert contents.of_file(made.folder / "register.db") == before


def test_before_packages_are_taken_in_and_not_before_they_are_only_looked_at(
    vouched_pair: tuple[Desk, Desk], usb: Path
) -> None:
    unit, upper = vouched_pair
    unions.send(unit, usb, only="all")
    without_backups(upper)
    rows = intake.survey(upper, [usb], step=quiet)
    assert backups.listed(upper.home) == []
    before = contents.of(upper.store)
    done, _changes = intake.take_in(upper, rows, step=quiet, stop=lambda: False)
    assert [one.taken for one in done] == [True]
    [made] = backups.listed(upper.home)
    assert (made.reason, contents.of_file(made.folder / "register.db") == before) == (RECEIVE, True)


def test_packages_that_arrive_one_after_another_share_the_backup_before_the_first(
    vouched_pair: tuple[Desk, Desk], usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, upper = vouched_pair
    without_backups(upper)
    for number in range(3):
        unions.enter(unit)
        (usb / str(number)).mkdir()
        unions.send(unit, usb / str(number), only="all")
        unions.take(upper, usb / str(number))
        assert [one.reason for one in backups.listed(upper.home)] == [RECEIVE]
    initiatives.new(upper, {"title": "Kệ"})
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    unions.enter(unit)
    (usb / "later").mkdir()
    unions.send(unit, usb / "later", only="all")
    unions.take(upper, usb / "later")
    assert [one.reason for one in backups.listed(upper.home)] == [RECEIVE, RECEIVE]


def test_before_sheets_come_back(unit: Desk, usb: Path, tmp_path: Path) -> None:
    (public_id,) = under_appraisal(unit, 1)
    pc = Elsewhere(ask(unit, usb).path, tmp_path / "pc")
    pc.mark(public_id)
    sent = pc.send(tmp_path)
    without_backups(unit)
    unions.take(unit, sent)
    assert [one.reason for one in backups.listed(unit.home)] == [RECEIVE]


def test_stopped_while_it_is_made_nothing_is_taken_in(vouched_pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, upper = vouched_pair
    unions.send(unit, usb, only="all")
    without_backups(upper)
    rows = intake.survey(upper, [usb], step=quiet)
    before = contents.of(upper.store)
    assert intake.take_in(upper, rows, step=quiet, stop=lambda: True)[0] == []

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        bulk.change(upper, [], "kind", "technical", step=stop)
    assert backups.listed(upper.home) == [] and contents.of(upper.store) == before
