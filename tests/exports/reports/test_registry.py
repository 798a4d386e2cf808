from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from domain.errors import RuleError
from exports.reports import registry
from exports.reports.report import Group

ROOT = Path(__file__).resolve().parents[3]


def test_reports_are_listed_with_what_menus_need() -> None:
    listed = {report.id: report for report in registry.reports()}
    assert len(listed) == 17
    assert listed["summary_table"].formats == ("xlsx", "pdf", "docx")
    assert all(report.title and report.purpose and report.needs and report.formats for report in listed.values())
    groups = [report.group for report in listed.values()]
    assert groups == sorted(groups, key=list(Group).index)


def test_an_unknown_report_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        registry.write("sổ đỏ", None, tmp_path / "a.pdf", step=lambda done, total: None)
    assert caught.value.code == "report_unknown"
    assert "summary_table" in str(caught.value.facts["reports"])


def test_listing_reports_loads_no_library_that_writes_files() -> None:
    code = (
        "import sys, exports.reports.registry, exports.writers.preview\n"
        "print({'reportlab', 'openpyxl', 'docx', 'pypdfium2'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
