"""Evidence in the form: added in every way, looked at, taken off and brought back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from desktop.operations import evidence, initiatives
from desktop.settings import Settings
from domain.evidence import OFFICE_HEAD
from domain.initiative import State
from tests.desktop.test_pictures import noisy
from tests.exports.package import strange_worker as strange
from tests.exports.package.test_evidence import DOCUMENT
from tests.typing_vi import vtype
from ui.initiatives import evidencing
from ui.initiatives.evidence_panel import EvidencePanel
from ui.initiatives.page import InitiativesPage
from ui.session import Session

Show = Callable[[Session], InitiativesPage]
PDF = b"%PDF-1.4 " + b"x" * 9_000_000


def panel(page: InitiativesPage) -> EvidencePanel:
    return page.form.frame.evidence


def names(page: InitiativesPage) -> list[str]:
    return [row.found.name for row in panel(page).rows]


def file(folder: Path, name: str, content: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def drop(page: InitiativesPage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)  # fmt: skip
    panel(page).dropEvent(event)


def settled(qtbot: QtBot, page: InitiativesPage) -> None:
    qtbot.waitUntil(lambda: not page.form.beside.evidencing.adding.busy() and not page._session.lanes.busy())


def test_dropped_files_stand_in_the_store_while_somebody_types_on(
    qtbot: QtBot, page: InitiativesPage, tmp_path: Path
) -> None:
    effect = page.form.fields.editors["effect"]
    effect.setFocus()
    drop(page, file(tmp_path, "Biên bản.pdf"), file(tmp_path, "chương trình.exe", b"MZ"), file(tmp_path, "2.pdf"))
    vtype(effect, "Ưu ")
    page.form.autosave.save()
    assert page.form.beside.evidencing.adding.busy()
    settled(qtbot, page)
    # The last file has the content of the first.
    assert names(page) == ["Biên bản.pdf"]
    assert panel(page).title.text() == "Minh chứng (1 tệp, 8,6 MB)"
    told = panel(page).banner.text()
    assert "Chưa nhận tệp «chương trình.exe»" in told
    assert "đã có trong sáng kiến này" in told
    assert "Ưu" in initiatives.get(page._session.screen, page.form.row_id or 0).initiative.effect


def test_a_picture_is_pasted_looked_at_taken_off_and_brought_back(qtbot: QtBot, page: InitiativesPage) -> None:
    QGuiApplication.clipboard().setImage(QImage(60, 40, QImage.Format.Format_RGB32))
    panel(page).paste.click()
    settled(qtbot, page)
    assert names(page) == ["Ảnh đã dán.png"]
    row = panel(page).rows[0]
    row.buttons["view"].click()
    qtbot.waitUntil(row.picture.isVisible)
    assert row.picture.pixmap().size().width() == 60
    row.buttons["remove"].click()
    settled(qtbot, page)
    assert names(page) == []
    [gone] = evidence.removed(page._session.screen, page.form.row_id or 0)
    panel(page).gone.set_open(True)
    restore = panel(page).gone.findChild(type(panel(page).choose), "restore")
    assert restore is not None
    restore.click()
    settled(qtbot, page)
    assert [one.found.id for one in panel(page).rows] == [gone.id]


def test_files_are_put_in_order(qtbot: QtBot, page: InitiativesPage, tmp_path: Path) -> None:
    drop(page, *(file(tmp_path, f"{n}.pdf", b"%PDF-" + n.encode()) for n in "abc"))
    settled(qtbot, page)
    panel(page).rows[2].buttons["up"].click()
    settled(qtbot, page)
    assert names(page) == ["a.pdf", "c.pdf", "b.pdf"]
    assert not panel(page).rows[0].buttons["up"].isEnabled()


def test_a_large_picture_is_made_smaller_only_when_asked(qtbot: QtBot, page: InitiativesPage, tmp_path: Path) -> None:
    drop(page, file(tmp_path, "ảnh.jpg", noisy(2600, 1400)))
    settled(qtbot, page)
    before = panel(page).rows[0].found
    assert before.original_bytes is None
    panel(page).rows[0].buttons["shrink"].click()
    settled(qtbot, page)
    after = panel(page).rows[0].found
    assert after.original_bytes == before.size_bytes > after.size_bytes
    assert "shrink" not in panel(page).rows[0].buttons


def test_the_newest_scans_are_offered(qtbot: QtBot, page: InitiativesPage, tmp_path: Path) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    file(scans, "quet_001.pdf")
    Settings().keep_folder("scan", scans)
    menu = panel(page).scan.menu()
    menu.aboutToShow.emit()
    first = menu.actions()[0]
    assert first.text().startswith("quet_001.pdf  ·  ")
    first.trigger()
    settled(qtbot, page)
    assert names(page) == ["quet_001.pdf"]


def test_other_programs_get_a_copy_only_after_a_question_and_it_goes(
    qtbot: QtBot, page: InitiativesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(page, file(tmp_path, "Biên bản.pdf"))
    settled(qtbot, page)
    opened: list[Path] = []
    monkeypatch.setattr(evidencing, "_open", opened.append)  # no program of this PC is to start in a test
    monkeypatch.setattr(evidencing, "confirm", lambda *_words: False)
    panel(page).rows[0].buttons["view"].click()
    settled(qtbot, page)
    assert opened == []
    monkeypatch.setattr(evidencing, "confirm", lambda *_words: True)
    panel(page).rows[0].buttons["view"].click()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].read_bytes() == PDF

    def another() -> Path:
        opened.clear()
        panel(page).rows[0].buttons["view"].click()
        qtbot.waitUntil(lambda: bool(opened))
        assert opened[0].exists()
        return opened[0]

    page.hide()  # another page in front, or the curtain
    assert not opened[0].exists()
    page.show()
    copy, row_id = another(), page.form.row_id
    page.new()
    assert not copy.exists(), "another record is in front"
    page.open(row_id)
    settled(qtbot, page)
    copy = another()
    assert page.may_close()
    assert not copy.exists()


def test_a_new_record_takes_files_once_it_has_a_letter(
    qtbot: QtBot, empty: Session, show: Show, tmp_path: Path
) -> None:
    page = show(empty)
    page.new()
    assert not panel(page).choose.isEnabled()
    assert panel(page).hint.text().startswith("Gõ tên")
    vtype(page.form.fields.editors["title"], "K")
    qtbot.waitUntil(panel(page).choose.isEnabled)
    drop(page, file(tmp_path, "a.pdf"))
    settled(qtbot, page)
    assert names(page) == ["a.pdf"]


def test_while_it_is_marked_files_are_only_looked_at(
    qtbot: QtBot, session: Session, show: Show, tmp_path: Path
) -> None:
    page = show(session)
    drop(page, file(tmp_path, "a.pdf"))
    settled(qtbot, page)
    row_id = page.form.row_id or 0
    with qtbot.waitSignal(session.changed):
        session.do(lambda desk, _job: initiatives.move(desk, [row_id], State.UNDER_APPRAISAL))
    qtbot.waitUntil(lambda: panel(page).choose.isHidden())
    assert names(page) == ["a.pdf"]
    # What leaves changes nothing of what they judge by.
    assert set(panel(page).rows[0].buttons) == {"view", "save", "send"}


def test_stopping_leaves_nothing_half(qtbot: QtBot, page: InitiativesPage, tmp_path: Path) -> None:
    drop(page, file(tmp_path, "a.pdf", b"%PDF-" + b"y" * 30_000_000))
    with qtbot.waitSignal(page.form.beside.evidencing.adding.progressed):
        pass
    panel(page).banner.button.click()
    settled(qtbot, page)
    assert names(page) == []
    store = page._session.screen.store
    assert store.value("SELECT count(*) FROM evidence_piece") == 0


def test_while_a_document_hangs_its_reader_words_are_saved_and_it_can_be_stopped(
    qtbot: QtBot, page: InitiativesPage, tmp_path: Path, brittle_gate: None
) -> None:
    session, adding = page._session, page.form.beside.evidencing.adding
    bad = (file(tmp_path, f"{mark.decode()}.doc", OFFICE_HEAD + mark) for mark in (strange.DIE, strange.WAIT))
    drop(page, *bad, file(tmp_path, "a.pdf"))
    qtbot.waitUntil(lambda: bool(panel(page).banner.text()) and strange.WAIT.decode() in panel(page).banner.text())
    effect = page.form.fields.editors["effect"]
    effect.setFocus()
    vtype(effect, "Ưu ")
    page.form.autosave.save()
    qtbot.waitUntil(lambda: "Ưu" in initiatives.get(session.screen, page.form.row_id or 0).initiative.effect)
    assert adding.busy(), "it hangs still"
    panel(page).banner.button.click()
    settled(qtbot, page)
    assert names(page) == []
    assert "Chưa nhận tệp «dies.doc»" in panel(page).banner.text()
    assert "Hãy lưu thành PDF rồi thêm lại" in panel(page).banner.text()
    assert session.screen.store.value("SELECT count(*) FROM evidence") == 0
    drop(page, file(tmp_path, "b.docx", DOCUMENT))
    settled(qtbot, page)
    assert names(page) == ["b.docx"]


def test_a_paper_just_scanned_is_offered(qtbot: QtBot, page: InitiativesPage, tmp_path: Path) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    file(scans, "cũ.pdf")
    page.form.beside.evidencing.scans.watch(scans)
    file(scans, "quet_002.pdf")
    qtbot.waitUntil(lambda: panel(page).fresh.text() == "Vừa quét xong «quet_002.pdf».")
    panel(page).fresh.button.click()
    settled(qtbot, page)
    assert names(page) == ["quet_002.pdf"]
    assert panel(page).fresh.isHidden()


def test_a_file_is_chosen_to_leave_with_its_record_and_kept_again(
    qtbot: QtBot, page: InitiativesPage, tmp_path: Path
) -> None:
    drop(page, file(tmp_path, "Biên bản.pdf"))
    settled(qtbot, page)
    qtbot.waitUntil(lambda: names(page) == ["Biên bản.pdf"])
    panel(page).rows[0].buttons["send"].click()
    qtbot.waitUntil(lambda: "keep" in panel(page).rows[0].buttons)
    assert panel(page).rows[0].found.travels
    panel(page).rows[0].buttons["keep"].click()
    qtbot.waitUntil(lambda: "send" in panel(page).rows[0].buttons)
    assert not panel(page).rows[0].found.travels
