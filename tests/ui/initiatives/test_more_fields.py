"""The folded part of the form: declarations, the recognition request, the benefit in detail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pytestqt.qtbot import QtBot

from desktop.operations import initiatives
from domain.initiative import Answer
from tests.typing_vi import vtype
from ui.common.editors import DateEdit, MoneyEdit, TextEdit
from ui.initiatives.more_fields import COMPUTED, DECLARED, REQUESTED
from ui.initiatives.page import InitiativesPage
from ui.session import Session

Show = Callable[[Session], InitiativesPage]


def test_every_folded_field_is_kept_as_it_is_typed(qtbot: QtBot, empty: Session, show: Show) -> None:
    page = show(empty)
    page.new()
    fields = page.form.fields
    vtype(fields.editors["title"], "Đồ gá")
    for name in (*DECLARED, *REQUESTED, *COMPUTED):
        fields.unfold(name)
        editor = fields.editors[name]
        assert editor.isVisible(), name
        if isinstance(editor, TextEdit):
            vtype(editor, f"Chữ ở ô {name} đủ dấu")
        elif isinstance(editor, DateEdit):
            vtype(editor, "12/8/2022")
        elif isinstance(editor, MoneyEdit):
            vtype(editor, "48,5 triệu")
        elif name in ("consent_by", "benefit_confirmed_by"):
            vtype(editor, "Bà Trưởng phòng")
        else:
            editor.setCurrentIndex(1)
            editor.activated.emit(1)
    assert page.flush() is None
    held = initiatives.get(empty.screen, page.form.row_id or 0).initiative
    assert (held.new_in_unit, held.lawful, held.unprotected) == (Answer.YES,) * 3
    assert held.consent_on == held.trial_from_on == held.benefit_to_on == date(2022, 8, 12)
    assert held.nature == "Chữ ở ô nature đủ dấu"
    assert held.benefit_year3_vnd == 48_500_000
    assert held.benefit_confirmed_by == held.consent_by == "Bà Trưởng phòng"
    qtbot.waitUntil(lambda: "đã ghi 6/6" in fields.more.folds["declared"].head.text())
    assert "đã ghi 9/9" in fields.more.folds["computed"].head.text()


def test_a_problem_in_a_fold_opens_it(qtbot: QtBot, page: InitiativesPage) -> None:
    fold = page.form.fields.more.folds["computed"]
    assert not fold.is_open()
    fold.set_open(True)
    vtype(page.form.fields.editors["benefit_year1_vnd"], "bốn chục củ")
    fold.set_open(False)
    page.flush()
    qtbot.waitUntil(fold.is_open)
    assert "bốn chục củ" in page.form.fields.fields["benefit_year1_vnd"].problem()


def test_the_folds_are_closed_when_nothing_asks_for_them(page: InitiativesPage) -> None:
    assert not any(fold.is_open() for fold in page.form.fields.more.folds.values())
    page.form.focus_field("nature")
    assert page.form.fields.more.folds["requested"].is_open()
