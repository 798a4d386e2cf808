from __future__ import annotations

import dataclasses
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest

from desktop import clock, desk
from desktop.desk import Desk
from desktop.operations import (
    appraisals,
    initiatives,
    objections,
    paper_parts,
    paper_templates,
    recusals,
    reports,
    users,
)
from desktop.operations.paper_kinds import KINDS
from domain.council import Attendance, Council, CouncilMember, Role
from domain.dates import parse
from domain.errors import RuleError, TroubleError
from domain.initiative import State
from domain.paper import wording
from domain.paper.content import INSIDE_MARK
from tests import golden_papers
from tests.desktop.operations import decided, unions
from tests.desktop.operations.decided import SECRET, WORDS
from tests.desktop.operations.unions import StoppedError, quiet
from tests.exports.pdf_reading import pages, squeezed

LEAVES = ("recognition_decision", "certificate", "nomination_list", "receipt_slip", "summary_table",
          "submission_letter", "support_list", "blank_form", "package_cover", "statistics_report")  # fmt: skip
INSIDE = ("score_sheet", "score_summary", "council_minutes", "ballot_record")
PAPERS = {report.id: report for report in reports.reports()}


@pytest.fixture(scope="session")
def decided_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """The register, closed, and its rows."""
    home = tmp_path_factory.mktemp("decided") / "unit"
    opened = unions.new(home)
    with pytest.MonkeyPatch.context() as monkeypatch:
        rows = decided.fill(opened, monkeypatch)
    opened.close()
    return home, rows


@pytest.fixture
def unit(tmp_path: Path, decided_home: tuple[Path, list[int]], monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    shutil.copytree(decided_home[0], tmp_path / "unit")
    monkeypatch.setattr(clock, "today", lambda: decided.TODAY)
    opened = desk.open_desk(tmp_path / "unit", None)
    yield opened
    opened.close()


@pytest.fixture
def rows(unit: Desk, decided_home: tuple[Path, list[int]]) -> list[int]:
    return decided_home[1]


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Desk]:
    opened = unions.new(tmp_path / "bare")
    yield opened
    opened.close()


def written(unit: Desk, paper: str, to: Path, only: str = "") -> str:
    """All the words of the paper as a reader finds them, a line each."""
    done = reports.write(unit, paper, to / f"{paper}.pdf", WORDS, step=quiet, only=only)
    return "\n".join(pages(done.path))


def numbers(unit: Desk, rows: list[int]) -> list[str]:
    return [initiatives.get(unit, row).initiative.number for row in rows]


@pytest.mark.parametrize("name", golden_papers.names())
def test_the_paper_is_the_golden_one(unit: Desk, rows: list[int], tmp_path: Path, name: str) -> None:
    """Mended by `python -m tests.golden_papers`, once what has changed was looked at."""
    told = golden_papers.told(unit, rows, name, tmp_path)
    assert squeezed(told) == squeezed((golden_papers.FOLDER / name).read_text(encoding="utf-8"))


def test_no_golden_sample_is_left_over() -> None:
    assert {file.name for file in golden_papers.FOLDER.iterdir()} == set(golden_papers.names())


@pytest.mark.parametrize("paper", sorted(PAPERS))
def test_a_file_to_edit_says_the_same(unit: Desk, rows: list[int], tmp_path: Path, paper: str) -> None:
    """Every word of the pages stands in the text file, what charts show as their description; numbers of pages and
    lines drawn by hand do not."""
    only = "all" if paper == "score_sheet" else ""
    reports.write(unit, paper, tmp_path / "a.docx", WORDS, step=quiet, only=only)
    with zipfile.ZipFile(tmp_path / "a.docx") as file:
        parts = [file.read(name).decode() for name in file.namelist() if re.search("(document|header.*).xml$", name)]
    spoken = "".join(word for part in parts for word in re.findall('descr="([^"]*)"', part))
    said = squeezed("".join(re.sub("<[^>]+>", " ", part) for part in parts).replace("&amp;", "&") + spoken)
    for line in written(unit, paper, tmp_path, only).split("\n"):
        for word in line.split():
            assert word.isdecimal() or word.strip("(tiếp)") == "" or squeezed(word) in said


