"""The recovery sheet on paper."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from domain.unit import Unit
from ui import theme
from ui.words import tr

MONOSPACED = "Courier New"


def possible() -> bool:
    """Whether this PC has a printer at all."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_and_print(parent: QWidget, unit: Unit, code: str) -> bool:
    """Lets the person choose a printer; True when the sheet was handed to it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    return dialog.exec() == QDialog.DialogCode.Accepted and print_sheet(printer, unit, code)


def print_sheet(printer: QPrinter, unit: Unit, code: str) -> bool:
    """One page: the unit, the code large enough to be read by lamplight, what to do with the sheet."""
    margins = QMarginsF(20, 20, 20, 20)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
        )
    )
    painter = QPainter()
    if not painter.begin(printer):
        return False
    room = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
    room.moveTo(0, 0)
    for text, family, points, bold in _lines(unit, code):
        font = QFont(family)
        font.setPointSizeF(points)
        font.setBold(bold)
        painter.setFont(font)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
        used = painter.drawText(room, flags, text)
        room.setTop(used.bottom() + painter.fontMetrics().height() * 0.6)
    return painter.end()


def _lines(unit: Unit, code: str) -> tuple[tuple[str, str, float, bool], ...]:
    return (
        (tr("MÃ KHÔI PHỤC SỔ SÁNG KIẾN"), theme.FAMILY, 18, True),
        (tr("Đơn vị: {name} ({code})", name=unit.name, code=unit.code), theme.FAMILY, 12, False),
        (code, MONOSPACED, 24, True),
        (tr("Khi quên mật khẩu, gõ mã này vào ô mật khẩu để mở sổ."), theme.FAMILY, 12, False),
        (tr("Cất tờ này trong tủ có khóa. Ai có mã này là mở được sổ."), theme.FAMILY, 12, False),
    )
