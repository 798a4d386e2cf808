"""Taking a person's data away: nothing of it is left in any byte of the store, and nothing is counted otherwise."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import journal
from desktop.desk import Desk
from desktop.operations import (
    erasure,
    evidence_intake,
    history,
    initiatives,
    objections,
    people,
    personal_data,
    statistics,
)
from domain.anonymity import is_alias
from domain.errors import RuleError
from tests.desktop.operations import unions

NAME, PHONE = "Quách Thị Mỹ Dung", "0912345987"
HER: dict[str, Any] = {"full_name": NAME, "born_on": "1987-03-21", "phone": PHONE, "position": "Tổ trưởng chuyền Zeta9",
                       "workplace": "Phân xưởng Hồng Ngọc 77", "awards": "LĐTT cấp Tỉnh 2019 Kappa",
                       "education": "Kỹ sư dệt Omicron"}  # fmt: skip
OTHER: dict[str, Any] = {"full_name": "Lê Văn Bảy", "birth_year": 1980, "phone": "0987111222", "workplace": "Xưởng 2"}
MARKERS = (NAME, NAME.upper(), NAME.lower(), "quach thi my dung", "Mỹ Dung", PHONE, "912 345 987", "912345987",
           "1987-03-21", "21/3/1987", "Zeta9", "Hồng Ngọc 77", "Kappa", "Omicron", "zeta9", "hong ngoc")  # fmt: skip


def enter(unit: Desk, title: str, *authors: dict[str, Any], **more: Any) -> int:
    shares = {"share_pct": 100 / len(authors)}
    values = {"title": title, "authors": [shares | one for one in authors], "benefit_state": "claimed",
              "benefit_vnd": 1234567, **more}  # fmt: skip
    return initiatives.enter(unit, values).stored.row_id


def filled(unit: Desk) -> str:
    """A register in which her data stands wherever it can; returns her entry's id."""
    first = enter(unit, "Giá treo khuôn", HER, OTHER, summary=f"Chị {NAME} (0912 345 987) nghĩ ra, sinh 21/3/1987.")
    words = [{"full_name": NAME, "phone": PHONE, "birth_year": "21/3/1987", "workplace": HER["workplace"]},
             {"full_name": "Lê Văn Bảy"}]  # fmt: skip
    initiatives.type_in(unit, first, {"authors": words})
    initiatives.type_in(unit, first, {"authors": [words[0] | {"position": "Zeta9"}, words[1]]}, settled=False)
    change = history.of_record(unit, first, "authors")[0]
    history.give_reason(unit, first, change.line, "authors", f"{NAME} đổi số {PHONE}")
    second = enter(unit, "Cữ gá may cổ", HER)
    gone = enter(unit, "Bản bỏ đi", HER | {"full_name": NAME.upper()}, summary="Của " + NAME)
    initiatives.delete(unit, [gone])
    enter(unit, "Của người khác", OTHER, first_users=f"{NAME}, số {PHONE}", summary="Cùng tổ")
    objections.open_new(unit, second, "complaint", date(2024, 1, 5), NAME, f"{NAME} cho rằng chưa đúng")
    entry = people.rows(unit, people.page(unit, "Quách"))[0]
    people.type_in(unit, people.row_id_of(unit, entry.id) or 0, {"education": "Kỹ sư dệt Omicron", "phone": PHONE})
    twin = people.enter(unit, {"full_name": NAME, "birth_year": 1987, "phone": "0909000111", "workplace": "Nơi khác"})
    people.merge(unit, entry.id, twin.person.id)
    return entry.id


def counts(unit: Desk) -> Any:
    found = {by: statistics.table(unit, by).lines for by in ("", *statistics.BY)}
    return statistics.table(unit).totals, found, initiatives.benefits(unit, initiatives.Filter())


def all_bytes(home: Path) -> bytes:
    return b"".join(file.read_bytes() for file in home.glob("register.db*"))


def left(unit: Desk) -> set[str]:
    """The markers that stand anywhere: in a cell of any table, or in any byte of the files of a plain store."""
    tables = unit.store.column("SELECT name FROM sqlite_master WHERE type = 'table'")
    cells = json.dumps([unit.store.rows(f'SELECT * FROM "{name}"') for name in tables], ensure_ascii=False, default=str)
    raw = all_bytes(unit.home)
    return {
        word
        for word in MARKERS
        if word in cells or any(word.encode(code) in raw for code in ("utf-8", "utf-16-le", "utf-16-be"))
    }