def test_there_is_every_paper_of_the_chain() -> None:
    assert set(PAPERS) == set(LEAVES) | set(INSIDE) | {"recognition_request", "refusal_notice", "result_slip"}
    assert all({"pdf", "docx"} <= set(report.formats) for report in PAPERS.values())
    assert {name for name, report in PAPERS.items() if "xlsx" in report.formats} == {
        "score_summary", "nomination_list", "summary_table", "support_list"}  # fmt: skip


def test_who_hands_in_a_request_gets_a_slip_with_its_number_and_the_day_of_the_answer(
    unit: Desk, rows: list[int], tmp_path: Path
) -> None:
    number = numbers(unit, rows)[4]
    told = written(unit, "receipt_slip", tmp_path)
    assert f"Số: {number}/BN-CĐCS" in told
    assert squeezed("chậm nhất ngày 10 tháng 10 năm 2023") in squeezed(told)
    assert told.count("GIẤY BIÊN NHẬN") == 1
    assert unit.user.name in told
    # Printed again, or for what has gone on since, it has the same number.
    assert f"Số: {numbers(unit, rows)[0]}/BN-CĐCS" in written(unit, "receipt_slip", tmp_path, numbers(unit, rows)[0])


def test_every_author_and_coauthor_gets_a_certificate_on_one_page(unit: Desk, rows: list[int], tmp_path: Path) -> None:
    done = reports.write(unit, "certificate", tmp_path / "a.pdf", WORDS, step=quiet)
    told = pages(done.path)
    held = [initiatives.get(unit, row).initiative for row in rows[:2]]
    people = [author.full_name for one in held for author in one.authors]
    assert len(people) == 5
    assert (done.rows, done.pages) == (5, 5)
    for person, page in zip(people, told, strict=True):
        assert page.index("chứng nhận\n" + person) > 0
        assert "27/QĐ-HS" in page
    numbered = re.findall(r"Số: (\S+)/GCN-SK", "".join(told))
    assert numbered == [f"{one.number}-{place}" for one in held for place in range(1, len(one.authors) + 1)]
    # What is still to be completed has none yet.
    assert initiatives.get(unit, rows[2]).initiative.title not in squeezed("".join(told))


@pytest.mark.parametrize("paper", LEAVES)
def test_a_secret_is_in_no_paper_that_leaves(unit: Desk, rows: list[int], tmp_path: Path, paper: str) -> None:
    only = "all" if paper == "receipt_slip" else ""
    assert SECRET not in written(unit, paper, tmp_path, only)
    assert INSIDE_MARK not in written(unit, paper, tmp_path, only)
    reports.write(unit, paper, tmp_path / "a.docx", WORDS, step=quiet, only=only)
    with zipfile.ZipFile(tmp_path / "a.docx") as file:
        assert all(SECRET not in file.read(name).decode(errors="replace") for name in file.namelist())


@pytest.mark.parametrize("paper", ["certificate", "summary_table", "submission_letter", "recognition_decision"])
def test_no_wording_of_a_union_brings_a_secret_out(unit: Desk, rows: list[int], tmp_path: Path, paper: str) -> None:
    ships = paper_parts.shipped(paper)
    place = 1 if paper == "summary_table" else 2
    asked = {"kind": "text", "text": "{summary} {nature} {confidential} {conditions} {reach}"}
    blocks = [*ships["block"][:place], asked, *ships["block"][place:]]
    paper_templates.change(unit, paper, {**ships, "block": blocks})
    assert SECRET not in squeezed(written(unit, paper, tmp_path))


@pytest.mark.parametrize("paper", INSIDE)
def test_a_wording_of_a_union_keeps_the_mark_of_a_paper_for_inside_use(
    unit: Desk, rows: list[int], tmp_path: Path, paper: str
) -> None:
    held = paper_templates.look(unit, paper)
    title = next(one for one in held.pieces if one.what == "title")
    paper_templates.change(unit, paper, wording.reworded(held.wording, {title.at: "TÊN KHÁC"}))
    reports.write(unit, paper, tmp_path / "a.pdf", WORDS, step=quiet, only=numbers(unit, rows)[1])
    told = pages(tmp_path / "a.pdf")
    assert "TÊN KHÁC" in told[0] and all(INSIDE_MARK in page for page in told)


