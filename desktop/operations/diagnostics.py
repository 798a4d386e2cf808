"""A file for whoever helps from afar: what the program and this PC are, and how the register is; nobody's data."""

from __future__ import annotations

import locale
import platform
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import qVersion

from db import journal, recovery, store, users
from desktop import clock
from desktop.desk import Desk
from desktop.settings import Settings, config_dir
from desktop.version import VERSION
from domain import dates, labels
from domain.errors import RuleError
from exports.writers.whole import appearing

LOG_LINES = 200
_COUNTED = ("initiative", "person", "unit", "package", "journal", "evidence", "score_event", "import_batch")
# What the crash log writes by itself holds no words of people; anything else in it is left out, line by line.
_LEVEL = "DEBUG|INFO|WARNING|ERROR|CRITICAL"
_LOG_LINE = re.compile(rf"^\d{{4}}-\d{{2}}-\d{{2}} [\d:,]+ ({_LEVEL}) (start |uncaught|Qt: |[A-Z]\w*)")
_FRAME = re.compile(r"^ {2}[\w.-]+\.py:\d+ [\w<>.]+$|^[A-Z]\w*(\.\w+)*$")
_QUOTED = re.compile(r"[\"'«“].*?[\"'»”]|(/|[A-Za-z]:\\)\S+")


def text(desk: Desk) -> str:
    """The whole report, to be read by a person before it is given away."""
    parts = (("Chương trình và máy", _machine(desk)), ("Sổ", _register(desk)), ("Nhật ký lỗi", _log()))
    head = f"BÁO CÁO KỸ THUẬT SỔ SÁNG KIẾN\nLập lúc {dates.shown_time(clock.stamp())}\n"
    told = "\n".join(f"\n{title}\n{'-' * len(title)}\n" + "\n".join(lines) for title, lines in parts)
    return f"{head}Không có tên người, tên đơn vị, nội dung sáng kiến, mật khẩu hay đường dẫn.\n{told}\n"


def write(desk: Desk, target: Path) -> Path:
    """As `text`, in one file. RuleError report_format_unknown; TroubleError disk_full, report_write_failed."""
    if target.suffix.lower() != ".txt":
        raise RuleError("report_format_unknown", file=target.name, formats="txt")
    told = text(desk)
    with appearing(target) as stream:
        stream.write(told.encode("utf-8-sig"))
    return target


def _machine(desk: Desk) -> Iterator[str]:
    settings = Settings()
    yield f"Bản chương trình: {VERSION}"
    yield f"Hệ điều hành: {platform.system()} {platform.release()} {platform.machine()}"
    yield f"Python {platform.python_version()}, Qt {qVersion()}, SQLite {desk.store.value('SELECT sqlite_version()')}"
    yield f"Bảng mã của máy: {locale.getpreferredencoding(False)}"
    yield f"Giao diện: {settings.theme}, cỡ chữ {settings.scale_pct} %, ngôn ngữ {settings.language}"
    yield f"Chỗ trống trên ổ của sổ: {shutil.disk_usage(desk.home).free >> 20} MB"


def _register(desk: Desk) -> Iterator[str]:
    yield f"Mã hóa: {'không' if desk.plain else 'có'}; lần trước đóng không bình thường: {_yes(desk.cut_off)}"
    yield f"Cấp: {labels.LEVELS[desk.unit.level]}; khối: {labels.BLOCKS[desk.unit.block]}"
    steps = [step.NAME for step in store.steps()]
    yield f"Khuôn dạng: {steps[-1]} ({len(steps)} bước)"
    for name in (store.FILE, f"{store.FILE}-wal", store.VAULT):
        file = desk.home / name
        yield f"{name}: {f'{file.stat().st_size >> 10} KB' if file.is_file() else 'không có'}"
    tables = set(desk.store.column("SELECT name FROM sqlite_master WHERE type = 'table'"))
    for table in _COUNTED:
        if table in tables:
            yield f"{table}: {desk.store.value(f'SELECT count(*) FROM {table}')}"  # noqa: S608 - names of our own tables
    everyone = users.everyone(desk.store)
    yield f"Người dùng: {len(everyone)}, người giữ sổ: {sum('keeper' in user.roles for user in everyone)}"
    last = journal.head(desk.store)
    yield f"Đầu nhật ký: dòng {last.id}, {last.chain[:16]}"
    yield f"Đọc thử cả tệp: {'tốt' if recovery.sound(desk.store) else 'HỎNG'}"


def _log() -> Iterator[str]:
    file = config_dir() / "logs" / "sangkien.log"
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()[-LOG_LINES:]
    except OSError:
        lines = []
    if not lines:
        yield "(trống)"
    for line in lines:
        if _LOG_LINE.match(line) or _FRAME.match(line):
            yield _QUOTED.sub("…", line)


def _yes(said: bool) -> str:
    return "có" if said else "không"
