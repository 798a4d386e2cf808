"""The verdict over any one package."""

from __future__ import annotations

from desktop.operations import keys
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, do, recognise, seal, settle, spoil, vouch
from ui.packages.page import PackagesPage
from ui.packages.verify_view import VerifyView


def view_of(page: PackagesPage) -> VerifyView:
    assert isinstance(page.task, VerifyView)
    return page.task


def test_a_right_one_shows_who_and_what(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 3)
    upper = open_page(pair.upper)
    upper.open(seal(pair.unit, pair.stick).path)
    settle(pair.upper)
    view = view_of(upper)
    assert view.banner.text().startswith("Đúng:")
    assert "CĐCS Công ty TNHH May Hoa Sim (27001)" in view._facts.text()
    assert len(view.code.code()) == 35 and view.table.model().rowCount() == 3
    assert "Tên sáng kiến: " in view.record.text()
    assert "Bảng tổng hợp sáng kiến.xlsx" in view._files.text()


def test_one_changed_byte_is_seen(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    bad = spoil(seal(pair.unit, plain=True).kept, pair.stick / "bad.asice")
    upper = open_page(pair.upper)
    upper.open(str(bad))
    settle(pair.upper)
    view = view_of(upper)
    assert view.banner.text().startswith("Đã bị sửa")
    assert not view.inside_card.isVisibleTo(view) and not view.code.isVisibleTo(view)


def test_it_works_without_trusting_anybody(pair: Pair, open_page: Opener) -> None:
    do(pair.unit, keys.new)
    recognise(pair.unit, 2)
    upper = open_page(pair.upper)
    upper.open(seal(pair.unit).kept)
    settle(pair.upper)
    view = view_of(upper)
    assert "chưa được tin" in view.banner.text() and view.table.model().rowCount() == 2
    assert view.code.code() == keys.state(pair.unit.screen).code


def test_what_is_no_package_or_not_there_is_said_in_words(pair: Pair, open_page: Opener) -> None:
    upper = open_page(pair.upper)
    (pair.stick / "photo.asice").write_bytes(b"no")
    upper.open(pair.stick / "photo.asice")
    settle(pair.upper)
    view = view_of(upper)
    assert view.banner.text().startswith("Không đọc được")
    view.check(pair.stick / "gone.asice")
    settle(pair.upper)
    assert view.banner.text().startswith("Không đọc được.") and "gone.asice" in view.banner.text()
