from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from domain.errors import RuleError
from exports.reports import registry

ROOT = Path(__file__).resolve().parents[3]


def test_reports_are_listed_with_what_menus_need() -> None:
    listed = {report.id: report for report in registry.reports()}
    assert set(listed) == {"summary_table", "submission_letter", "support_list"}
    assert listed["summary_table"].formats == ("xlsx", "pdf")
    assert all(report.title and report.needs and report.formats for report in listed.values())


def test_an_unknown_report_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        registry.write("certificate", None, tmp_path / "a.pdf", step=lambda done, total: None)
    assert caught.value.code == "report_unknown"
    assert "summary_table" in str(caught.value.facts["reports"])


def test_listing_reports_loads_no_library_that_writes_files() -> None:
    code = "import sys, exports.reports.registry; print({'reportlab', 'openpyxl'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
