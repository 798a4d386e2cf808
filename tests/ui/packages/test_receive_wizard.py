"""Receiving through the five steps: verdicts, differences, receipts, and the answer that closes the outbox."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.changes import Changes
from desktop.operations import initiatives, keys, packages, receiving, refusals
from desktop.operations.initiatives import Filter
from tests.exports.package import strange_worker
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, do, outbox, receive, recognise, seal, settle, spoil, vouch
from ui.packages.page import PackagesPage
from ui.packages.receive_verdicts import outcome_mark, reason
from ui.packages.receive_wizard import ReceiveWizard
from ui.packages.verify_view import VerifyView
from ui.session import Session

TOLD = "Biên nhận cho gói số 1: cấp trên đã nhận 12 sáng kiến"


def wizard_of(page: PackagesPage, *paths: Path) -> ReceiveWizard:
    page.open("receive")
    assert isinstance(page.task, ReceiveWizard)
    page.task.add(paths)
    return page.task


def walk(wizard: ReceiveWizard, session: Session, to: str) -> None:
    while wizard.frame.current() != to:
        assert wizard.frame.next_button.isEnabled(), wizard.frame.current()
        wizard.frame.next_button.click()
        settle(session)
        told(wizard)


def told(wizard: ReceiveWizard) -> None:
    """Waits until what became of the packages is shown: it is made ready behind the step that takes them in."""
    deadline = QDeadlineTimer(5_000)
    while wizard.frame.current() == "take" and not deadline.hasExpired():
        QApplication.processEvents()


def test_a_package_in_and_its_receipt_back(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit)
    seal(pair.unit, pair.stick)
    upper, unit = open_page(pair.upper), open_page(pair.unit)
    wizard = wizard_of(upper, pair.stick)
    assert upper.may_close()
    walk(wizard, pair.upper, "verdicts")
    assert [row.verdict for row in wizard.verdicts.rows] == ["valid"]
    assert initiatives.total(pair.upper.screen, Filter()) == 0
    walk(wizard, pair.upper, "differences")
    assert wizard.differences.sums["new"].text() == "12"
    walk(wizard, pair.upper, "receipts")
    assert initiatives.total(pair.upper.screen, Filter()) == 12
    assert wizard.receipts.where.chosen() == pair.stick  # back onto the same stick by itself
    wizard.receipts.write_button.click()
    settle(pair.upper)
    assert "đọc lại và khớp" in wizard.receipts.written.text()
    receipt = pair.stick / "27001_0001-bien-nhan.asice"
    assert receipt.is_file()
    wizard.frame.next_button.click()
    settle(pair.upper)
    assert upper.task is None and upper.received.current()["detail"]["receipt"] == str(receipt)

    back = wizard_of(unit, receipt)
    walk(back, pair.unit, "verdicts")
    assert back.verdicts._facts.text().endswith(f"Biên nhận\n{TOLD}\nTệp\n{receipt}")
    assert "Sẽ ghi vào sổ" not in back.verdicts._facts.text()
    walk(back, pair.unit, "differences")
    assert back.differences._title.text() == TOLD and not back.differences.tiles.isVisibleTo(back)
    changed: list[Changes] = []
    pair.unit.changed.connect(changed.append)
    walk(back, pair.unit, "receipts")
    assert any({"initiatives", "packages"} <= made.topics and not made.rows for made in changed)
    assert back.receipts.banner.text() == "Đã nhận 1 gói. Hộp gửi đã ghi nhận biên nhận."
    assert back.frame._hint.text() == "Hộp gửi đã ghi nhận biên nhận."
    assert outbox(pair.unit)[0]["state"] == "acknowledged"
    assert not back.receipts.card.isVisibleTo(back)


def test_bad_ones_are_told_apart_and_never_stop_the_others(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 3)
    sealed = seal(pair.unit, pair.stick, plain=True)
    spoil(sealed.path, pair.stick / "27001_0009.asice")
    (pair.stick / "photo.asice").write_bytes(b"not a package at all")
    upper = open_page(pair.upper)
    wizard = wizard_of(upper, pair.stick, pair.folder / "gone.asice")
    walk(wizard, pair.upper, "verdicts")
    verdicts = {row.path.name: row.verdict for row in wizard.verdicts.rows}
    assert verdicts == {
        "27001_0001.asice": "valid",
        "27001_0009.asice": "invalid",
        "photo.asice": "unreadable",
        "gone.asice": "unreadable",
    }
    assert "1 gói nhận được. 3 gói không nhận" in wizard.verdicts.banner.text()
    for row in wizard.verdicts.rows:
        assert " " in reason(row), row.code  # a sentence, not a code
    pills = [wizard.verdicts._model.cell(place, 2).mark for place in range(4)]
    assert "Đã bị sửa hoặc hỏng" in [mark.word for mark in pills if mark]
    walk(wizard, pair.upper, "receipts")
    assert initiatives.total(pair.upper.screen, Filter()) == 3


@pytest.mark.parametrize("first", ["sources", "differences"])
def test_what_is_typed_while_packages_are_looked_at_and_taken_in_does_not_wait_for_the_last_of_them(
    pair: Pair, open_page: Opener, first: str
) -> None:
    vouch(pair)
    for row in recognise(pair.unit, 3):
        seal(pair.unit, pair.stick, [row])
    session = pair.upper
    wizard = wizard_of(open_page(session), pair.stick)
    walk(wizard, session, first)
    all_waits = threading.Event()
    session.do(lambda _desk, _job: all_waits.wait())
    wizard.frame.next_button.click()
    *_, busy = session.lanes._jobs
    # Stands for the words: whether it comes before the last package shows in what becomes of the packages.
    session.keep(lambda _desk, _job: busy.cancel())
    all_waits.set()
    settle(session)
    assert not wizard.verdicts.rows if first == "sources" else initiatives.total(session.screen, Filter()) == 0


def test_a_changed_record_shows_its_fields(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    rows = recognise(pair.unit, 3)
    receive(pair.upper, seal(pair.unit).kept)
    do(pair.unit, lambda desk: initiatives.type_in(desk, rows[0], {"effect": "Nhanh gấp đôi."}))
    again = seal(pair.unit, pair.stick)
    wizard = wizard_of(open_page(pair.upper), again.path)
    walk(wizard, pair.upper, "differences")
    assert wizard.differences.sums["updated"].text() == "1"
    shown = wizard.differences.facts.text()
    assert "Hiệu quả sáng kiến: " in shown and "→ Nhanh gấp đôi." in shown


def test_two_in_one_go_make_no_gap_but_a_lost_one_does(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    rows = recognise(pair.unit, 3)
    made = [seal(pair.unit, pair.stick, [row]).path for row in rows]
    upper = open_page(pair.upper)
    wizard = wizard_of(upper, made[1], made[0])
    walk(wizard, pair.upper, "verdicts")
    assert [(row.seq, row.warnings) for row in wizard.verdicts.rows] == [(1, ()), (2, ())]
    wizard.frame.cancel_button.click()
    assert upper.task is None
    made[1].unlink()
    wizard = wizard_of(upper, pair.stick)
    walk(wizard, pair.upper, "verdicts")
    assert [row.warnings for row in wizard.verdicts.rows] == [(), ("package_gap",)]
    walk(wizard, pair.upper, "receipts")
    wizard.frame.next_button.click()
    settle(pair.upper)
    assert "thiếu 2" in upper.received.gap_banner.text()


def test_the_same_again_changes_nothing(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    sealed = seal(pair.unit, pair.stick)
    receive(pair.upper, sealed.path)
    wizard = wizard_of(open_page(pair.upper), pair.stick)
    walk(wizard, pair.upper, "receipts")
    assert len(packages.received(pair.upper.screen)) == 1
    assert initiatives.total(pair.upper.screen, Filter()) == 2


def test_an_unknown_key_leads_to_where_keys_are_settled(pair: Pair, open_page: Opener) -> None:
    do(pair.unit, keys.new)
    recognise(pair.unit, 2)
    sealed = seal(pair.unit, pair.stick)
    upper = open_page(pair.upper)
    wizard = wizard_of(upper, sealed.path)
    walk(wizard, pair.upper, "verdicts")
    assert [row.verdict for row in wizard.verdicts.rows] == ["untrusted"]
    assert not wizard.frame.next_button.isEnabled()
    wizard.verdicts.trust_button.click()
    assert upper.task is None and upper.chips.current() == "trust"
    assert "Hãy tạo khóa gốc" in upper.trust.above.vouch.problem.text()


def test_looking_into_a_package_comes_back_to_the_wizard(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    seal(pair.unit, pair.stick)
    upper = open_page(pair.upper)
    wizard = wizard_of(upper, pair.stick)
    walk(wizard, pair.upper, "verdicts")
    wizard.verdicts.inspect_button.click()
    settle(pair.upper)
    assert isinstance(upper.task, VerifyView)
    upper.task.close_button.click()
    assert upper.task is wizard and wizard.frame.current() == "verdicts"


def test_a_receipt_goes_to_another_stick_later(qtbot: QtBot, pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    receive(pair.upper, seal(pair.unit).kept)
    upper = open_page(pair.upper)
    row = upper.received.current()
    assert row is not None and not row["detail"].get("receipt")
    with qtbot.waitSignal(pair.upper.told):
        upper.received.write_receipt(row, pair.stick)
    settle(pair.upper)
    assert (pair.stick / "27001_0001-bien-nhan.asice").is_file()
    upper.received.write_receipt(row, pair.folder / "not there")
    settle(pair.upper)
    assert "Không thấy thư mục" in upper.received._problem.text()


@pytest.mark.parametrize("what", ["files", "nothing"])
def test_a_folder_without_packages_says_so(pair: Pair, open_page: Opener, what: str) -> None:
    if what == "files":
        (pair.stick / "notes.txt").write_text("x")
    wizard = wizard_of(open_page(pair.upper), pair.stick)
    walk(wizard, pair.upper, "verdicts")
    assert "Không thấy gói nào" in wizard.verdicts.banner.text()
    assert not wizard.frame.next_button.isEnabled()


def test_stopped_in_the_middle_it_goes_on_with_the_rest(
    pair: Pair, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    vouch(pair)
    for row in recognise(pair.unit, 3):
        seal(pair.unit, pair.stick, [row])
    wizard = wizard_of(open_page(pair.upper), pair.stick)
    walk(wizard, pair.upper, "differences")
    real, taken = receiving.one, list[Path]()

    def stops_after_one(desk: Any, path: Path, *given: Any, **more: Any) -> Any:
        taken.append(path)
        if len(taken) == 1:
            wizard.take._job.cancel()
        return real(desk, path, *given, **more)

    monkeypatch.setattr(receiving, "one", stops_after_one)
    walk(wizard, pair.upper, "receipts")
    assert "Đã nhận 1 gói." in wizard.receipts.banner.text() and "còn 2 gói" in wizard.receipts.banner.text()
    assert initiatives.total(pair.upper.screen, Filter()) == 1
    assert wizard.receipts.banner.button.text() == "Nhận tiếp 2 gói"
    wizard.receipts.banner.button.click()
    settle(pair.upper)
    told(wizard)
    assert wizard.frame.current() == "receipts"
    assert wizard.receipts.banner.text().startswith("Đã nhận 3 gói. Ghi vào sổ: 3 mới.")
    assert wizard.receipts.count.text().startswith("3 biên nhận")
    assert initiatives.total(pair.upper.screen, Filter()) == 3
    assert len(taken) == len(set(taken)) == 3


STEPS = ("verdicts", "differences", "take", "receipts")


def test_the_later_steps_are_made_while_the_person_is_at_the_first(pair: Pair, open_page: Opener, qtbot: QtBot) -> None:
    page = open_page(pair.upper)
    page.open("receive")
    wizard = page.task
    assert isinstance(wizard, ReceiveWizard)
    assert wizard.frame.current() == "sources" and wizard.sources.isVisible()
    made: list[str] = []

    def all_there() -> bool:
        made.extend(key for key in STEPS if wizard.frame.made(key) is not None and key not in made)
        return len(made) == len(STEPS)

    assert not all_there() and made == []
    qtbot.waitUntil(all_there)
    assert made == list(STEPS)
    assert wizard.frame.current() == "sources" and page.isAncestorOf(wizard.receipts)


def test_a_step_that_is_not_made_yet_is_there_once_it_is_wanted(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit)
    seal(pair.unit, pair.stick)
    wizard = wizard_of(open_page(pair.upper), pair.stick)
    assert wizard.frame.made("verdicts") is None
    wizard.frame.next_button.click()
    assert wizard.verdicts.isVisible() and wizard.frame.made("receipts") is None
    settle(pair.upper)
    assert [row.verdict for row in wizard.verdicts.rows] == ["valid"]


def test_a_wizard_put_away_at_once_is_made_no_further(pair: Pair, open_page: Opener, qtbot: QtBot) -> None:
    page = open_page(pair.upper)
    page.open("receive")
    wizard = page.task
    assert isinstance(wizard, ReceiveWizard)
    wizard.frame.cancel_button.click()
    assert page.task is None
    qtbot.waitUntil(lambda: not isValid(wizard))


def test_the_first_package_that_is_not_taken_in_is_one_press_away(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    for row in recognise(pair.unit, 2):
        seal(pair.unit, pair.stick, [row])
    (pair.stick / "photo.asice").write_bytes(b"not a package at all")
    wizard = wizard_of(open_page(pair.upper), pair.stick)
    walk(wizard, pair.upper, "verdicts")
    assert wizard.verdicts.table.current_id() == 0
    wizard.verdicts.banner.button.click()
    assert wizard.verdicts.rows[wizard.verdicts.table.current_id() or 0].path.name == "photo.asice"


def test_a_package_of_ones_own_is_told_as_such_and_nothing_is_wrong(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    first, second = recognise(pair.unit, 2)
    seal(pair.unit, pair.stick, [first])
    wizard = wizard_of(open_page(pair.unit), pair.stick)
    walk(wizard, pair.unit, "verdicts")
    assert "chỉ có gói do chính sổ này gửi đi" in wizard.verdicts.banner.text()
    (row,) = wizard.verdicts.rows
    assert row.own and not row.taken and outcome_mark(row).word == "Gói của chính mình"
    assert "Gói số 1 do chính sổ này đóng để gửi «" in row.message
    assert not wizard.frame.next_button.isEnabled()
    seal(pair.unit, pair.stick, [second], plain=True)
    receive(pair.unit, pair.stick)
    assert refusals.everything(pair.unit.screen) == []


def test_a_file_that_brings_its_reader_down_is_named_and_the_rest_comes_in(
    pair: Pair, open_page: Opener, brittle_gate: None
) -> None:
    vouch(pair)
    for row in recognise(pair.unit, 2):
        seal(pair.unit, pair.stick, [row])
    (pair.stick / "27001_0001-b.asice").write_bytes(strange_worker.DIE + b" in the middle of the others")
    wizard = wizard_of(open_page(pair.upper), pair.stick)
    walk(wizard, pair.upper, "verdicts")
    wizard.verdicts.banner.button.click()
    worst = wizard.verdicts.rows[wizard.verdicts.table.current_id() or 0]
    assert (worst.path.name, worst.code, worst.verdict) == ("27001_0001-b.asice", "package_crashed", "unreadable")
    assert "«27001_0001-b.asice»" in wizard.verdicts._why.text()
    walk(wizard, pair.upper, "receipts")
    assert wizard.receipts.banner.text().startswith("Đã nhận 2 gói. Ghi vào sổ: 2 mới.")
    assert initiatives.total(pair.upper.screen, Filter()) == 2
