from __future__ import annotations

from datetime import date
from pathlib import Path

from db import objections
from tests.db.stores import new, put, some

DAY = date(2022, 11, 5)


def test_objections_are_kept_by_initiative_and_open_until_settled(tmp_path: Path) -> None:
    opened = new(tmp_path)
    first, second = put(opened, some()), put(opened, some())
    with opened.atomic():
        complaint = objections.insert(opened, first, "complaint", DAY, "Lê An", "Số liệu sai")
        objections.insert(opened, first, "authorship_dispute", date(2022, 11, 1), "Trần Bình", "Tôi nghĩ ra")
        objections.insert(opened, second, "complaint", DAY, "Lê An", "x")
    assert [one.kind for one in objections.of(opened, first)] == ["authorship_dispute", "complaint"]
    assert objections.open_kinds(opened, first) == {first: {"complaint", "authorship_dispute"}}
    assert set(objections.open_kinds(opened)) == {first, second}
    with opened.atomic():
        objections.settle(opened, complaint, date(2022, 12, 1), "Đã trả lời, số 3/CV")
    held = objections.get(opened, complaint)
    assert held is not None
    assert (held.settled_on, held.outcome, held.is_open) == (date(2022, 12, 1), "Đã trả lời, số 3/CV", False)
    assert objections.open_kinds(opened) == {first: {"authorship_dispute"}, second: {"complaint"}}
    assert len(objections.everything(opened)) == 3
    assert len(objections.everything(opened, open_only=True)) == 2
    assert objections.get(opened, 99) is None
    opened.close()
