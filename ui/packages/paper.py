"""The root's code on a sheet of paper, for the letter to the units."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from ui.words import tr


def sheet(unit_name: str, code: str) -> str:
    """The sheet as HTML: whose code, and the digits big and grouped."""
    title = escape(tr("Mã khóa gốc của {unit}", unit=unit_name))
    use = escape(tr("Khi nhận danh bạ khóa, gõ mã này vào ô «Mã 30 chữ số trong công văn của cấp trên»."))
    return f"<h2>{title}</h2><p style='font-size:26pt; letter-spacing:2px'><b>{escape(code)}</b></p><p>{use}</p>"


def print_code(parent: QWidget, unit_name: str, code: str) -> bool:
    """Asks for a printer and prints the sheet; False if the person thinks better of it."""
    # Only needed here, and looking for printers takes a moment.
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter()
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    document = QTextDocument()
    document.setHtml(sheet(unit_name, code))
    document.print_(printer)
    return True
