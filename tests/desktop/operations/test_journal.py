"""The journal of a real register: searched, verified, exported, and meddled with."""

from __future__ import annotations

import ast
import json
import random
from pathlib import Path

import pytest

from db import journal as stored
from desktop import clock, messages
from desktop.desk import CLERK, Desk
from desktop.operations import (
    backups,
    bulk,
    duplicates,
    erasure,
    initiatives,
    journal,
    keys,
    objections,
    packages,
    people,
    programmes,
    restoring,
    return_marks,
    return_packages,
    users,
)
from desktop.operations.journal import Search
from domain.duplicate import Verdict
from domain.errors import RuleError, TroubleError
from domain.initiative import State
from domain.journal_words import OPERATIONS
from tests.desktop.operations import unions


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def worked(unit: Desk) -> Desk:
    """Some lines of several kinds."""
    rows = unions.enter(unit, 3)
    initiatives.type_in(unit, rows[0], {"title": "Giá treo kim mới"}, settled=True)
    initiatives.move(unit, rows[:1], State.ACCEPTED)
    return unit


def loosened(desk: Desk) -> None:
    """As somebody with the key and a tool of his own would have it."""
    for name in desk.store.column("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'journal%'"):
        desk.store.execute(f"DROP TRIGGER {name}")


def test_lines_are_found_by_who_what_when_and_words(worked: Desk) -> None:
    everything = journal.ids(worked, Search(), 100)
    assert everything == sorted(everything, reverse=True)
    assert len(everything) == journal.total(worked, Search())
    moved = journal.entries(worked, journal.ids(worked, journal.search(operation="moved"), 10))
    assert [one.detail["end"] for one in moved] == [State.ACCEPTED]
    assert moved[0].row_id is not None and moved[0].record.startswith(
        initiatives.get(worked, moved[0].row_id).initiative.number
    )
    assert journal.words(worked, moved[0]).startswith("Trạng thái: ") or "→" in journal.words(worked, moved[0])
    typed = journal.ids(worked, journal.search("giá treo kim mới"), 10)
    assert {one.operation for one in journal.entries(worked, typed)} >= {"typed", "moved"}
    assert journal.total(worked, journal.search("100%_!")) == 0
    assert journal.total(worked, journal.search(who="Ai đó")) == 0
    assert set(journal.names(worked)) == {"", worked.user.name}
    assert ("moved", OPERATIONS["moved"]) in journal.operations(worked)


def test_a_change_of_many_is_told_in_words_and_not_in_codes(worked: Desk) -> None:
    rows = [row["id"] for row in worked.store.rows("SELECT id FROM initiative WHERE state = 'draft'")]
    kinds = programmes.current(worked).kinds
    bulk.change(worked, rows, "kind", kinds[-1].code, step=quiet)
    [line] = journal.entries(worked, journal.ids(worked, journal.search(operation="bulk_changed"), 10))
    told = journal.words(worked, line)
    assert "«Loại giải pháp»" in told
    assert kinds[-1].title in told
    assert kinds[-1].code not in told


def test_codes_are_told_by_their_words(worked: Desk) -> None:
    one, other = initiatives.page(worked, initiatives.Filter())[:2]
    duplicates.judge(worked, one, other, Verdict.DIFFERENT, "máy khác")
    objections.open_new(worked, one, "complaint", clock.today(), "Lê Văn Bình", "Nộp trước")
    said = [journal.words(worked, entry) for entry in journal.entries(worked, journal.ids(worked, Search(), 2))]
    assert any("kết luận Khác nhau; ghi chú máy khác" in words for words in said), said
    assert not any(code in words for words in said for code in ("different", "complaint")), said


def test_a_whole_journal_is_said_to_be_whole(worked: Desk) -> None:
    steps = list[tuple[int, int]]()
    found = journal.verify(worked, step=lambda done, total: steps.append((done, total)))
    assert (found.broken, found.lines) == ((), journal.total(worked, Search()))
    assert found.head == stored.head(worked.store)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE journal SET user_name = 'Ai đó' WHERE id = 3", "journal_line_changed"),
        ("UPDATE journal SET detail = '{}' WHERE id = (SELECT max(id) FROM journal)", "journal_line_changed"),
        ("UPDATE journal SET at = '2020' WHERE id = 1", "journal_line_changed"),
        ("DELETE FROM journal WHERE id = 4", "journal_line_missing"),
        ("DELETE FROM journal WHERE id = (SELECT max(id) FROM journal)", "journal_cut"),
        ("DELETE FROM journal", "journal_cut"),
        ("INSERT INTO journal (at, user_name, operation, subject, detail) VALUES ('x', 'x', 'x', '', '{}')",
         "journal_line_changed"),
    ],
)  # fmt: skip
def test_whoever_meddles_with_the_lines_is_found(worked: Desk, statement: str, code: str) -> None:
    loosened(worked)
    with worked.store.atomic():
        worked.store.execute("PRAGMA defer_foreign_keys = ON")
        worked.store.execute(statement)
    assert code in [one.code for one in journal.verify(worked).broken]


