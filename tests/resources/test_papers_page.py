"""docs/PAPERS.md tells of every paper there is and shows it."""

from __future__ import annotations

from desktop.operations import reports
from tests import paper_pictures


def test_the_page_is_the_one_the_registry_and_the_wordings_make() -> None:
    """Written anew by `python -m tests.paper_pictures`."""
    assert (paper_pictures.DOCS / "PAPERS.md").read_text(encoding="utf-8") == paper_pictures.page()


def test_every_paper_is_shown_and_no_picture_is_left_over() -> None:
    pictures = {file.stem: file.stat().st_size for file in paper_pictures.PICTURES.glob("*.png")}
    assert set(pictures) == {report.id for report in reports.reports()}
    assert all(1_000 < size < 120_000 for size in pictures.values())
