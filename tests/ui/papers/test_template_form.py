"""Changing the words of a paper in the window: kept while typed, tried beside, refused with a sentence, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs import Lanes
from desktop.operations import paper_templates
from domain.paper import wording
from tests import sample_register
from tests.exports.pdf_reading import pages
from tests.typing_vi import vtype
from ui.common.editors import LineEdit, TextEdit
from ui.papers.page import PapersPage
from ui.papers.template_form import TemplateForm
from ui.session import Session

PAPER = "certificate"


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    made = Session(sample_register.fill(tmp_path / "register"), Lanes())
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PapersPage:
    made = PapersPage(session)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.open(PAPER)
    made.template_button.click()
    return made


@pytest.fixture
def form(page: PapersPage) -> TemplateForm:
    assert page.template is not None
    return page.template


def at(form: TemplateForm, what: str) -> str:
    return next(piece.at for piece in form.held.pieces if piece.what == what)


def editor(form: TemplateForm, place: str) -> LineEdit | TextEdit:
    found: QWidget = form.pieces.fields[place].editor
    assert isinstance(found, LineEdit | TextEdit)
    return found


def retype(form: TemplateForm, place: str, words: str) -> None:
    editor(form, place).selectAll()
    vtype(editor(form, place), words)


def settle(session: Session) -> None:
    assert session.lanes.wait_idle()


def test_what_is_typed_is_tried_beside_and_used_once_it_is_saved(
    page: PapersPage, form: TemplateForm, session: Session, qtbot: QtBot
) -> None:
    before = form.preview.page.image.copy()
    with qtbot.waitSignal(form.preview.drawn):
        retype(form, at(form, "title"), "GIẤY GHI NHẬN ƯU TÚ")
    assert form.preview.page.image != before
    assert (
        "Mẫu đi kèm: GIẤY CHỨNG NHẬN SÁNG KIẾN" in form.pieces.fields[at(form, "title")].editor.accessibleDescription()
    )
    form.compare.click()
    assert "Nay: GIẤY GHI NHẬN ƯU TÚ" in form.changes.text()
    assert not paper_templates.look(session.screen, PAPER).own
    form.save.click()
    settle(session)
    assert paper_templates.look(session.screen, PAPER).own
    assert "Đã lưu" in form.banner.text() and form.back_to_shipped.isVisible()
    form.head.back.click()
    page.format.set_value("pdf")
    page.make.click()
    settle(session)
    assert page.made is not None and "GIẤY GHI NHẬN ƯU TÚ" in pages(page.made)[0]


def test_a_template_that_lacks_what_the_paper_needs_is_refused_at_its_place(
    form: TemplateForm, session: Session, qtbot: QtBot
) -> None:
    title = at(form, "title")
    retype(form, title, "GIẤY {nobody}")
    qtbot.waitUntil(lambda: "chưa dùng được" in form.preview.said.text())
    form.save.click()
    assert "{nobody}" in form.pieces.fields[title].problem()
    assert "chưa dùng được" in form.banner.text()
    retype(form, title, "GIẤY")
    assert form.pieces.fields[title].problem() == ""
    holder = next(piece.at for piece in form.held.pieces if piece.words == "{holder}")
    editor(form, holder).clear()
    form.save.click()
    assert "{holder}" in form.banner.text()
    form.flush()
    settle(session)
    assert not paper_templates.look(session.screen, PAPER).own


def test_a_paragraph_emptied_is_no_longer_printed(form: TemplateForm, session: Session) -> None:
    role = next(piece.at for piece in form.held.pieces if piece.words.startswith("Chủ đầu tư"))
    editor(form, role).clear()
    form.save.click()
    settle(session)
    assert role not in form.pieces.fields or "Chủ đầu tư" not in editor(form, role).value()
    changes = paper_templates.look(session.screen, PAPER).differences
    assert [change.before for change in changes] == ["Chủ đầu tư tạo ra sáng kiến: {investor}"]


def test_words_not_saved_are_there_again(page: PapersPage, form: TemplateForm, session: Session) -> None:
    retype(form, at(form, "title"), "ĐANG SỬA DỞ")
    form.head.back.click()
    settle(session)
    assert page.template is None
    page.template_button.click()
    assert page.template is not None
    assert editor(page.template, at(page.template, "title")).value() == "ĐANG SỬA DỞ"
    assert not paper_templates.look(session.screen, PAPER).own
    page.flush()
    settle(session)


def test_words_kept_that_do_not_fit_say_so_where_they_stand_when_the_page_is_opened_again(
    page: PapersPage, form: TemplateForm, session: Session
) -> None:
    retype(form, at(form, "title"), "GIẤY {nobody}")
    form.head.back.click()
    settle(session)
    page.template_button.click()
    assert page.template is not None
    assert "{nobody}" in page.template.pieces.fields[at(page.template, "title")].problem()
    assert "chưa dùng được" in page.template.banner.text()
    page.flush()
    settle(session)


def test_leaving_the_page_keeps_what_was_just_typed(page: PapersPage, form: TemplateForm, session: Session) -> None:
    place = at(form, "title")
    retype(form, place, "VỪA GÕ")
    page.flush()
    settle(session)
    assert paper_templates.draft(session.screen, PAPER)[place] == "VỪA GÕ"


def test_back_to_the_shipped_one_and_the_units_own_again(form: TemplateForm, session: Session) -> None:
    retype(form, at(form, "title"), "RIÊNG")
    form.save.click()
    settle(session)
    form.back_to_shipped.click()
    settle(session)
    assert editor(form, at(form, "title")).value() == "GIẤY CHỨNG NHẬN SÁNG KIẾN"
    assert form.own_again.isVisible() and not form.back_to_shipped.isVisible()
    form.own_again.click()
    settle(session)
    assert editor(form, at(form, "title")).value() == "RIÊNG"


def test_what_ships_otherwise_since_is_said_with_what_to_do(page: PapersPage, session: Session) -> None:
    ships = paper_templates.shipped(PAPER)
    older = wording.reworded(ships, {"block.1.text": "GIẤY CŨ"})

    def put(desk: object, _job: object) -> None:
        from db import paper_templates as stored

        with session._desk.store.atomic():
            own = wording.reworded(older, {"block.2.text": "{issuer} ghi nhận"})
            stored.put(session._desk.store, PAPER, own, older, "An", "2026-01-01T00:00:00.000Z")

    session.do(put)
    settle(session)
    assert page.template is not None
    page.template.reload()
    assert "đã đổi 1 chỗ" in page.template.news.text()
    page.template.news.button.click()
    settle(session)
    assert page.template.news.text() == ""
    assert paper_templates.look(session.screen, PAPER).own


def test_the_picture_of_the_unit_is_chosen_and_dropped(form: TemplateForm, session: Session, tmp_path: Path) -> None:
    image = QImage(300, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    image.save(str(tmp_path / "huy-hieu.png"))
    form.set_logo(tmp_path / "huy-hieu.png")
    settle(session)
    assert form.pieces.logo.isChecked() and form.drop_logo.isVisible()
    form.save.click()
    settle(session)
    assert wording.has_logo(paper_templates.look(session.screen, PAPER).wording)
    form.drop_logo.click()
    settle(session)
    assert paper_templates.logo(session.screen) is None
    (tmp_path / "a.png").write_text("chữ")
    form.set_logo(tmp_path / "a.png")
    settle(session)
    assert "Không đọc được hình" in form.banner.text()


def test_in_a_narrow_window_the_page_stands_below_the_words(form: TemplateForm, page: PapersPage, qtbot: QtBot) -> None:
    def left() -> int:
        return form.preview.mapTo(form, form.preview.rect().topLeft()).x()

    qtbot.waitUntil(lambda: left() > 500)
    page.resize(700, 640)
    qtbot.waitUntil(lambda: left() < 200)