def test_the_store_itself_refuses_to_change_a_line(worked: Desk) -> None:
    for statement in ("UPDATE journal SET chain = 'x'", "UPDATE journal SET salt = ''", "DELETE FROM journal"):
        with pytest.raises(Exception, match="append-only"), worked.store.atomic():
            worked.store.execute(statement)
    assert journal.verify(worked).broken == ()


def test_after_personal_data_was_taken_out_the_chain_still_holds(unit: Desk) -> None:
    row = initiatives.enter(
        unit, {"title": "Gá hàn", "authors": [{"full_name": "Trần Văn Khoẻ", "phone": "0912345678"}]}
    )
    initiatives.type_in(unit, row.stored.row_id, {"title": "Gá hàn của Trần Văn Khoẻ"}, settled=True)
    person = people.enter(unit, {"full_name": "Trần Văn Khoẻ", "phone": "0912345678"}).person
    before = journal.verify(unit)
    erasure.anonymise(unit, person.id, "theo yêu cầu")
    after = journal.verify(unit)
    assert (before.broken, after.broken) == ((), ())
    assert after.erased > 0
    assert "Khoẻ" not in json.dumps([line["detail"] for line in stored.lines(unit.store, limit=-1)], ensure_ascii=False)


def test_an_export_can_be_checked_without_the_register(worked: Desk, tmp_path: Path) -> None:
    target = tmp_path / "nhật ký.jsonl"
    count = journal.export(worked, target)
    found = journal.verify_file(target)
    assert (found.lines, found.broken, found.head) == (count, (), stored.head(worked.store))
    lines, chance = target.read_text("utf-8").splitlines(keepends=True), random.Random(3)
    for _ in range(60):
        after, at = list(lines), chance.randrange(1, len(lines))
        if chance.random() < 0.5:
            del after[at]
        else:
            place = after[at].index('"at":"2') + 6 if '"at":"2' in after[at] else after[at].index('"chain":"') + 9
            after[at] = f"{after[at][:place]}{'3' if after[at][place] != '3' else '4'}{after[at][place + 1 :]}"
        target.write_text("".join(after), "utf-8")
        assert journal.verify_file(target).broken != ()


def _edited(lines: list[bytes], chance: random.Random) -> list[bytes]:
    """One edit of any kind at any place below the first line, which only says what kind of file it is."""
    after, at = list(lines), chance.randrange(1, len(lines))
    kind, place = chance.randrange(6), chance.randrange(len(after[at]) - 1)
    if kind == 0:
        del after[at]
    elif kind == 1:
        after.insert(at, after[chance.randrange(1, len(after))])
    elif kind == 2:
        other = chance.choice([no for no in range(1, len(after)) if no != at])
        after[at], after[other] = after[other], after[at]
    else:  # a byte changed, taken out or put in
        byte = bytes([chance.randrange(256)]) if kind != 4 else b""
        after[at] = after[at][:place] + byte + after[at][place + (kind != 5) :]
    return after


def _meant(lines: list[bytes]) -> object:
    """What the lines say, however they are written; None where they say nothing."""
    try:
        return [json.loads(line) for line in lines if line.strip()]
    except ValueError:
        return None


def test_each_of_a_thousand_random_edits_of_the_file_is_found(worked: Desk, tmp_path: Path) -> None:
    target, chance = tmp_path / "nhật ký.jsonl", random.Random(5)
    journal.export(worked, target)
    lines = target.read_bytes().splitlines(keepends=True)
    edits = 0
    while edits < 1000:
        after = _edited(lines, chance)
        if _meant(after) == _meant(lines):
            continue  # a space, or a letter written as another that means the same
        edits += 1
        target.write_bytes(b"".join(after))
        try:
            assert journal.verify_file(target).broken != (), after
        except TroubleError as error:
            assert error.code == "journal_file_unreadable"


FIRST = '{"schema":"sangkien-journal/1"}\n'
NONE = ("", "{}", f"{FIRST}[]", f'{FIRST}{{"id":1}}', f'{FIRST}{{"head":{{"id":"x","chain":""}}}}')


@pytest.mark.parametrize("words", NONE)
def test_a_file_that_is_no_journal_is_trouble(tmp_path: Path, words: str) -> None:
    (tmp_path / "x.jsonl").write_text(words, "utf-8")
    with pytest.raises(TroubleError, match="journal_file_unreadable"):
        journal.verify_file(tmp_path / "x.jsonl")


