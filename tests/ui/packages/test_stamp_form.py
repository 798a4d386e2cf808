"""«Xin dấu thời gian» in the view of a package, against an authority on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports.package import time_authority as authorities
from tests.exports.package.time_authority import Authority
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, recognise, seal, settle, vouch
from ui.packages.page import PackagesPage
from ui.packages.stamp_form import StampForm
from ui.packages.verify_view import VerifyView


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    folder = tmp_path / "tsa"
    folder.mkdir()
    with authorities.running(folder) as running:
        yield running


def form_of(page: PackagesPage, pair: Pair) -> StampForm:
    vouch(pair)
    recognise(pair.unit, 1)
    page.open(seal(pair.unit).kept)
    settle(pair.unit)
    assert isinstance(page.task, VerifyView)
    return page.task.stamp


def ask(form: StampForm, pair: Pair, url: str) -> None:
    """Three jobs follow each other: the register, the network, the register; then the package is looked at anew."""
    form.address.setText(url)
    form.ask()
    for _ in range(5):
        settle(pair.unit)


def test_a_stamp_is_asked_for_shown_and_trusted(pair: Pair, open_page: Opener, authority: Authority) -> None:
    form = form_of(open_page(pair.unit), pair)
    form.open_button.click()
    ask(form, pair, "")
    assert "http" in form.field.problem()
    ask(form, pair, "http://127.0.0.1:9/")
    assert "mạng" in form.problem.text() and form.ask_button.isEnabled()
    ask(form, pair, authority.url)
    assert "chưa tin nơi cấp" in form.state.text() and not form.open_button.isVisibleTo(form)
    form.trust_root(authority.folder / "root.pem")
    for _ in range(2):
        settle(pair.unit)
    assert "Nơi cấp dấu thử" in form.state.text() and not form.root_button.isVisibleTo(form)


def test_a_package_that_is_none_is_not_stamped(pair: Pair, open_page: Opener) -> None:
    page = open_page(pair.unit)
    (pair.stick / "photo.asice").write_bytes(b"no")
    page.open(pair.stick / "photo.asice")
    settle(pair.unit)
    assert isinstance(page.task, VerifyView) and not page.task.stamp.isVisibleTo(page.task)
