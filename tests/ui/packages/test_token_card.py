"""A token chosen in the window, and a package sealed with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.operations import keys, tokens
from tests.exports.package import soft_token, union
from tests.typing_vi import vtype
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, outbox, recognise, settle
from ui.packages.send_wizard import SendWizard


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("SOFTHSM2_CONF", "")
    place = soft_token.initialised(tmp_path)
    (tmp_path / "seller").mkdir()
    now = union.datetime.now(union.UTC).replace(microsecond=0)
    soft_token.with_keys(place, union.found(tmp_path / "seller", now))
    return place


def test_chosen_asked_for_and_sealing(pair: Pair, open_page: Opener, module: str) -> None:
    page = open_page(pair.unit)
    page.open("trust")
    card, below = page.trust.token, page.trust.below
    card.set_module(Path(module))
    settle(pair.unit)
    assert card.certificate.count() == 2
    assert card.form.isVisible()
    card.use_button.click()
    assert "PIN" in card.pin.problem()
    vtype(card.pin.line, "000000")
    card.use_button.click()
    settle(pair.unit)
    assert "PIN không đúng" in card.pin.problem()
    assert tokens.held(pair.unit.screen) is None
    vtype(card.pin.line, soft_token.PIN)
    card.use_button.click()
    settle(pair.unit)
    assert "USB ký được" in card.banner.text()
    assert keys.state(pair.unit.screen).token == soft_token.LABEL
    assert soft_token.LABEL in below.make.text()

    below.request(pair.folder)
    settle(pair.unit)
    assert "PIN" in below.pin.problem()
    vtype(below.pin.line, soft_token.PIN)
    below.request(pair.folder)
    settle(pair.unit)
    assert (pair.folder / "27001-yeu-cau-cap-khoa.asice").is_file()

    recognise(pair.unit, 2)
    page.send()
    wizard = page.task
    assert isinstance(wizard, SendWizard)
    settle(pair.unit)
    wizard.frame.go("where")
    wizard.where.set_folder(pair.stick)
    settle(pair.unit)
    assert wizard.pin.isVisible()
    assert not wizard.frame.next_button.isEnabled()
    vtype(wizard.pin.line, soft_token.PIN)
    assert wizard.frame.next_button.isEnabled()
    wizard.frame.next_button.click()
    settle(pair.unit)
    assert [row["state"] for row in outbox(pair.unit)] == ["delivered"]
    assert wizard.pin.line.text() == ""


def test_back_to_the_key_in_the_register(pair: Pair, open_page: Opener, module: str) -> None:
    page = open_page(pair.unit)
    page.open("trust")
    card = page.trust.token
    page.trust.below.make_key()
    settle(pair.unit)
    software = keys.state(pair.unit.screen).code
    assert not card.back.isVisible()
    card.set_module(Path(module))
    settle(pair.unit)
    vtype(card.pin.line, soft_token.PIN)
    card.use_button.click()
    settle(pair.unit)
    assert keys.state(pair.unit.screen).code != software
    assert card.back.isVisible()
    card.back.click()
    settle(pair.unit)
    assert keys.state(pair.unit.screen).code == software


def test_what_is_no_library_is_told(pair: Pair, open_page: Opener, tmp_path: Path) -> None:
    page = open_page(pair.unit)
    page.open("trust")
    (tmp_path / "x.so").write_bytes(b"no")
    page.trust.token.set_module(tmp_path / "x.so")
    settle(pair.unit)
    assert "không phải thư viện" in page.trust.token.banner.text()
    assert not page.trust.token.form.isVisible()