@pytest.mark.parametrize("paper", [*INSIDE, "recognition_request", "result_slip"])
def test_a_paper_for_inside_use_says_so_on_each_page(unit: Desk, rows: list[int], tmp_path: Path, paper: str) -> None:
    secret = numbers(unit, rows)[1]
    reports.write(unit, paper, tmp_path / "a.pdf", WORDS, step=quiet, only=secret)
    told = pages(tmp_path / "a.pdf")
    assert all(INSIDE_MARK in page for page in told)
    assert (SECRET in squeezed("".join(told))) == (paper == "recognition_request")
    reports.write(unit, paper, tmp_path / "a.docx", WORDS, step=quiet, only=secret)
    (section, *_) = docx.Document(tmp_path / "a.docx").sections
    for header in (section.header, section.first_page_header):
        assert INSIDE_MARK in "".join(line.text for line in header.paragraphs)


def test_only_what_may_not_leave_is_marked(unit: Desk, rows: list[int], tmp_path: Path) -> None:
    assert INSIDE_MARK not in written(unit, "recognition_request", tmp_path, numbers(unit, rows)[0])
    assert INSIDE_MARK not in written(unit, "refusal_notice", tmp_path)


def test_members_who_are_authors_stand_aside_and_the_minutes_say_so(
    unit: Desk, rows: list[int], tmp_path: Path
) -> None:
    told = squeezed(written(unit, "council_minutes", tmp_path))
    first = numbers(unit, rows)[0]
    assert squeezed(f"Nguyễn Thị Hạt {first} Là tác giả của sáng kiến") in told
    assert squeezed("công nhận 02 sáng kiến; công nhận sau khi hoàn thiện 01") in told
    sheets = written(unit, "score_sheet", tmp_path, first)
    assert sheets.count("PHIẾU CHẤM") == 4
    assert "Người chấm: Nguyễn Thị Hạt" not in sheets


def test_every_paper_counts_what_it_tells_of(unit: Desk, rows: list[int], bare: Desk) -> None:
    counts = {paper: reports.how_many(unit, paper) for paper in PAPERS}
    assert counts == {
        "blank_form": 0, "recognition_request": 1, "receipt_slip": 1, "score_sheet": 0, "score_summary": 4,
        "council_minutes": 4, "ballot_record": 4, "recognition_decision": 3, "certificate": 2, "refusal_notice": 1,
        "result_slip": 4, "summary_table": 2, "submission_letter": 2, "nomination_list": 1, "support_list": 4,
        "package_cover": 1, "statistics_report": 0,
    }  # fmt: skip
    assert {reports.how_many(bare, paper) for paper in PAPERS} == {0}
    assert [paper for paper in PAPERS if not reports.missing(paper)] == ["blank_form", "statistics_report"]


def test_papers_of_a_session_count_what_it_closed_over(unit: Desk, rows: list[int]) -> None:
    assert [reports.how_many(unit, paper) for paper in ("council_minutes", "certificate", "score_sheet")] == [4, 2, 0]
    assert initiatives.move(unit, rows[4:], State.RECOGNISED, unions.PAPER).refused == {}
    assert [reports.how_many(unit, paper) for paper in ("council_minutes", "certificate")] == [4, 3]


def test_each_session_has_its_own_minutes(unit: Desk, rows: list[int], tmp_path: Path) -> None:
    appraisals.set_council(unit, Council("Hội đồng thứ hai", decided.MEMBERS, "10/7/2023", "Phòng họp số 3"))
    assert initiatives.move(unit, rows[4:], State.UNDER_APPRAISAL).refused == {}
    decided.mark(unit, rows[4], "approve")
    appraisals.close(unit)
    newest = written(unit, "council_minutes", tmp_path)
    assert "HỘI ĐỒNG THỨ HAI" in newest and newest.count("BIÊN BẢN") == 1
    assert numbers(unit, rows)[4] in newest and numbers(unit, rows)[0] not in newest
    assert reports.how_many(unit, "council_minutes") == 1
    assert written(unit, "council_minutes", tmp_path, "all").count("BIÊN BẢN") == 2
    with pytest.raises(RuleError) as refused:
        reports.write(unit, "score_summary", tmp_path / "a.xlsx", WORDS, step=quiet, only="all")
    assert refused.value.code == "paper_one_workbook"


def test_sheets_are_empty_while_it_is_being_marked(unit: Desk, rows: list[int], tmp_path: Path) -> None:
    assert initiatives.move(unit, rows[4:], State.UNDER_APPRAISAL).refused == {}
    decided.mark(unit, rows[4], "approve")
    told = written(unit, "score_sheet", tmp_path)
    assert told.count("PHIẾU CHẤM") == 5
    assert "26,5" not in told
    assert "26,5" in written(unit, "score_sheet", tmp_path, numbers(unit, rows)[1])


