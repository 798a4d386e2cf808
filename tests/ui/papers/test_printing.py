"""A finished paper handed to a printer: here one that writes a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop.jobs import Cancelled, Job, Lanes
from domain.dossier import Signature
from domain.errors import TroubleError
from domain.paper.content import Closing, Content, Lines, Title
from exports.writers import paper_pdf
from ui.papers import printing


@pytest.fixture
def lanes(themed_app: QApplication) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three pages lying across."""
    paper = Content("a", (Title("GIẤY"), Lines(45), Closing((Signature("", "CHỦ TỊCH"),))), landscape=True)
    with (tmp_path / "a.pdf").open("wb") as stream:
        assert paper_pdf.write(stream, [paper], lambda _done, _total: None) == 3
    return tmp_path / "a.pdf"


def printer(to: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(to))
    made.setResolution(100)
    return made


def run(lanes: Lanes, made: QPrinter, file: Path) -> list[object]:
    answers: list[object] = []
    lanes.free(lambda job: printing.print_file(made, file, job), answers.append, answers.append)
    assert lanes.wait_idle()
    return answers


def sizes(file: Path) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(file)
    try:
        return [(round(page.get_width()), round(page.get_height())) for page in document]
    finally:
        document.close()


def dark(file: Path) -> int:
    document = pypdfium2.PdfDocument(file)
    try:
        return sum(dot < 128 for dot in bytes(document[0].render(scale=1).buffer))
    finally:
        document.close()


def test_every_page_goes_to_the_printer_as_it_lies_in_the_file(lanes: Lanes, file: Path, tmp_path: Path) -> None:
    assert run(lanes, printer(tmp_path / "b.pdf"), file) == [3]
    assert sizes(tmp_path / "b.pdf") == [(842, 595)] * 3
    assert dark(tmp_path / "b.pdf") > 300


def test_only_the_pages_chosen_are_printed(lanes: Lanes, file: Path, tmp_path: Path) -> None:
    made = printer(tmp_path / "b.pdf")
    made.setFromTo(2, 9)
    assert run(lanes, made, file) == [2]
    assert len(sizes(tmp_path / "b.pdf")) == 2


def test_stopped_between_two_pages_nothing_more_is_printed(lanes: Lanes, file: Path, tmp_path: Path) -> None:
    class Stopping:
        def step(self, done: int, _total: int) -> None:
            if done == 1:
                raise Cancelled

    job: Job = Stopping()  # type: ignore[assignment]
    with pytest.raises(Cancelled):
        printing.print_file(printer(tmp_path / "b.pdf"), file, job)


def test_a_paper_that_is_gone_is_said_in_a_sentence(lanes: Lanes, tmp_path: Path) -> None:
    (error,) = run(lanes, printer(tmp_path / "b.pdf"), tmp_path / "không có.pdf")
    assert isinstance(error, TroubleError) and error.code == "paper_unreadable"
