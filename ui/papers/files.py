"""Names of new papers, and showing files with the programs of this PC."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ui.common.banner import Banner
from ui.words import tr

STEMS = {
    "summary_table": "bang-tong-hop",
    "submission_letter": "to-trinh",
    "support_list": "ho-tro-kinh-phi",
    "blank_form": "mau-dang-ky",
    "recognition_request": "don-yeu-cau",
    "receipt_slip": "giay-bien-nhan",
    "score_sheet": "phieu-cham",
    "score_summary": "tong-hop-diem",
    "council_minutes": "bien-ban-hop",
    "ballot_record": "bien-ban-kiem-phieu",
    "recognition_decision": "quyet-dinh",
    "certificate": "giay-chung-nhan",
    "refusal_notice": "thong-bao",
    "result_slip": "phieu-ket-qua",
    "nomination_list": "danh-sach-de-cu",
    "package_cover": "phieu-gui-goi",
    "statistics_report": "bao-cao-thong-ke",
}


def free_target(folder: Path, report_id: str, ending: str, today: date) -> Path:
    """A name that no file in the folder has yet: bang-tong-hop-2026-11-20.xlsx, then …-2.xlsx; without an ending the
    name of a folder."""
    stem = f"{STEMS.get(report_id, report_id.replace('_', '-'))}-{today.isoformat()}"
    dotted = f".{ending}" if ending else ""
    target, number = folder / f"{stem}{dotted}", 2
    while target.exists():
        target, number = folder / f"{stem}-{number}{dotted}", number + 1
    return target


def latest(folder: Path, endings: Sequence[str], limit: int) -> list[Path]:
    """The newest papers in a folder; none if it cannot be read."""
    try:
        found = [file for file in folder.iterdir() if file.suffix.lstrip(".").lower() in endings]
        return sorted(found, key=lambda file: file.stat().st_mtime, reverse=True)[:limit]
    except OSError:
        return []


def show(path: Path) -> bool:
    """Opens a file or a folder with the program this PC has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_or_tell(path: Path, banner: Banner) -> None:
    """Opens it; a PC without a program for it says so."""
    if not show(path):
        told = tr("Máy này chưa có chương trình mở {file}. Hãy cài chương trình đọc loại tệp này, "
                  "hoặc chép tệp sang máy khác.", file=path.name)  # fmt: skip
        banner.say("warn", told)
