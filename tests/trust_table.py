"""Runs every test that hurts a register and writes what came of it: `python -m tests.trust_table`.

A test that hurts one says so by `record_property("trust", (fault, times, lost))`: docs/TRUST.md is made of that alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

import pytest

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "docs" / "TRUST.md"
FAULTS: Mapping[str, str] = {
    "kill": "chương trình tắt giữa chừng (kill -9; ổ đĩa lúc bị dừng đứng; từng bước của khôi phục)",
    "power-cut": "mất điện: đĩa chỉ giữ phần đã ghi xong",
    "full-disk": "ổ đĩa đầy",
    "read-only": "ổ đĩa khóa ghi",
    "pulled-drive": "ổ bị rút, thư mục bị chuyển hoặc xóa",
    "slow-disk": "ổ đĩa chậm, tệp đang bị chương trình khác giữ",
    "newer": "sổ của phần mềm mới hơn mở bằng bản cũ",
    "lost-pc": "mất cả máy: khôi phục từ nơi thứ hai sang máy khác, kèm bản giữ của các gói",
    "damaged-page": "trang dữ liệu bị hỏng, có bản sao lưu",
    "damaged-page-alone": "trang dữ liệu bị hỏng, không có bản sao lưu nào",
    "half-migration": "lên bản mới bị dừng giữa chừng",
    "restore": "khôi phục bản sao lưu của một lúc bất kỳ",
}
FILES = (
    "tests/db/test_killed.py",
    "tests/db/test_power_cut.py",
    "tests/db/test_whereabouts.py",
    "tests/db/test_disk_trouble.py",
    "tests/db/test_old_stores.py",
    "tests/desktop/operations/test_backup_packages.py",
    "tests/desktop/operations/test_restoring.py",
    "tests/desktop/operations/test_salvaging.py",
    "tests/journeys/test_power_cut.py",
)
HEAD = """# Tin được đến đâu

Mỗi dòng là một kiểu hỏng, phép thử gây ra nó, số lần đã gây ra trong lần chạy này, và số điều đã báo «đã lưu» mà mất. Bảng do `python -m tests.trust_table` chạy các phép thử rồi tự ghi, không sửa bằng tay. Chưa thử trên Windows.

Với trang hỏng: sổ có mật khẩu thì mọi dòng trên trang hỏng được lấy lại từ bản sao lưu gần nhất; không có bản sao lưu nào thì các dòng của trang ấy mất, và bảng nào mất đều được nêu tên. Sổ không mật khẩu không có mã kiểm của từng trang, nên chữ hỏng có thể không nhận ra được.

| Hỏng thế nào | Thử bằng | Số lần | Mất |
|---|---|---|---|
"""  # noqa: E501 - a paragraph of the page is one line


@dataclass(eq=False)
class Told:
    """What the tests told: fault → test → (times, lost); and the tests that failed."""

    faults: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)
        if report.when != "call" or not report.passed:
            return
        for name, value in report.user_properties:
            if name == "trust":
                fault, times, lost = value
                test = report.nodeid.partition("[")[0]
                before = self.faults.setdefault(fault, {}).get(test, (0, 0))
                self.faults[fault][test] = (before[0] + times, before[1] + lost)


def main() -> int:
    told = Told()
    pytest.main(["-q", "-p", "no:randomly", "-p", "no:cacheprovider", *FILES], plugins=[told])
    if told.failed or set(told.faults) != set(FAULTS):
        print("failed:", *told.failed, "without a test:", *sorted(set(FAULTS) - set(told.faults)), file=sys.stderr)
        return 1
    table = HEAD + "".join(line + "\n" for line in lines(told)) + f"\nChạy ngày {datetime.now(UTC):%d/%m/%Y}.\n"
    TABLE.write_text(table, encoding="utf-8")
    print(table)
    return 0


def lines(told: Told) -> list[str]:
    """A line for each fault, its tests by their names."""
    found = []
    for fault, words in FAULTS.items():
        tests = told.faults[fault]
        names = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in sorted(tests))
        times, lost = (sum(held[place] for held in tests.values()) for place in (0, 1))
        found.append(f"| {words} | {names} | {times} | {lost} |")
    return found


if __name__ == "__main__":
    sys.exit(main())
