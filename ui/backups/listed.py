"""The columns of the list of backups."""

from __future__ import annotations

from desktop import clock
from desktop.operations import salvaging
from desktop.operations.backups import Backup
from domain.evidence import size_words
from domain.labels import STORE_TABLES
from ui.backups import words
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind
from ui.words import tr


def columns() -> tuple[Column[Backup], ...]:
    return (
        Column(tr("Lúc sao lưu"), _when, Kind.TWO_LINES),
        Column(tr("Sáng kiến"), _initiatives, Kind.MONEY, sample="000.000", fold_below=44),
        Column(
            tr("Dung lượng"),
            lambda one: Cell(size_words(one.size_bytes)),
            Kind.MONEY,
            sample="0.000,0 MB",
            fold_below=58,
        ),
    )


def lacks(backup: Backup) -> str:
    """What a store saved from a damaged one lacks, a line for each table; "" for nothing."""
    lines = []
    for one in salvaging.missing(backup):
        table = tr(STORE_TABLES[one.table]) if one.table in STORE_TABLES else one.table
        numbers = f" ({', '.join(one.numbers)})" if one.numbers else ""
        told = tr("{table}: mất {n} dòng", table=table, n=one.rows) if one.rows else ""
        lines.append((told or tr("{table}: có thể thiếu vài dòng", table=table)) + numbers)
    return "\n".join(lines)


def _when(backup: Backup) -> Cell:
    why = words.why(backup.reason, bool(backup.missing))
    tips = (backup.name, _packages(backup), lacks(backup))
    return Cell(words.moment(backup.at, clock.now()), why, tip="\n".join(filter(None, tips)))


def _packages(backup: Backup) -> str:
    """Each copy of a package lies there once for all backups: its size is told apart."""
    if not backup.packages:
        return ""
    return tr("Kèm {n} gói đã gửi, đã nhận ({size}), chép một lần cho mọi bản.", n=backup.packages,
              size=size_words(backup.packages_bytes))  # fmt: skip


def _initiatives(backup: Backup) -> Cell:
    return Cell(written(backup.counts["initiative"]) if "initiative" in backup.counts else "–")
