"""The verdict over any one package."""

from __future__ import annotations

import pytest

from desktop.operations import keys
from exports.package.keys import key_code
from tests.golden_packages import FOLDER
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, do, recognise, seal, settle, spoil, vouch
from ui.packages.inside_card import FILES, HEADER
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
    assert len(view.code.code()) == 35 and view.inside_card.table.model().rowCount() == 3
    assert "Tên sáng kiến: " in view.inside_card.record.text()
    card = view.inside_card
    card.choose(FILES)
    held = card.file()
    assert held is not None and held.name == "Bảng tổng hợp sáng kiến.xlsx" and card.files.isVisibleTo(view)
    card.choose(HEADER)
    for wanted in ("Không thiếu gói nào", "Gói này không nêu gói trước", "sangkien-package/1"):
        assert wanted in card.header.text()
    view.save(held, pair.stick / "b.xlsx")
    view.write_sheet(pair.stick / "s.pdf")
    settle(pair.upper)
    assert (pair.stick / "b.xlsx").read_bytes().startswith(b"PK")
    assert (pair.stick / "s.pdf").read_bytes().startswith(b"%PDF")
    view.save(held, pair.stick / "b.xlsx")
    settle(pair.upper)
    assert "Đã có tệp" in view.note.text()


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
    assert "chưa được tin" in view.banner.text() and view.inside_card.table.model().rowCount() == 2
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


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("receipt", ("Trả lời gói số", "2 mới")),
        ("trust", (key_code((FOLDER / "root.pem").read_text()), "CĐCS May Hoa Sim (27001)")),
        ("return", ("SK-2022-0002 · Hiệu quả sáng kiến: ", "Nêu rõ số liệu đo được")),
        ("results", ("Giấy khen · 7/QĐ",)),
        ("carrier", ("27001, gói số 1",)),
        ("programme", ("01 triệu sáng kiến",)),
        ("targets", ("CĐCS May Hoa Sim",)),
        ("appraisal_request", ("Lê Văn Bình", "Hội đồng sáng kiến")),
        ("appraisal_result", ("Lê Văn Bình",)),
        ("enrolment", ("Không có trong sổ này", "Mức đọc tối thiểu")[1:]),
    ],
)
def test_every_kind_of_package_can_be_looked_into(
    kind: str, wanted: tuple[str, ...], pair: Pair, open_page: Opener
) -> None:
    upper = open_page(pair.upper)
    upper.open(FOLDER / f"{kind}.asice")
    settle(pair.upper)
    card = view_of(upper).inside_card
    assert card.isVisibleTo(upper)
    for words in wanted:
        assert words in card.header.text()
