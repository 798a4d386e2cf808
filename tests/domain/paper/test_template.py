from __future__ import annotations

import pytest

from domain.dossier import GAP, Signature
from domain.paper.content import Closing, Content, Lines, Look, Table, Text, Title
from domain.paper.facts import blank
from domain.paper.naming import apart, slug
from domain.paper.template import Facts, fill

ROWS = [{"no": "1", "name": "An", "points.a": "24", "points.b": "30"}]


def filled(*blocks: dict[str, object], **texts: str) -> Content:
    known = Facts(blank() | texts, {"results": ROWS, "members": ()}, {"points": [("a", "Mới"), ("b", "Hiệu quả")]})
    return fill({"title": "Giấy {number}", "block": blocks}, known)


def test_gaps_are_filled_and_what_nobody_knows_is_dotted() -> None:
    paper = filled({"kind": "text", "text": "{title} – {number}"}, number="SK-1")
    assert paper == Content("Giấy SK-1", (Text(f"{GAP} – SK-1"),))


def test_a_gap_in_capitals_stands_in_capitals() -> None:
    assert filled({"kind": "title", "text": "{UNIT}"}, unit="Công đoàn Đường").blocks == (Title("CÔNG ĐOÀN ĐƯỜNG"),)


def test_blocks_stand_only_where_they_are_wanted() -> None:
    blocks = [{"kind": "text", "text": one, **how} for one, how in (
        ("a", {"when": "number"}), ("b", {"unless": "number"}), ("c", {"when": "number, title"}),
        ("d", {"when": "results"}), ("e", {"when": "members"}))]  # fmt: skip
    assert [block.words for block in filled(*blocks, number="1").blocks if isinstance(block, Text)] == ["a", "d"]


def test_columns_may_come_from_a_list() -> None:
    columns = [{"of": "no", "head": "TT", "width": 1, "centred": True}, {"each": "points", "width": 2, "centred": True}]
    (table,) = filled({"kind": "table", "of": "results", "columns": columns}).blocks
    assert table == Table(("TT", "Mới", "Hiệu quả"), (1, 2, 2), (("1", "24", "30"),), frozenset({0, 1, 2}))


def test_an_empty_table_may_have_rows_to_write_in() -> None:
    columns = [{"of": "no", "head": "TT", "width": 1}, {"of": "name", "head": "Tên", "width": 1}]
    (table,) = filled({"kind": "table", "of": "members", "blank": 3, "columns": columns}).blocks
    assert isinstance(table, Table)
    assert table.rows == (("", ""),) * 3


def test_a_name_nobody_knows_leaves_room_and_no_dots() -> None:
    signed = {"position": "NGƯỜI NHẬN", "name": "signer"}
    (closing,) = filled({"kind": "closing", "signatures": [signed], "copies": ["{unit}"]}, unit="CĐCS").blocks
    assert closing == Closing((Signature("", "NGƯỜI NHẬN", ""),), ("CĐCS",))


def test_looks_and_lines() -> None:
    paper = filled({"kind": "lines", "count": 3}, {"kind": "text", "look": "note", "spare": True, "text": "x"})
    assert paper.blocks == (Lines(3), Text("x", Look.NOTE, spare=True))


@pytest.mark.parametrize(
    "block",
    [{"kind": "text", "text": "{nobody}"}, {"kind": "poem"}, {"kind": "table", "of": "nobody", "columns": []},
     {"kind": "text", "text": "x", "when": "nobody"}],
)  # fmt: skip
def test_a_wording_that_names_what_no_paper_has_is_no_wording(block: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        filled(block)


def test_names_of_files_are_plain_and_apart() -> None:
    assert slug("Giấy chứng nhận", "SK-2022-0001", "Đỗ Thị Ưu") == "giay-chung-nhan-sk-2022-0001-do-thi-uu"
    assert slug("///", "") == "van-ban"
    assert len(slug("dài " * 100)) <= 80
    assert apart(["a", "b", "a", "a"]) == ["a", "b", "a-2", "a-3"]
