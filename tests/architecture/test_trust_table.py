"""docs/TRUST.md names every fault and only tests that there are, and tells of no loss but of pages without a backup."""

from __future__ import annotations

import re

from tests.trust_table import FAULTS, FILES, ROOT, TABLE


def test_every_fault_has_its_line_and_nothing_was_lost() -> None:
    text = TABLE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    assert [row[0] for row in rows] == list(FAULTS.values())
    for words, tests, times, lost in rows:
        assert int(times) > 0
        assert int(lost) == 0 or words == FAULTS["damaged-page-alone"]
        for file, name in re.findall(r"`([^`:]+)::(\w+)`", tests):
            assert f"tests/{file}" in FILES
            assert f"def {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")


def test_every_test_that_hurts_a_register_is_run_for_the_table() -> None:
    hurting = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "tests").rglob("test_*.py")
        if file.parent.name != "architecture" and 'record_property("trust"' in file.read_text(encoding="utf-8")
    }
    assert hurting == set(FILES)