def test_a_readable_list_of_the_journal_is_written(worked: Desk, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    assert journal.export(worked, tmp_path / "n.xlsx", journal.search(operation="moved")) == 1
    sheet = load_workbook(tmp_path / "n.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][2:4] == ["Ai", "Việc"]
    assert sheet["D2"].value == OPERATIONS["moved"]
    with pytest.raises(RuleError, match="report_format_unknown"):
        journal.export(worked, tmp_path / "n.txt")


def test_whatever_way_a_package_goes_it_is_a_witness(vouched_pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    unit, upper = vouched_pair
    sent = unions.send(unit, tmp_path)
    assert sent.path.suffix == ".age", "encrypted, and read all the same"
    assert journal.fits(unit, sent.path).id > 0
    unions.take(upper, sent.path)
    for desk, operation, words in ((unit, "sealed", "Gói số 1 gửi 27000"), (upper, "received", "Gói số 1 của CĐCS")):
        [line] = journal.entries(desk, journal.ids(desk, journal.search(operation=operation), 1))
        assert line.record.startswith(words), "no digest, which tells nobody anything"
    return_marks.mark(upper, initiatives.page(upper, initiatives.Filter())[0], "effect", "Nêu rõ số liệu")
    down = return_packages.seal(upper, unit.unit.code, tmp_path)
    assert journal.fits(upper, down.path).id > 0


def test_a_package_that_left_is_a_witness(unit: Desk, tmp_path: Path) -> None:
    unions.recognised(unit)
    keys.new(unit)
    packed = packages.pack(unit, packages.plan(unit), tmp_path, step=unions.quiet)
    assert journal.fits(unit, packed.path).id > 0
    assert (journal.verify(unit).broken, journal.verify(unit).heads) == ((), 1)
    loosened(unit)
    with unit.store.atomic():
        _forge(unit)
    found = journal.verify(unit)
    assert {one.code for one in found.broken} == {"journal_head_differs"}, "the chain itself was made to fit again"
    with pytest.raises(RuleError, match="journal_head_differs"):
        journal.fits(unit, packed.path)


def test_a_backup_is_a_witness_until_a_restore_leaves_its_time_behind(unit: Desk) -> None:
    unions.enter(unit, 2)
    early = backups.make(unit, backups.ASKED, step=quiet).backup
    unions.enter(unit, 2)
    late = backups.make(unit, backups.ASKED, step=quiet).backup
    assert (late.journal_line, late.journal_head) == (stored.head(unit.store).id, stored.head(unit.store).chain)
    assert (journal.verify(unit).broken, journal.verify(unit).heads) == ((), 2)
    home = unit.home
    unit.close()
    opened = restoring.restore(home, early, None, step=quiet).desk
    [line] = journal.entries(opened, journal.ids(opened, Search(), 1))
    assert OPERATIONS[line.operation] == "Khôi phục sổ từ bản sao lưu"
    unions.enter(opened, 3)
    assert (journal.verify(opened).broken, journal.verify(opened).heads) == ((), 1), (
        "the later one tells of another time"
    )
    again = backups.make(opened, backups.ASKED, step=quiet).backup
    assert journal.fits(opened, again.folder).id == again.journal_line
    assert (journal.verify(opened).broken, journal.verify(opened).heads) == ((), 2)
    opened.close()
    [kept] = [one for one in backups.listed(home) if one.reason == "replaced"]
    opened = restoring.restore(home, kept, None, step=quiet).desk
    assert (journal.verify(opened).broken, journal.verify(opened).heads) == ((), 2), "and back again"
    loosened(opened)
    with opened.store.atomic():
        _forge(opened)
    with pytest.raises(RuleError, match="journal_backup_differs"):
        journal.fits(opened, early.folder)
    found = journal.verify(opened).broken
    assert {one.code for one in found} == {"journal_backup_differs"} and len(found) == 2
    assert "nơi thứ hai" in messages.sentence(found[0].code, {"id": found[0].id})
    opened.close()


def _forge(desk: Desk) -> None:
    """Every line anew, one word changed, and the head with them: by itself the journal looks whole."""
    lines = desk.store.rows("SELECT * FROM journal ORDER BY id")
    desk.store.execute("DELETE FROM journal")
    desk.store.execute("UPDATE journal_head SET line_id = 0, chain = ?", ["0" * 64])
    for line in lines:
        told = json.loads(line["detail"])
        stored.write(desk.store, "Ai đó", line["operation"], line["subject"], line["at"], **told)


def test_only_who_answers_for_the_register_reads_the_journal(unit: Desk) -> None:
    users.add(unit, unions.SECOND, [CLERK], "")
    clerk = unions.as_user(unit, unions.SECOND)
    with pytest.raises(RuleError, match="journal_closed"):
        journal.total(clerk, Search())
    clerk.close()


def test_every_operation_that_is_written_has_words() -> None:
    """Found where they are written out; those that come by a variable are found in the registers of other tests."""
    told = set[str]()
    for file in (ROOT / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "journal.write":
                told |= {one.value for one in ast.walk(node.args[2]) if isinstance(one, ast.Constant)}
    assert len(told) > 90
    assert told - set(OPERATIONS) == set()