@pytest.mark.parametrize("paper", sorted(set(KINDS) - {"blank_form", "statistics_report"}))
def test_what_cannot_be_made_yet_says_what_to_do(bare: Desk, tmp_path: Path, paper: str) -> None:
    with pytest.raises(RuleError) as refused:
        reports.write(bare, paper, tmp_path / "a.pdf", WORDS, step=quiet)
    assert refused.value.code == KINDS[paper].missing
    assert reports.how_many(bare, paper) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["bare"]


def test_what_is_chosen_by_number_or_state(unit: Desk, rows: list[int], tmp_path: Path) -> None:
    second = numbers(unit, rows)[1]
    assert written(unit, "certificate", tmp_path, second).count("GIẤY CHỨNG NHẬN") == 3
    assert written(unit, "certificate", tmp_path, "nominated").count("GIẤY CHỨNG NHẬN") == 2
    for only, code in (("draft", "paper_state"), (numbers(unit, rows)[3], "paper_state"), (",", "filter_unknown"),
                       ("SK-1", "initiative_unknown")):  # fmt: skip
        with pytest.raises(RuleError) as refused:
            reports.write(unit, "certificate", tmp_path / "b.pdf", WORDS, step=quiet, only=only)
        assert refused.value.code == code
    told = squeezed(written(unit, "summary_table", tmp_path, second))
    titles = [squeezed(title) in told for title in unions.titles(unit, rows)]
    assert titles == [False, True, False, False, False]
    with pytest.raises(RuleError):
        reports.write(unit, "summary_table", tmp_path / "b.pdf", WORDS, step=quiet, only=numbers(unit, rows)[3])


def test_an_open_dispute_keeps_a_certificate_back(unit: Desk, rows: list[int], tmp_path: Path) -> None:
    first = numbers(unit, rows)[0]
    before = reports.how_many(unit, "certificate")
    objections.open_new(unit, rows[0], "authorship_dispute", parse("9/7/2023"), "Ông A", "Không phải của họ")
    assert reports.how_many(unit, "certificate") == before - 1
    assert first not in written(unit, "certificate", tmp_path)
    with pytest.raises(RuleError) as refused:
        reports.write(unit, "certificate", tmp_path / "b.pdf", WORDS, step=quiet, only=first)
    assert refused.value.code == "paper_contested"


def test_a_file_each(unit: Desk, rows: list[int], tmp_path: Path) -> None:
    done = reports.write_each(unit, "certificate", tmp_path / "to", "pdf", WORDS, step=quiet)
    names = sorted(file.name for file in (tmp_path / "to").iterdir())
    assert (done.rows, done.pages, len(names)) == (5, 5, 5)
    assert names[0].startswith("giay-chung-nhan-sang-kien-")
    assert all(re.fullmatch(r"[a-z0-9-]+\.pdf", name) for name in names)


def test_what_is_still_to_be_done_to_a_file_is_done_before_anybody_is_told(
    unit: Desk, rows: list[int], tmp_path: Path
) -> None:
    seen: list[str] = []

    def finish(file: Path) -> None:
        assert pages(file)
        seen.append(file.name)
        if len(seen) == 5:
            raise TroubleError("token_missing", again=True)

    reports.write(unit, "certificate", tmp_path / "a.pdf", WORDS, step=quiet, finish=finish)
    reports.write(unit, "certificate", tmp_path / "a.docx", WORDS, step=quiet, finish=finish)
    assert seen == ["a.pdf"]
    with pytest.raises(TroubleError):
        reports.write_each(unit, "certificate", tmp_path / "to", "pdf", WORDS, step=quiet, finish=finish)
    assert len(seen) == 5 and list((tmp_path / "to").iterdir()) == []


