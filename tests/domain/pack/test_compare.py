from __future__ import annotations

import tomllib
from datetime import date

from domain.pack.compare import RuleChange, changes, words
from tests.domain.pack.packs import data, gated


def test_nothing_differs_from_itself() -> None:
    assert changes(data(), data()) == ()


def test_each_field_is_told_in_words() -> None:
    new = data()
    new["deadlines"][0]["on"] = date(2022, 6, 15)
    new["limits"]["summary"] = 1500
    new["rubric"]["criteria"][0]["min_points"] = 20
    new["eligibility"][6]["severity"] = "block"
    new["support"]["own_max_vnd"] = 300000
    assert set(changes(data(), new)) == {
        RuleChange("deadlines", "Hạn: giai đoạn 1, Công đoàn cơ sở, nhập lên Cổng, LĐLĐ thành phố Hải Phòng: ngày",
                   "31/05/2022", "15/06/2022"),
        RuleChange("limits", "Số ký tự tối đa: Tóm tắt nội dung sáng kiến", "1.000", "1.500"),
        RuleChange("rubric", "Cách chấm: tiêu chí: Tính mới trong đơn vị: điểm tối thiểu", "15", "20"),
        RuleChange("eligibility", "Điều kiện tham gia: Tác giả là đoàn viên hoặc người lao động: mức", "nhắc", "chặn"),
        RuleChange("support", "Hỗ trợ kinh phí: đơn vị chi thêm tối đa (đồng)", "200.000", "300.000"),
    }  # fmt: skip


def test_a_rule_that_comes_or_goes_is_told_once_and_moving_is_no_change() -> None:
    new = data()
    gone = new["eligibility"].pop(3)
    new["eligibility"].reverse()
    new["groups"]["other"] = "Nhóm khác"
    found = changes(data(), new)
    assert [(change.what, bool(change.before), bool(change.after)) for change in found] == [
        ("Nhóm đối tượng: other", False, True),
        ("Điều kiện tham gia: Mang lại lợi ích", True, False),
    ]
    assert gone["source"] in found[1].before


def test_a_part_that_was_not_there() -> None:
    old = data()
    del old["support"]
    found = changes(old, data())
    assert [(change.part, change.before) for change in found] == [("support", "")]
    assert "100.000" in found[0].after


def test_values_are_said_as_people_read_them() -> None:
    assert words(None) == ""
    assert (words(True), words(False), words(7.5), words(date(2022, 1, 2))) == ("có", "không", "7,5", "02/01/2022")
    assert words(["a", "b"]) == "a; b"


def test_a_gate_that_comes_is_told_in_words() -> None:
    (first, _second) = changes(data(), tomllib.loads(gated()))
    assert first.what == "Cách chấm: tiêu chí: new"
    assert first.after.startswith("mã: new; tên: Mới trong đơn vị; kiểu: điều kiện Có hoặc Không; thế nào là Có: Chưa")