def test_after_anonymising_nothing_of_her_is_left_in_any_byte_and_nothing_is_counted_otherwise(unit: Desk) -> None:
    person_id = filled(unit)
    assert left(unit) >= {NAME, PHONE, "Zeta9", "Hồng Ngọc 77", "Kappa", "Omicron"}
    before = counts(unit)
    done = erasure.anonymise(unit, person_id, f"Chị {NAME} yêu cầu, gọi số {PHONE}")
    assert done.purged
    assert left(unit) == set()
    assert counts(unit) == before
    assert is_alias(done.alias)
    assert people.get(unit, person_id).full_name == done.alias
    assert OTHER["phone"] in json.dumps(unit.store.rows("SELECT * FROM author"), ensure_ascii=False)


def test_the_journal_tells_what_was_done_without_the_data_and_stays_closed(unit: Desk) -> None:
    person_id = filled(unit)
    ids = unit.store.column("SELECT id FROM journal ORDER BY id")
    done = erasure.anonymise(unit, person_id, "theo yêu cầu")
    assert unit.store.column("SELECT id FROM journal ORDER BY id")[: len(ids)] == ids
    lines = journal.lines(unit.store, person_id)
    (line,) = [one for one in lines if one["operation"] == "person_anonymised"]
    assert json.loads(line["detail"]) == {"reason": "theo yêu cầu", "records": 3, "alias": done.alias}
    marked = journal.erased(unit.store)
    assert len(marked) == done.lines > 0
    assert set(marked.values()) == {line["id"]}
    for sql in ("UPDATE journal SET detail = '{}'", "UPDATE journal SET at = ''", "DELETE FROM journal",
                "DELETE FROM journal_erased", "UPDATE journal_erased SET open = 1"):  # fmt: skip
        with pytest.raises(Exception, match="append-only"), unit.store.atomic():
            unit.store.execute(sql)


def test_one_field_goes_everywhere_and_the_rest_stays(unit: Desk) -> None:
    person_id = filled(unit)
    before = counts(unit)
    erasure.erase(unit, person_id, "phone", "theo yêu cầu")
    assert left(unit) & {PHONE, "912 345 987", "912345987"} == set()
    assert NAME in left(unit)
    assert people.get(unit, person_id).full_name == NAME
    assert counts(unit) == before
    assert initiatives.history(unit, initiatives.get(unit, 1).initiative.id)


@pytest.mark.parametrize("field", ["birth_year", "workplace"])
def test_taking_the_birth_away_merges_nobody_with_a_namesake(unit: Desk, field: str) -> None:
    enter(unit, "Một", HER)
    enter(unit, "Hai", {"full_name": NAME})
    before = counts(unit)
    (entry,) = people.rows(unit, people.page(unit))
    erasure.erase(unit, entry.id, field, "theo yêu cầu")
    assert counts(unit) == before
    initiatives.type_in(unit, 1, {"title": "Một, sửa"})
    assert counts(unit) == before


def test_who_was_counted_as_one_with_a_namesake_still_is_and_the_namesake_keeps_his_name(unit: Desk) -> None:
    enter(unit, "Một", HER | {"workplace": "Xưởng 1"})
    enter(unit, "Hai", {"full_name": NAME, "birth_year": 1987, "phone": "0909000111", "workplace": "Xưởng 2"})
    before, entries = counts(unit), people.rows(unit, people.page(unit))
    assert before[0].persons == 1
    assert len(entries) == 2
    erasure.anonymise(unit, entries[0].id, "theo yêu cầu")
    assert counts(unit) == before
    assert people.get(unit, entries[1].id).full_name == NAME
    erasure.anonymise(unit, entries[1].id, "theo yêu cầu")
    assert counts(unit) == before
    assert left(unit) & {NAME, PHONE, "0909000111"} == set()


