"""Drafts of sheets keep still once their register has closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.appraisals.seated import VAN, make_home, open_page, session_of, shut
from ui.appraisals.drafts import Drafts

pytestmark = pytest.mark.usefixtures("themed_app")


def test_a_timer_that_runs_out_after_closing_asks_nothing_of_the_register(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path), VAN)
    drafts = Drafts(session_of(page), page)
    drafts.write("x", {"note": "gõ dở"})
    shut(page)
    drafts.flush()
    assert drafts.held("x") == {"note": "gõ dở"}
