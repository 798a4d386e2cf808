"""«Máy chủ nhận» in the settings: written down, tried out, taken away; the secret is never shown again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.operations import servers
from tests.servers import running
from tests.servers.private_ca import PrivateCa
from tests.servers.running import Running
from tests.typing_vi import vtype
from tests.ui.registers import make_session
from ui.session import Session
from ui.settings import servers_card
from ui.settings.servers_card import NEW, ServersCard


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running.running("reference") as made:
        yield made


@pytest.fixture
def session(themed_app: QApplication, tmp_path: Path) -> Iterator[Session]:
    made = make_session(tmp_path)
    yield made
    made.close()


@pytest.fixture
def card(qtbot: QtBot, session: Session) -> ServersCard:
    made = ServersCard(session)
    qtbot.addWidget(made)
    made.show()
    return made


def fill(card: ServersCard, url: str, secret: str) -> None:
    vtype(card.name, "LĐLĐ tỉnh")
    card.url.set_value(url)
    card.secret.set_value(secret)


def test_a_server_is_tried_out_saved_and_its_secret_not_shown(
    qtbot: QtBot, card: ServersCard, session: Session, server: Running
) -> None:
    assert card.which.value() == NEW and card.secret.echoMode() is QLineEdit.EchoMode.Password
    fill(card, f"http://127.0.0.1:{server.port}/files", "wrong")
    card.test.click()
    qtbot.waitUntil(lambda: "không nhận mã truy cập" in card.banner.text())
    card.secret.set_value(running._secret("tus"))
    card.test.click()
    qtbot.waitUntil(lambda: "trả lời đúng loại" in card.banner.text())
    assert servers.everything(session.screen) == []
    card.save.click()
    qtbot.waitUntil(lambda: card.which.value() != NEW)
    (kept,) = servers.everything(session.screen)
    assert (kept.name, kept.has_secret, card.secret.value()) == ("LĐLĐ tỉnh", True, "")
    card.test.click()  # with the secret that is kept
    qtbot.waitUntil(lambda: "trả lời đúng loại" in card.banner.text())


def test_what_is_wrong_stands_at_its_field(qtbot: QtBot, card: ServersCard) -> None:
    fill(card, "http://nhan.congdoan.vn/", "x")
    card.save.click()
    qtbot.waitUntil(lambda: "không mã hóa" in card.fields["url"].problem())
    card.url.set_value("https://nhan.congdoan.vn/files")
    card.secret.set_value("mã có dấu")
    card.save.click()
    qtbot.waitUntil(lambda: "không dấu" in card.fields["secret"].problem())
    assert card.fields["url"].problem() == ""


def test_a_private_ca_is_taken_from_its_file_and_given_up(card: ServersCard, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text(PrivateCa(tmp_path).pem)
    card.set_ca(tmp_path / "ca.pem")
    assert "BEGIN CERTIFICATE" in card.given().ca_pem and card.ca_clear.isVisibleTo(card)
    card.ca_clear.click()
    assert card.given().ca_pem == ""
    card.set_ca(tmp_path / "none.pem")
    assert "Tệp CA không đọc được" in card.banner.text()


def test_a_server_is_taken_away_after_a_question(
    qtbot: QtBot, card: ServersCard, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(card, "https://nhan.congdoan.vn/files", "x")
    card.save.click()
    qtbot.waitUntil(lambda: card.which.value() != NEW)
    for answer, left in ((False, 1), (True, 0)):
        monkeypatch.setattr(servers_card, "confirm", lambda *_words, answer=answer: answer)
        card.remove.click()
        qtbot.waitUntil(lambda: not session.lanes.busy())
        assert len(servers.everything(session.screen)) == left
    qtbot.waitUntil(lambda: card.which.value() == NEW)
