"""The words of a letter that is not written yet are kept, and let go of once it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.desk import Desk
from desktop.operations import reports
from desktop.operations.reports import LetterWords
from tests import sample_register


@pytest.fixture
def worked(tmp_path: Path) -> Iterator[Desk]:
    opened = sample_register.fill(tmp_path / "register")
    yield opened
    opened.close()


def test_a_draft_stays_until_the_paper_is_written(worked: Desk, tmp_path: Path) -> None:
    assert reports.draft(worked) == reports.remembered(worked)
    typed = LetterWords("58", "1/8", "Sa Đéc", "Trần Văn Khoẻ")
    reports.keep_draft(worked, typed)
    assert reports.draft(worked) == LetterWords("58", "1/8", "Sa Đéc", "Trần Văn Khoẻ", ())
    reports.write(worked, "submission_letter", tmp_path / "to-trinh.pdf", typed, step=lambda _done, _total: None)
    assert reports.draft(worked) == LetterWords(place="Sa Đéc", signer_name="Trần Văn Khoẻ")


def test_the_papers_tell_of_as_many_as_are_counted(worked: Desk) -> None:
    assert reports.how_many(worked) == len(reports.in_dossier(worked)) == 10
