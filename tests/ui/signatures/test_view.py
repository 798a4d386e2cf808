"""Signing and verifying a PDF in the window, as an officer does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.operations import keys, signatures, tokens
from tests.exports.package import soft_token, union
from tests.exports.signed_pdf.pdfs import chairman, other_page, paper, plain, updated
from tests.typing_vi import vtype
from tests.ui.packages.pair import Pair, do, make_pair, settle, vouch
from ui.papers import files
from ui.papers.page import PapersPage
from ui.signatures.view import SignatureView


@pytest.fixture
def pair(tmp_path: Path, themed_app: QApplication) -> Iterator[Pair]:
    made = make_pair(tmp_path)
    vouch(made)
    yield made
    made.close()


@pytest.fixture
def view(qtbot: QtBot, pair: Pair) -> Iterator[SignatureView]:
    made = SignatureView(pair.unit)
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    yield made
    settle(pair.unit)
    made.hide()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return paper(tmp_path / "bien-ban.pdf", chairman())


def opened(view: SignatureView, pair: Pair, file: Path) -> None:
    view.open_file(file)
    settle(pair.unit)


def sign(view: SignatureView, pair: Pair) -> None:
    view.sign_button.click()
    settle(pair.unit)


def test_what_is_there_and_where_the_signature_would_stand(view: SignatureView, pair: Pair, file: Path) -> None:
    opened(view, pair, file)
    assert "chưa có chữ ký" in view.verdicts.overall.text()
    assert "CHỦ TỊCH" in view.spot.said.text()
    assert view.spot.page.mark is not None
    assert not view.spot.page.image.isNull()
    assert view.sign_button.isEnabled()
    assert not view.form.pin.isVisible()


def test_two_sign_one_after_the_other(view: SignatureView, pair: Pair, file: Path) -> None:
    before = file.read_bytes()
    opened(view, pair, file)
    for name in ("Nguyễn Thị Ngọc Hân", "Trần Văn Đức"):
        view.form.name.clear()
        vtype(view.form.name, name)
        sign(view, pair)
        assert "đọc lại và khớp" in view.banner.text()
    assert view.made is not None
    assert view.made.name == "bien-ban-da-ky-2.pdf"
    assert view.seen is not None
    assert [one.name for one in view.seen.signatures] == ["Nguyễn Thị Ngọc Hân", "Trần Văn Đức"]
    assert view.seen.verdict == "valid"
    assert len(view.verdicts.cards) == 2
    assert file.read_bytes() == before


def test_a_copy_no_program_can_open_is_said(
    view: SignatureView, pair: Pair, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(view, pair, file)
    vtype(view.form.name, "Trần Văn Đức")
    sign(view, pair)
    monkeypatch.setattr(files, "show", lambda _path: False)
    view.open_file_button.click()
    assert "chưa có chương trình mở bien-ban-da-ky.pdf" in view.banner.text()


def test_an_altered_file_is_called_so_and_not_signed(view: SignatureView, pair: Pair, file: Path) -> None:
    opened(view, pair, file)
    sign(view, pair)
    assert view.made is not None
    opened(view, pair, updated(view.made, file.with_name("sua.pdf"), other_page))
    assert view.verdicts.overall.text().startswith("Đã bị sửa")
    assert not view.sign_button.isEnabled()
    assert not view.spot.isVisible()


def test_an_altered_file_is_not_said_to_be_untouched(view: SignatureView, pair: Pair, file: Path) -> None:
    opened(view, pair, file)
    sign(view, pair)
    assert view.made is not None
    altered = bytearray(view.made.read_bytes())
    height = re.search(rb"/MediaBox\D+0\D+0\D+(\d)", altered)
    assert height is not None
    altered[height.start(1)] ^= 1
    other = file.with_name("sua.pdf")
    other.write_bytes(altered)
    opened(view, pair, other)
    assert view.verdicts.overall.text().startswith("Đã bị sửa")
    said = " ".join(one.text() for one in view.verdicts.cards[0].findChildren(QLabel))
    assert "không có gì thêm" not in said


def test_no_name_no_signature(view: SignatureView, pair: Pair, file: Path) -> None:
    opened(view, pair, file)
    view.form.name.clear()
    view.form.page.set_value("một")
    sign(view, pair)
    assert view.form.name_field.problem()
    assert view.form.page_field.problem()
    assert view.made is None


def test_what_cannot_be_read_is_told_where_it_stands(view: SignatureView, pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4 no")
    opened(view, pair, tmp_path / "x.pdf")
    assert "Không đọc được" in view.verdicts.overall.text()
    assert not view.sign_button.isEnabled()
    opened(view, pair, tmp_path / "none.pdf")
    assert view.verdicts.overall.text()
    assert not view.verdicts.overall.text().startswith("file_")


def test_what_was_typed_is_kept(view: SignatureView, pair: Pair, file: Path) -> None:
    opened(view, pair, file)
    view.form.reason.clear()
    vtype(view.form.reason, "Đã thẩm định")
    view.flush()
    settle(pair.unit)
    assert signatures.remembered(pair.unit.screen).reason == "Đã thẩm định"


def test_a_register_that_closes_while_somebody_types(qtbot: QtBot, tmp_path: Path, themed_app: QApplication) -> None:
    (tmp_path / "two").mkdir()
    closing = make_pair(tmp_path / "two")
    view = SignatureView(closing.unit)
    qtbot.addWidget(view)
    view.show()
    opened(view, closing, plain(tmp_path / "p.pdf"))
    vtype(view.form.reason, "Duyệt")
    closing.close()
    for timer in (view._looking, view._keeping):
        timer.timeout.emit()
    view.hide()
    assert view.form.reason.value() == "Duyệt"


def test_the_page_that_is_asked_for(view: SignatureView, pair: Pair, tmp_path: Path) -> None:
    opened(view, pair, plain(tmp_path / "p.pdf", 3))
    view.form.page.set_value("2")
    sign(view, pair)
    assert "trang 2" in view.banner.text()


def test_stopped_before_it_began_nothing_is_written(view: SignatureView, pair: Pair, file: Path) -> None:
    opened(view, pair, file)
    view.sign_button.click()
    view.progress.stop.click()
    settle(pair.unit)
    assert "Đã dừng" in view.banner.text()
    assert [one.name for one in file.parent.glob("*.pdf*")] == [file.name]


def test_without_a_key_it_verifies_and_says_what_to_do(qtbot: QtBot, tmp_path: Path, themed_app: QApplication) -> None:
    (tmp_path / "two").mkdir()
    alone = make_pair(tmp_path / "two")
    view = SignatureView(alone.unit)
    qtbot.addWidget(view)
    view.show()
    asked: list[tuple[str, object]] = []
    alone.unit.asked.connect(lambda page, what: asked.append((page, what)))
    assert not view.sign_button.isEnabled()
    view.key_banner.button.click()
    assert asked == [("packages", "trust")]
    do(alone.unit, lambda desk: keys.new(desk))
    assert view.form.isVisible()
    view.hide()
    alone.close()


def test_a_token_asks_for_its_pin_each_time(
    view: SignatureView, pair: Pair, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTHSM2_CONF", "")
    module = soft_token.initialised(tmp_path)
    (tmp_path / "seller").mkdir()
    now = union.datetime.now(union.UTC).replace(microsecond=0)
    soft_token.with_keys(module, union.found(tmp_path / "seller", now))
    code = tokens.find(module)[0].certificates[0].code
    do(pair.unit, lambda desk: tokens.use(desk, module, "", code, soft_token.PIN))
    opened(view, pair, file)
    assert view.form.pin.isVisible()
    sign(view, pair)
    assert "PIN" in view.form.pin.problem()
    vtype(view.form.pin.line, "000000")
    sign(view, pair)
    assert "PIN không đúng" in view.form.pin.problem()
    assert view.form.pin.line.text() == ""
    assert view.made is None
    vtype(view.form.pin.line, soft_token.PIN)
    sign(view, pair)
    assert "đọc lại và khớp" in view.banner.text()
    assert view.form.pin.line.text() == ""


def test_from_the_page_of_papers_and_back(qtbot: QtBot, pair: Pair, file: Path) -> None:
    page = PapersPage(pair.unit)
    qtbot.addWidget(page)
    page.show()
    page.open(file)
    settle(pair.unit)
    assert page.signing.task is not None
    assert page.signing.task.isVisible()
    assert page.may_close()
    page.signing.task.close_button.click()
    assert page.signing.task is None
    assert page.list.isVisible()
    settle(pair.unit)
    page.hide()
