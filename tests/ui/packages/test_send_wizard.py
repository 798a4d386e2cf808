"""Sending through the five steps, and what happens when the stick is not what it should be."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db import evidence
from desktop import clock
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.operations import initiatives, packages, trust, verification
from domain.eligibility import Outcome
from domain.errors import RuleError
from domain.initiative import State
from tests.typing_vi import press
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, do, outbox, quiet, receive, recognise, seal, settle, vouch
from ui.packages.page import PackagesPage
from ui.packages.resend import ResendWizard
from ui.packages.send_wizard import SendWizard
from ui.packages.verify_view import VerifyView
from ui.packages.wording import when
from ui.session import Session
from ui.shell import Page, Shell


def wizard_of(page: PackagesPage, pair: Pair) -> SendWizard:
    page.open("send")
    settle(pair.unit)
    assert isinstance(page.task, SendWizard)
    return page.task


def walk(wizard: SendWizard, pair: Pair, to: str, place: Path | None = None) -> None:
    """Presses the way on until a step; `place` is chosen on the way."""
    while wizard.frame.current() != to:
        if wizard.frame.current() == "where":
            wizard.where.set_folder(place or pair.stick)
        assert wizard.frame.next_button.isEnabled(), wizard.frame.current()
        wizard.frame.next_button.click()
        settle(pair.unit)


def test_from_the_choice_to_the_stick(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit)
    page = open_page(pair.unit)
    wizard = wizard_of(page, pair)
    assert len(wizard.choose.chosen()) == 12 and page.may_close()
    walk(wizard, pair, "run")
    assert "đọc lại và khớp" in wizard.run.banner.text()  # a folder: nothing is to be pulled out
    assert "Có thể rút USB" not in wizard.run.banner.text()
    assert [file.name for file in pair.stick.iterdir()] == ["27001_0001.asice.age"]
    assert outbox(pair.unit)[0]["state"] == "delivered"
    seen = verification.look_inside(pair.unit.screen, pair.stick / "27001_0001.asice.age")
    assert len(seen.records) == 12
    wizard.frame.next_button.click()
    assert page.task is None and page.outbox.table.current_id() == 0
    assert page.outbox.resend_button.text() == "Gửi lại vào USB/thư mục…"


def test_a_package_that_comes_too_late_is_not_called_fine(pair: Pair, open_page: Opener) -> None:
    recognise(pair.unit, 2)
    wizard = wizard_of(open_page(pair.unit), pair)
    planned = packages.plan(pair.unit.screen, "", "", [])
    late = [dataclasses.replace(item, problems=(), tests=tuple(
        test._replace(outcome=Outcome.BLOCK if test.name == "on_time" else Outcome.PASS) for test in item.tests))
        for item in planned.items]  # fmt: skip
    assert late[0].tests[0].name == "on_time"
    wizard.check.set_items(late)
    assert wizard.check.banner.text().startswith("Không thiếu thông tin, nhưng có mục chưa đạt: Đúng hạn.")
    in_time = [dataclasses.replace(item, tests=tuple(test._replace(outcome=Outcome.PASS) for test in item.tests))
               for item in late]  # fmt: skip
    wizard.check.set_items(in_time)
    assert wizard.check.banner.text() == "Không thiếu gì. Cả 2 sáng kiến đều gửi được."


def test_the_list_hears_that_a_package_was_sealed(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    wizard = wizard_of(open_page(pair.unit), pair)
    changed: list[Changes] = []
    pair.unit.changed.connect(changed.append)
    walk(wizard, pair, "run")
    assert any({"initiatives", "packages"} <= made.topics and not made.rows for made in changed)


def test_a_receipt_does_not_change_when_it_was_delivered(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    page = open_page(pair.unit)
    sealed = seal(pair.unit, pair.stick)
    delivered_at = outbox(pair.unit)[0]["delivered_at"]
    receipt = receive(pair.upper, sealed.path)[0].receipt
    receive(pair.unit, receipt)
    row = outbox(pair.unit)[0]
    assert (row["delivered_at"], row["state"]) == (delivered_at, "acknowledged")
    page.open("sent")
    assert f"Lần gửi gần nhất\n{when(delivered_at)}" in page.outbox._facts.text()


def test_the_keyboard_stays_in_the_wizard(qtbot: QtBot, pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    page = PackagesPage(pair.unit)
    window = Shell(
        [Page("overview", "home", "Tổng quan", QLineEdit), Page("packages", "box", "Gói", lambda: page)], "Sổ", "CĐ"
    )
    qtbot.addWidget(window)
    window.show_page("packages")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    wizard = wizard_of(page, pair)
    frame = wizard.frame
    assert wizard.choose.table.hasFocus()
    press(wizard.choose.table, Qt.Key.Key_Return)  # to the way on, past what stands between
    assert frame.next_button.hasFocus() and frame.current() == "choose"
    for step in ("check", "preview", "where"):
        press(window.focusWidget(), Qt.Key.Key_Return)
        settle(pair.unit)
        assert frame.current() == step and frame.isAncestorOf(window.focusWidget()), step
    assert wizard.where.isAncestorOf(window.focusWidget())  # no place is chosen yet: the way on is off
    wizard.where.set_folder(pair.stick)
    frame.next_button.setFocus()
    with held(pair.unit):
        press(frame.next_button, Qt.Key.Key_Return)
        assert frame.current() == "run" and not frame.next_button.isEnabled()
        held_by = window.focusWidget()
        assert page.isAncestorOf(held_by)
        press(held_by, Qt.Key.Key_Return)
        press(held_by, Qt.Key.Key_Space)
    settle(pair.unit)
    assert window.current_page() == "packages" and outbox(pair.unit)[0]["state"] == "delivered"
    assert frame.next_button.hasFocus()
    window.hide()


def test_a_technology_secret_is_struck_out_and_does_not_leave(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit)
    wizard = wizard_of(open_page(pair.unit), pair)
    walk(wizard, pair, "preview")
    secret = next(item for item in wizard.choose.chosen() if item.withheld)
    held = secret.stored.initiative
    shown = wizard.preview.view.text()
    assert held.title in shown
    assert f"✕ Tóm tắt nội dung sáng kiến: {held.summary}" in shown
    assert "giữ lại" in wizard.preview.note.text()
    walk(wizard, pair, "run")
    left = verification.look_inside(pair.unit.screen, pair.stick / "27001_0001.asice.age").records
    told = next(values for values in left if values["title"] == held.title)
    assert [told[name] for name in secret.withheld] == [""] * len(secret.withheld)
    assert held.effect == told["effect"]


def test_evidence_that_goes_along_is_named_before_it_leaves(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    rows = recognise(pair.unit)

    def prove(desk: Desk) -> None:
        with desk.store.atomic():
            for row_id in rows:
                one = evidence.begin(desk.store, row_id, f"Ảnh {row_id}.pdf", "pdf", None, "Hân", clock.stamp())
                evidence.add_piece(desk.store, one, 0, b"%PDF-1.4 anh")
                evidence.finish(desk.store, one, 12, f"{row_id:064x}")
                evidence.mark_travels(desk.store, one, True)

    do(pair.unit, prove)
    wizard = wizard_of(open_page(pair.unit), pair)
    walk(wizard, pair, "preview")
    chosen = wizard.choose.chosen()
    secret = sum(bool(item.stored.initiative.technology_secret) for item in chosen)
    assert secret
    assert f"{len(chosen) - secret} tệp minh chứng đi kèm" in wizard.preview.note.text()
    for place in range(len(chosen)):
        wizard.preview.table.select_row(place)
        wizard.preview._picked(place)
        item = wizard.preview._items[place]
        goes = not item.stored.initiative.technology_secret
        assert wizard.preview.along.isHidden() != goes
        assert (f"Ảnh {item.stored.row_id}.pdf" in wizard.preview.along.text()) == goes
    walk(wizard, pair, "run")
    told = verification.look_inside(pair.unit.screen, pair.stick / "27001_0001.asice.age")
    assert told is not None


def test_what_is_missing_is_mended_or_left_out(qtbot: QtBot, pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    rows = recognise(pair.unit, 3)
    for row in rows[:2]:
        do(pair.unit, lambda desk, row=row: initiatives.type_in(desk, row, {"summary": ""}))
    wizard = wizard_of(open_page(pair.unit), pair)
    walk(wizard, pair, "check")
    assert len(wizard.check.cards) == 2
    assert wizard.frame.next_button.text() == "Bỏ 2 sáng kiến và tiếp tục"
    with qtbot.waitSignal(pair.unit.asked) as asked:
        wizard.check.cards[0].buttons[0].click()
    assert asked.args == ["initiatives", rows[0]]
    do(pair.unit, lambda desk: initiatives.type_in(desk, rows[0], {"summary": "Trước làm tay, nay dùng đồ gá."}))
    settle(pair.unit)
    assert len(wizard.check.cards) == 1
    wizard.check.cards[0].buttons[1].click()
    assert wizard.check.cards == [] and len(wizard.choose.chosen()) == 2
    assert wizard.frame.next_button.text() == "Tiếp tục"
    walk(wizard, pair, "run")
    assert outbox(pair.unit)[0]["records"] == 2


def test_going_on_leaves_out_what_is_missing(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    rows = recognise(pair.unit, 3)
    do(pair.unit, lambda desk: initiatives.type_in(desk, rows[0], {"summary": ""}))
    wizard = wizard_of(open_page(pair.unit), pair)
    walk(wizard, pair, "run")
    assert outbox(pair.unit)[0]["records"] == 2


def test_without_a_key_one_button_makes_it(pair: Pair, open_page: Opener) -> None:
    recognise(pair.unit, 2)
    wizard = wizard_of(open_page(pair.unit), pair)
    assert "khóa ký" in wizard.choose.key_banner.text() and not wizard.frame.next_button.isEnabled()
    wizard.choose.key_banner.clicked.emit()
    settle(pair.unit)
    assert trust.standing(pair.unit.screen).key_code and wizard.frame.next_button.isEnabled()


def test_the_choice_is_kept_while_records_change(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    rows = recognise(pair.unit, 3)
    wizard = wizard_of(open_page(pair.unit), pair)
    wizard.choose.table.turn(0)
    assert len(wizard.choose.chosen()) == 2
    do(pair.unit, lambda desk: initiatives.type_in(desk, rows[1], {"effect": "Nhanh gấp đôi."}))
    settle(pair.unit)
    assert [item.stored.row_id for item in wizard.choose.chosen()] == rows[1:]
    assert wizard.choose.chosen()[0].values["effect"] == "Nhanh gấp đôi."
    wizard.choose.none_button.click()
    assert not wizard.frame.next_button.isEnabled()


def test_a_second_package_holds_only_what_changed(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    rows = recognise(pair.unit, 3)
    page = open_page(pair.unit)
    walk(wizard_of(page, pair), pair, "run")
    do(pair.unit, lambda desk: initiatives.type_in(desk, rows[1], {"effect": "Nhanh gấp đôi."}))
    page.open("sent")
    wizard = wizard_of(page, pair)
    assert [item.stored.row_id for item in wizard.choose.chosen()] == [rows[1]]
    wizard.choose.chips.chosen.emit("all")
    assert wizard.choose.table.model().rowCount() == 3


@contextlib.contextmanager
def held(session: Session) -> Iterator[None]:
    """Nothing on the store lane begins in here; what is queued begins afterwards."""
    gate = threading.Event()
    session.do(lambda _desk, _job: gate.wait(20))
    try:
        yield
    finally:
        gate.set()


def test_a_stick_pulled_out_before_the_seal_leads_back(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    wizard = wizard_of(open_page(pair.unit), pair)
    walk(wizard, pair, "where")
    wizard.where.set_folder(pair.stick)
    pair.stick.rmdir()
    wizard.frame.next_button.click()
    settle(pair.unit)
    assert wizard.frame.current() == "where" and not wizard.frame.next_button.isEnabled()
    assert outbox(pair.unit) == []


def missing(_pair: Pair, place: Path) -> Path:
    place.rmdir()
    return place


def full(_pair: Pair, place: Path) -> Path:
    if sys.platform != "linux":
        pytest.skip("no folder here that is always full")
    place.rmdir()
    place.symlink_to("/proc")
    return place


def read_only(_pair: Pair, place: Path) -> Path:
    place.chmod(0o555)
    if os.access(place, os.W_OK):
        pytest.skip("this user writes into read-only folders too")
    return place


@pytest.mark.parametrize(("spoil", "word"), [(missing, "Không thấy"), (full, "không đủ chỗ"), (read_only, "khóa ghi")])
def test_a_stick_that_fails_leaves_the_package_in_the_register(
    pair: Pair, open_page: Opener, spoil: object, word: str
) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    page = open_page(pair.unit)
    wizard = wizard_of(page, pair)
    place = pair.folder / "bad"
    place.mkdir()
    walk(wizard, pair, "where")
    wizard.where.set_folder(place)
    settle(pair.unit)
    with held(pair.unit):
        wizard.frame.next_button.click()
        spoil(pair, place)  # type: ignore[operator]  # one of the three above
    settle(pair.unit)
    assert word in wizard.run.banner.text() and "còn nguyên trong sổ" in wizard.run.banner.text()
    assert outbox(pair.unit)[0]["state"] == "failed"
    assert not place.exists() or not list(place.glob("27001*"))
    wizard.run.other.click()
    assert isinstance(page.task, ResendWizard)
    page.task.where.set_folder(pair.stick)
    page.task.frame.next_button.click()
    settle(pair.unit)
    assert outbox(pair.unit)[0]["state"] == "delivered"
    assert [file.name for file in pair.stick.iterdir()] == ["27001_0001.asice.age"]
    assert len(outbox(pair.unit)) == 1
    place.chmod(0o755) if place.exists() and not place.is_symlink() else None


def test_the_same_place_can_be_tried_again(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    wizard = wizard_of(open_page(pair.unit), pair)
    walk(wizard, pair, "where")
    wizard.where.set_folder(pair.stick)
    settle(pair.unit)
    with held(pair.unit):
        wizard.frame.next_button.click()
        pair.stick.rmdir()
    settle(pair.unit)
    assert wizard.run.retry.isVisibleTo(wizard)
    pair.stick.mkdir()
    wizard.run.retry.click()
    settle(pair.unit)
    assert outbox(pair.unit)[0]["state"] == "delivered" and not wizard.run.retry.isVisibleTo(wizard)


def test_a_stop_before_the_seal_leaves_nothing(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    rows = recognise(pair.unit, 2)
    page = open_page(pair.unit)
    wizard = wizard_of(page, pair)
    walk(wizard, pair, "where")
    wizard.where.set_folder(pair.stick)
    settle(pair.unit)
    with held(pair.unit):
        wizard.frame.next_button.click()
        assert not page.may_close() and not wizard.frame.next_button.isEnabled()
        wizard.run.panel.stop.click()
    settle(pair.unit)
    assert "Chưa có gì được ký" in wizard.run.banner.text()
    assert outbox(pair.unit) == [] and list(pair.stick.iterdir()) == [] and page.may_close()
    assert initiatives.get(pair.unit.screen, rows[0]).initiative.state is State.RECOGNISED


def test_a_plan_older_than_the_register_is_refused(pair: Pair) -> None:
    vouch(pair)
    rows = recognise(pair.unit, 2)
    old = do(pair.unit, packages.plan)
    do(pair.unit, lambda desk: initiatives.type_in(desk, rows[0], {"effect": "Khác rồi."}))
    errors: list[Exception] = []
    pair.unit.do(lambda desk, _job: packages.pack(desk, old, None, step=quiet), None, errors.append)
    settle(pair.unit)
    assert [error.code for error in errors if isinstance(error, RuleError)] == ["package_plan_old"]
    assert outbox(pair.unit) == []


def test_the_package_can_be_looked_into_from_the_outbox(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    page = open_page(pair.unit)
    walk(wizard_of(page, pair), pair, "run")
    page.open("sent")
    page.outbox.inspect_button.click()
    settle(pair.unit)
    assert isinstance(page.task, VerifyView) and page.task.banner.text().startswith("Đúng")
    page.task.close_button.click()
    assert page.task is None