def test_stopped_half_way_no_file_stays(unit: Desk, rows: list[int], tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        reports.write_each(unit, "certificate", tmp_path / "to", "pdf", WORDS, step=stop)
    assert list((tmp_path / "to").iterdir()) == []
    with pytest.raises(StoppedError):
        reports.write(unit, "certificate", tmp_path / "a.docx", WORDS, step=stop)
    assert not (tmp_path / "a.docx").exists()
    journal = unit.store.rows("SELECT * FROM journal WHERE operation = 'paper_written'")
    assert journal == []


def test_lists_are_workbooks_too(unit: Desk, rows: list[int], tmp_path: Path) -> None:
    for paper in ("score_summary", "nomination_list"):
        reports.write(unit, paper, tmp_path / "a.xlsx", WORDS, step=quiet)
        cells = [str(cell) for row in openpyxl.load_workbook(tmp_path / "a.xlsx").active.values for cell in row if cell]
        page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
        marks = [header.right.text for header in (page.oddHeader, page.firstHeader)]
        assert marks == ([INSIDE_MARK] * 2 if paper in INSIDE else [None] * 2)
        assert "TT" in cells and any(numbers(unit, rows)[0] in cell for cell in cells)
        assert SECRET not in "".join(cells)
    with pytest.raises(RuleError):
        reports.write(unit, "certificate", tmp_path / "a.xlsx", WORDS, step=quiet)


def test_the_words_of_a_paper_are_offered_again(unit: Desk, rows: list[int], tmp_path: Path) -> None:
    written(unit, "certificate", tmp_path)
    assert reports.remembered(unit) == dataclasses.replace(WORDS, number="", signed_on="")


def test_the_first_page_can_be_looked_at(unit: Desk, rows: list[int]) -> None:
    for paper in PAPERS:
        seen = reports.first_page(unit, paper, WORDS, only="all" if paper == "score_sheet" else "")
        assert len(seen.dots) == seen.stride * seen.height
        assert seen.dots.count(0) > 1000  # something dark is drawn
    assert unit.store.rows("SELECT * FROM journal WHERE operation = 'paper_written'") == []


def test_a_paper_is_the_officers(unit: Desk, rows: list[int], tmp_path: Path) -> None:
    users.add(unit, unions.SECOND, ["appraiser"], None)
    other = unions.as_user(unit, unions.SECOND)
    with pytest.raises(RuleError) as refused:
        reports.write(other, "certificate", tmp_path / "a.pdf", WORDS, step=quiet)
    assert refused.value.code == "clerk_needed"
    other.close()


def test_the_minutes_say_who_stood_aside_why_and_who_took_part(bare: Desk, tmp_path: Path) -> None:
    row = unions.enter(bare, 1)[0]
    held = initiatives.get(bare, row).initiative
    author = held.authors[0].full_name
    present = [dataclasses.replace(member, attendance=Attendance.PRESENT) for member in decided.MEMBERS[1:]]
    by_sheet = dataclasses.replace(present[0], attendance=Attendance.BY_SHEET)
    extra = CouncilMember("Vũ Thị Sen", Role.EXPERT, Attendance.PRESENT)
    council = Council("Hội đồng sáng kiến", (by_sheet, *present[1:], extra), "8/7/2023", "Phòng họp số 2")
    recusals.declare(bare, "Vũ Thị Sen", author, "spouse")
    assert initiatives.move(bare, [row], State.ACCEPTED).refused == {}
    appraisals.set_council(bare, council)
    assert initiatives.move(bare, [row], State.UNDER_APPRAISAL).refused == {}
    recusals.request(bare, held.id, "Trần Đại Lâm", "Đã giúp tác giả viết đơn")
    points = {"novelty": 24, "applicability": 26, "effect": 33}
    names = ["Nguyễn Văn Khởi", "Phạm Ngọc Tuyền", "Mã Thị Huyền"]
    sheets = [{"initiative": held.number, "appraiser": name, "points": points, "vote": "approve"} for name in names]
    assert appraisals.file_sheets(bare, sheets).refused == ()
    to_mark = squeezed(written(bare, "score_sheet", tmp_path, held.number))
    assert [name for name in (*names, "Trần Đại Lâm", "Vũ Thị Sen") if squeezed(name) in to_mark] == names
    appraisals.close(bare)
    told = squeezed(written(bare, "council_minutes", tmp_path, held.number))
    assert squeezed(f"Vũ Thị Sen {held.number} Là vợ hoặc chồng của tác giả {author}") in told
    assert squeezed(f"Trần Đại Lâm {held.number} Tự xin không chấm: Đã giúp tác giả viết đơn") in told
    assert squeezed("Nguyễn Văn Khởi Chủ tịch hội đồng Có Gửi phiếu") in told
    assert "3/3" in told
