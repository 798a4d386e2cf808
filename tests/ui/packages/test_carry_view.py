"""Carrying packages upwards in the window, by a union whose key is on a token."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import tokens
from tests.exports.package import soft_token, union
from tests.typing_vi import vtype
from tests.ui.packages.pair import Pair, do, outbox, receive, recognise, seal, settle, vouch
from tests.ui.registers import UPPER, make_session
from ui.packages.carry_view import CarryView


@pytest.fixture
def pair(tmp_path: Path, themed_app: QApplication) -> Iterator[Pair]:
    """A unit and its district, which has a union above it."""
    for name in ("unit", "upper", "usb"):
        (tmp_path / name).mkdir()
    district = dataclasses.replace(UPPER, upper_code="27", upper_name="LĐLĐ tỉnh")
    upper = make_session(tmp_path / "upper", unit=district)
    made = Pair(make_session(tmp_path / "unit", filled=True), upper, tmp_path / "usb", tmp_path)
    yield made
    settle(made.unit, made.upper)
    made.close()


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("SOFTHSM2_CONF", "")
    place = soft_token.initialised(tmp_path)
    (tmp_path / "seller").mkdir()
    soft_token.with_keys(place, union.found(tmp_path / "seller", union.datetime.now(union.UTC).replace(microsecond=0)))
    return place


def waiting(pair: Pair) -> None:
    """A package of the unit that waits at its district to be carried on."""
    vouch(pair)
    recognise(pair.unit, 2)
    receive(pair.upper, seal(pair.unit, pair.stick).path)


def shown(qtbot: QtBot, pair: Pair) -> CarryView:
    view = CarryView(pair.upper)
    qtbot.addWidget(view)
    view.show()
    return view


def test_a_token_is_asked_for_its_pin_each_time(qtbot: QtBot, pair: Pair, module: str) -> None:
    waiting(pair)
    code = tokens.find(module)[0].certificates[0].code
    do(pair.upper, lambda desk: tokens.use(desk, module, "", code, soft_token.PIN))
    view = shown(qtbot, pair)
    view.where.set_folder(pair.stick)
    settle(pair.upper)
    assert view.pin.isVisible() and not view.go.isEnabled()
    vtype(view.pin.line, "000000")
    view.go.click()
    settle(pair.upper)
    assert "PIN không đúng" in view.banner.text() and view.done is None
    assert (view.pin.line.text(), view.go.isEnabled(), outbox(pair.upper)) == ("", False, [])
    vtype(view.pin.line, soft_token.PIN)
    view.go.click()
    settle(pair.upper)
    assert view.done is not None and view.done.path.is_file() and view.pin.line.text() == ""


def test_without_a_token_nobody_is_asked(qtbot: QtBot, pair: Pair) -> None:
    waiting(pair)
    view = shown(qtbot, pair)
    view.where.set_folder(pair.stick)
    settle(pair.upper)
    assert view.go.isEnabled() and not view.pin.isVisible()


def test_letting_go_of_the_stick_asks_for_no_wider_window(qtbot: QtBot, pair: Pair) -> None:
    view = shown(qtbot, pair)
    settle(pair.upper)
    before = view.minimumSizeHint().width()
    view.stick.show()
    settle(pair.upper)
    assert view.minimumSizeHint().width() == before
