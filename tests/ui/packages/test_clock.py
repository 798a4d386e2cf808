"""A clock that is behind keeps packages out of the register, until somebody has looked at it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop import clock
from desktop.operations import packages
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, receive, recognise, seal, settle, vouch
from tests.ui.packages.test_receive_wizard import wizard_of


def test_the_person_may_say_that_the_clock_is_right(
    pair: Pair, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    vouch(pair)
    first, second = (seal(pair.unit, pair.stick, [row]) for row in recognise(pair.unit, 2))
    ahead = clock.stamp_of(clock.now() + timedelta(days=20))
    with monkeypatch.context() as running_ahead:
        running_ahead.setattr(clock, "stamp", lambda: ahead)
        receive(pair.upper, first.path)
    wizard = wizard_of(open_page(pair.upper), second.path)
    wizard.frame.next_button.click()
    settle(pair.upper)
    banner = wizard.verdicts.banner
    assert "chỉnh lại ngày giờ" in banner.text() and not wizard.frame.next_button.isEnabled()
    assert len(packages.received(pair.upper.screen)) == 1
    banner.button.click()
    settle(pair.upper)
    settle(pair.upper)
    assert wizard.verdicts.rows[0].verdict == "valid" and wizard.frame.next_button.isEnabled()
