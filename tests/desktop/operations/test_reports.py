from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from sqlcipher3 import dbapi2

from desktop.desk import Desk
from desktop.operations import initiatives, programmes, reports
from desktop.operations.reports import LetterWords
from domain.errors import RuleError
from domain.initiative import State
from exports.reports import registry
from tests.desktop.operations import unions
from tests.desktop.operations.unions import StoppedError, quiet


def test_without_anything_recognised_there_is_no_paper(unit: Desk, tmp_path: Path) -> None:
    unions.enter(unit)
    with pytest.raises(RuleError) as refused:
        reports.write(unit, "summary_table", tmp_path / "a.xlsx", step=quiet)
    assert (refused.value.code, (tmp_path / "a.xlsx").exists()) == ("dossier_empty", False)


@pytest.mark.parametrize("words", ["31/13/2023", "mai", "2023"])
def test_a_day_nobody_can_read_is_not_printed_as_dots(unit: Desk, tmp_path: Path, words: str) -> None:
    unions.recognised(unit)
    for report in ("summary_table", "submission_letter"):
        with pytest.raises(RuleError) as refused:
            reports.write(unit, report, tmp_path / "a.pdf", LetterWords("57", words), step=quiet)
        assert (refused.value.code, refused.value.field, refused.value.facts) == (
            "date_unreadable", "signed_on", {"words": words})  # fmt: skip
    assert not (tmp_path / "a.pdf").exists()
    reports.write(unit, "submission_letter", tmp_path / "a.pdf", LetterWords("57", " "), step=quiet)


def test_stopped_while_writing_there_is_no_file(unit: Desk, tmp_path: Path) -> None:
    unions.recognised(unit, 3)

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    for name in ("a.xlsx", "a.pdf"):
        with pytest.raises(StoppedError):
            reports.write(unit, "summary_table", tmp_path / name, step=stop)
    assert [file.name for file in tmp_path.iterdir()] == ["unit"]


@pytest.mark.parametrize("report", ["summary_table", "certificate", "recognition_decision", "statistics_report"])
def test_a_paper_asks_the_register_nothing_while_it_is_written(unit: Desk, tmp_path: Path, report: str) -> None:
    """So it tells of one moment, although what is typed is saved between two of its steps."""
    unions.recognised(unit, 3)
    contents = [one.content for one in reports.build(unit, report)]
    asked: list[str] = []
    unit.store.connection.set_trace_callback(asked.append)
    try:
        registry.write(report, contents, tmp_path / "a.docx", step=quiet)
    finally:
        unit.store.connection.set_trace_callback(None)
    assert asked == []


def test_a_secret_is_in_no_paper_and_other_units_are_in_none(unit: Desk, tmp_path: Path) -> None:
    rows = unions.recognised(unit, 3)
    initiatives.type_in(unit, rows[0], {"summary": "BÍQUYẾT", "reach": "BÍQUYẾT", "technology_secret": True})
    with unit.store.atomic():
        unit.store.execute("UPDATE initiative SET own = 0, unit_code = '27002' WHERE id = ?", [rows[1]])
    written = reports.write(unit, "summary_table", tmp_path / "a.xlsx", step=quiet)
    cells = [
        cell for row in openpyxl.load_workbook(written.path).active.values for cell in row if isinstance(cell, str)
    ]
    told = "\n".join(cells)
    titles = unions.titles(unit, rows)
    assert "BÍQUYẾT" not in told
    assert [title in told for title in titles] == [True, False, True]


def test_the_place_and_the_signer_are_typed_once(unit: Desk, tmp_path: Path) -> None:
    unions.recognised(unit)
    assert reports.remembered(unit).place == "Bình Tân"
    words = LetterWords("57", "1/6/2023", "Cần Thơ", "Bà X", ("LĐLĐ huyện",))
    unions.fail_on(unit, "paper_written")
    with pytest.raises(dbapi2.IntegrityError):
        reports.write(unit, "submission_letter", tmp_path / "a.pdf", words, step=quiet)
    assert reports.remembered(unit).place == "Bình Tân"
    unions.mend(unit, "paper_written")
    reports.write(unit, "submission_letter", tmp_path / "a.pdf", words, step=quiet)
    assert reports.remembered(unit) == LetterWords(place="Cần Thơ", signer_name="Bà X")


def test_a_programme_is_used_only_if_the_register_has_it(unit: Desk) -> None:
    assert programmes.current(unit).id == "1m-2022"
    with pytest.raises(RuleError) as refused:
        programmes.use(unit, "none")
    assert (refused.value.code, programmes.current(unit).id) == ("programme_unknown", "1m-2022")
    unions.recognised(unit)
    programmes.use(unit, "75k-2021")
    assert (reports.in_dossier(unit), reports.how_many(unit)) == ([], 0)
    assert initiatives.new(unit).stored.initiative.number == "SK-2021-0001"
    assert {pack.id for pack in programmes.everything(unit)} == {"1m-2022", "75k-2021"}
    assert State.RECOGNISED in reports.IN_DOSSIER and State.DECLINED not in reports.IN_DOSSIER
