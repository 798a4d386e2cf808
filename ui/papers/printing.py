"""A finished paper on a printer of this PC: page by page, as it stands in its file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from desktop.jobs import Job
from desktop.operations import paper_files
from domain.errors import TroubleError

DOTS_PER_INCH = 300  # letters of 10 points are sharp, and a page takes 25 MB while it is drawn
_POINTS_PER_INCH = 72


def possible() -> bool:
    """Whether this PC has a printer at all."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask(parent: QWidget, file: Path, pages: int) -> QPrinter | None:
    """Lets the person choose a printer and the pages; None if he thinks better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(file.name)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def print_file(printer: QPrinter, file: Path, job: Job) -> int:
    """Hands the pages chosen to the printer, beside the screen; returns how many. Stopped between two pages, nothing
    more is printed. TroubleError print_failed."""
    printer.setFullPage(True)
    painter, chosen = QPainter(), _chosen(printer, file)
    dots_per_point = min(DOTS_PER_INCH, printer.resolution()) / _POINTS_PER_INCH
    try:
        for done, no in enumerate(chosen):
            job.step(done, len(chosen))
            seen = paper_files.page(file, no, dots_per_point)
            _turn(printer, QSizeF(*seen.points))
            begun = printer.newPage() if done else painter.begin(printer)
            if not begun:
                raise TroubleError("print_failed", again=True, file=file.name)
            image = QImage(seen.dots, seen.width, seen.height, seen.stride, QImage.Format.Format_BGR888)
            painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), image)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(chosen)


def _chosen(printer: QPrinter, file: Path) -> range:
    """The pages from 0; a printer that was told no range prints all."""
    count = paper_files.page_count(file)
    first, last = printer.fromPage(), printer.toPage()
    return range(max(1, first) - 1, min(last, count) if last else count)


def _turn(printer: QPrinter, points: QSizeF) -> None:
    """A page lies as it does in the file."""
    across = points.width() > points.height()
    way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    size = QPageSize(QPageSize.PageSizeId.A4)
    printer.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))