def test_without_a_reason_or_twice_it_is_refused(unit: Desk) -> None:
    enter(unit, "Một", HER)
    (entry,) = people.rows(unit, people.page(unit))
    for call, code in ((lambda: erasure.anonymise(unit, entry.id, " "), "erasure_reason_missing"),
                       (lambda: erasure.erase(unit, entry.id, "soul", "x"), "person_field_unknown"),
                       (lambda: erasure.preview(unit, "nobody"), "person_unknown")):  # fmt: skip
        with pytest.raises(RuleError) as refused:
            call()
        assert refused.value.code == code
    erasure.anonymise(unit, entry.id, "theo yêu cầu")
    with pytest.raises(RuleError) as refused:
        erasure.anonymise(unit, entry.id, "theo yêu cầu")
    assert refused.value.code == "person_anonymised"


def test_an_office_keeps_its_name_and_the_preview_says_so(unit: Desk) -> None:
    enter(unit, "Một", HER | {"full_name": unions.OFFICER})
    (entry,) = people.rows(unit, people.page(unit))
    assert ("user", "officer") in erasure.preview(unit, entry.id).offices
    erasure.anonymise(unit, entry.id, "theo yêu cầu")
    assert unit.store.column("SELECT name FROM user") == [unions.OFFICER]
    assert is_alias(initiatives.get(unit, 1).initiative.authors[0].full_name)


_WHO = st.fixed_dictionaries({
    "full_name": st.sampled_from(["Lê Thị An", "Lê Thị Ân", "LÊ THỊ AN", "Đỗ Bảy"]),
    "birth_year": st.sampled_from([None, 1980, 1981]),
    "phone": st.sampled_from(["", "0912345987", "0912345988"]),
    "workplace": st.sampled_from(["", "Xưởng 1"]),
})  # fmt: skip


@settings(max_examples=6, deadline=None)
@given(st.lists(_WHO, min_size=3, max_size=7), st.sampled_from(["", "birth_year", "phone"]))
def test_whoever_goes_in_whatever_order_nobody_is_counted_otherwise(authors: list[dict[str, Any]], field: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        unit = unions.new(Path(folder) / "unit")
        try:
            for number, who in enumerate(authors):
                enter(unit, f"Sáng kiến {number}", who)
            before = counts(unit)
            for entry in people.rows(unit, people.page(unit)):
                if field:
                    erasure.erase(unit, entry.id, field, "theo yêu cầu")
                else:
                    erasure.anonymise(unit, entry.id, "theo yêu cầu")
                assert counts(unit) == before
        finally:
            unit.close()


def test_an_encrypted_register_is_written_anew_as_well(tmp_path: Path) -> None:
    unit = unions.new(tmp_path / "unit", passphrase="mật khẩu đủ dài")
    try:
        erasure.anonymise(unit, filled(unit), "theo yêu cầu")
        assert left(unit) == set()
        assert unit.store.value("PRAGMA freelist_count") == 0
        assert not erasure.purge_pending(unit)
    finally:
        unit.close()


def test_a_file_that_cannot_be_written_anew_is_remembered_and_done_later(unit: Desk) -> None:
    person_id = filled(unit)
    reader = unit.store.reader()
    try:
        reader.connection.execute("BEGIN")
        reader.value("SELECT count(*) FROM journal")  # another program reads: the log cannot be emptied
        done = erasure.anonymise(unit, person_id, "theo yêu cầu")
        assert not done.purged
        assert erasure.purge_pending(unit)
        reader.connection.execute("COMMIT")
    finally:
        reader.close()
    erasure.purge(unit)
    assert not erasure.purge_pending(unit)
    assert left(unit) == set()


def test_evidence_in_which_the_name_may_stand_is_told_by_its_name(unit: Desk) -> None:
    """Nobody reads in a file: it stays as it is, and whoever erases is told which to look at."""
    [row_id] = unions.enter(unit)

    evidence_intake.add(unit, row_id, evidence_intake.bytes_source("Đơn của Nguyễn Văn An.pdf", b"%PDF-1.4"))
    people.gather(unit)
    author = initiatives.get(unit, row_id).initiative.authors[0]
    seen = erasure.preview(unit, author.person_id)
    assert seen.files == ((initiatives.get(unit, row_id).initiative.number, "Đơn của Nguyễn Văn An.pdf"),)
    told = personal_data.gathered(unit, author.person_id)
    assert [one["name"] for one in told["files"]] == ["Đơn của Nguyễn Văn An.pdf"]
