"""Who has to stand aside: declared in the window, shown before anybody is assigned, and kept to in the marking."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.operations import appraisals, initiatives, recusals
from domain.council import Attendance
from domain.initiative import Answer
from tests.typing_vi import vtype
from tests.ui.appraisals.seated import HUYEN, LAM, OFFICER, VAN, make_home, mark, open_page, session_of, settle, shut
from ui.appraisals.page import AppraisalsPage

pytestmark = pytest.mark.usefixtures("themed_app")


def author_of(home: Path, number: str = "SK-2022-0001") -> str:
    opened = desk.open_desk(home, None)
    name = initiatives.find(opened, number).initiative.authors[0].full_name
    opened.close()
    return name


def at_council(qtbot: QtBot, home: Path) -> AppraisalsPage:
    page = open_page(qtbot, home, OFFICER)
    page.open("council")
    settle(page)
    return page


def declare(page: AppraisalsPage, member: str, relation: str, author: str) -> None:
    book = page.council.relations
    book.member.set_value(member)
    book.relation.set_value(relation)
    book.author.set_value(author)
    book.declare.click()
    settle(page)


def test_a_relative_is_declared_and_found_before_anybody_marks(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    author = author_of(home)
    page = at_council(qtbot, home)
    assert page.council.conflicts.lines() == []
    declare(page, HUYEN, "spouse", author)
    (one,) = recusals.relations(session_of(page).screen)
    assert (one.member, one.author, one.relation) == (HUYEN, author, "spouse")
    assert page.council.relations.member.value() == ""
    assert f"SK-2022-0001: {HUYEN} – vợ hoặc chồng của {author}" in page.council.conflicts.lines()
    assert page.council.conflicts.banner.text().startswith("Đại diện công đoàn phải tránh")
    shut(page)


def test_what_a_relation_lacks_is_said_and_what_is_typed_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    page = at_council(qtbot, home)
    vtype(page.council.relations.author, "Lê Tác")
    page.council.relations.declare.click()
    settle(page)
    assert page.council.relations.banner.text() == "Chưa ghi thành viên hội đồng. Hãy ghi họ tên."
    shut(page)
    page = at_council(qtbot, home)
    assert page.council.relations.author.value() == "Lê Tác"
    shut(page)


def test_a_relation_can_be_withdrawn(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    page = at_council(qtbot, home)
    declare(page, HUYEN, "other", "Lê Tác")
    page.council.relations._withdraw(recusals.relations(session_of(page).screen)[0])
    settle(page)
    assert recusals.relations(session_of(page).screen) == []
    shut(page)


def test_a_session_is_told_with_its_hour_its_head_and_who_came(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    page = at_council(qtbot, home)
    form = page.council
    vtype(form.session.time, "14h")
    vtype(form.session.head, "Phạm Giám")
    form.session.money.set_value(Answer.NO)
    for row, mark_ in zip(form.members.rows, ("present", "by_sheet", "absent"), strict=True):
        row.attendance.set_value(mark_)
    form.members.edited.emit()
    assert form.needed.text().endswith("Tham gia họp 2/3, cần 2.")
    form.save.click()
    settle(page)
    seated = appraisals.current_council(session_of(page).screen)
    assert seated is not None
    council = seated.council
    assert (council.held_time, council.head, council.state_funded) == ("14:00", "Phạm Giám", Answer.NO)
    assert [one.attendance for one in council.members] == list(Attendance)
    shut(page)


def test_a_session_below_two_thirds_is_said_and_does_not_close(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1)
    for name in (VAN, LAM, HUYEN):
        mark(home, name, "SK-2022-0001", {"novelty": 24.5, "applicability": 25.0, "effect": 33.0})
    page = at_council(qtbot, home)
    form = page.council
    form.members.rows[0].attendance.set_value("present")
    form.members.edited.emit()
    assert form.short.text().startswith("Phiên họp có 1/3 thành viên tham gia, cần ít nhất 2 (TT 18/2013/TT-BKHCN")
    form.save.click()
    settle(page)
    page.open("results")
    settle(page)
    page.results.close_session()
    settle(page)
    assert page.results.banner.text().startswith("Phiên họp có 1/3 thành viên tham gia")
    shut(page)


def test_an_hour_that_cannot_be_read_keeps_the_council_from_being_saved(qtbot: QtBot, tmp_path: Path) -> None:
    page = at_council(qtbot, make_home(tmp_path))
    vtype(page.council.session.time, "sáng")
    page.council.save.click()
    assert "Giờ họp chưa đọc được" in page.council.problems.text()
    shut(page)


def test_a_head_who_is_an_author_cannot_be_seated_where_the_state_pays(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    author = author_of(home)
    page = at_council(qtbot, home)
    form = page.council
    form.members._add(author, "expert")
    form.session.head.set_value(author)
    form.session.money.set_value(Answer.YES)
    form.members.edited.emit()
    form.save.click()
    settle(page)
    assert form.banner.text().startswith(f"{author} là thủ trưởng đơn vị dùng vốn nhà nước và là tác giả")
    form.session.money.set_value(Answer.NO)
    form.members.edited.emit()
    form.save.click()
    settle(page)
    assert f"SK-2022-0001: {author} – Thủ trưởng là tác giả" in form.conflicts.lines()
    shut(page)


def test_a_member_asks_to_stand_aside_and_marks_after_all(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, entries=2), VAN)
    marking = page.marking
    assert marking.current is not None
    row = marking.current.row_id
    box = marking.sheet.aside
    box.open_button.click()
    box.go.click()
    settle(page)
    assert marking.current.recusal is None
    vtype(box.reason, "tôi hướng dẫn tác giả")
    box.go.click()
    settle(page)
    marking.show_row(row)
    assert marking.recused.isVisible()
    (asked,) = recusals.book(session_of(page).screen).requests.values()
    assert asked == {VAN: "tôi hướng dẫn tác giả"}
    marking.recused.taken_back.emit()
    settle(page)
    assert marking.sheet.isVisible()
    shut(page)


def test_the_reason_for_standing_aside_is_kept_while_it_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=2)
    page = open_page(qtbot, home, VAN)
    page.marking.sheet.aside.open_button.click()
    vtype(page.marking.sheet.aside.reason, "tôi hướng dẫn")
    page.marking.step(1)
    assert not page.marking.sheet.aside.reason.isVisible(), "it is of the other one"
    shut(page)
    page = open_page(qtbot, home, VAN)
    box = page.marking.sheet.aside
    assert box.reason.isVisible() and box.reason.value() == "tôi hướng dẫn"
    box.keep.click()
    shut(page)
    page = open_page(qtbot, home, VAN)
    assert not page.marking.sheet.aside.reason.isVisible(), "given up is given up"
    shut(page)


def test_the_results_say_who_stands_aside_and_count_without_him(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1)
    opened = desk.open_desk(home, None)
    author = initiatives.find(opened, "SK-2022-0001").initiative.authors[0].full_name
    recusals.declare(opened, HUYEN, author, "child")
    opened.close()
    for name in (VAN, LAM):
        mark(home, name, "SK-2022-0001", {"novelty": 24.5, "applicability": 25.0, "effect": 33.0})
    page = open_page(qtbot, home, OFFICER)
    assert page.results.aside.text() == f"Phải tránh: {HUYEN} – con của {author}."
    assert (page.results.lines[0].result.members, page.results.lines[0].result.needed) == (2, 2)
    shut(page)
