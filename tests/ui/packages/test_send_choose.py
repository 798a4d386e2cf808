"""The first step of sending where nothing can be sent: it says what is missing and leads there."""

from __future__ import annotations

import dataclasses

from desktop.operations import overview, registers
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, do, settle
from ui.packages.page import PackagesPage
from ui.packages.send_wizard import SendWizard
from ui.session import Session


def wizard_of(page: PackagesPage, session: Session) -> SendWizard:
    page.open("send")
    settle(session)
    assert isinstance(page.task, SendWizard)
    return page.task


def test_with_nothing_recognised_the_page_leads_to_what_is_missing(pair: Pair, open_page: Opener) -> None:
    wizard = wizard_of(open_page(pair.unit), pair.unit)
    ahead = overview.before_sending(pair.unit.screen)
    assert ahead and wizard.choose.note.text().startswith("Chưa có sáng kiến nào được công nhận nên chưa có gì để gửi.")
    asked: list[tuple[str, object]] = []
    pair.unit.asked.connect(lambda page, what: asked.append((page, what)))
    wizard.choose.note.button.click()
    assert asked == [("appraisals", "council")] and ahead[0].kind == "to_appraise"
    assert not wizard.frame.next_button.isEnabled()


def test_a_register_without_the_union_above_leads_to_where_it_is_written(pair: Pair, open_page: Opener) -> None:
    nameless = dataclasses.replace(pair.unit.screen.unit, upper_code="", upper_name="")
    do(pair.unit, lambda desk: registers.change_unit(desk, nameless))
    wizard = wizard_of(open_page(pair.unit), pair.unit)
    asked: list[str] = []
    pair.unit.asked.connect(lambda page, _what: asked.append(page))
    wizard.choose.note.button.click()
    assert asked == ["people"]
