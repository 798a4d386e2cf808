"""«Máy chủ nhận» in the settings: written down, tried out, taken away; the secret is never shown again."""

from __future__ import annotations

import socket
import threading
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


def test_the_login_of_a_proxy_is_folded_away_until_it_is_needed(
    qtbot: QtBot, card: ServersCard, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not card.proxy.is_open() and card.proxy_secret.echoMode() is QLineEdit.EchoMode.Password
    fill(card, "https://nhan.congdoan.vn/files", "x")
    card.proxy_secret.set_value("mật khẩu")
    card.save.click()
    qtbot.waitUntil(card.proxy.is_open)
    assert "chưa có tên" in card.fields["proxy_user"].problem()
    monkeypatch.setenv("https_proxy", "http://proxy.coquan.vn:3128")
    vtype(card.proxy_user, "donvi")
    card.save.click()
    qtbot.waitUntil(lambda: card.which.value() != NEW)
    (kept,) = servers.everything(session.screen)
    assert (kept.proxy_user, kept.has_proxy_secret, card.proxy_secret.value()) == ("donvi", True, "")
    assert card.proxy.is_open() and "donvi" in card.proxy.head.text()


def test_a_proxy_that_wants_a_login_opens_the_place_to_write_it(
    qtbot: QtBot, card: ServersCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:

        def refuse() -> None:
            client, _address = door.accept()
            with client:
                client.recv(1 << 12)
                client.sendall(b'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n')

        refusing = threading.Thread(target=refuse)
        refusing.start()
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{door.getsockname()[1]}")
        fill(card, "https://nhan.congdoan.vn/files", "x")
        card.test.click()
        qtbot.waitUntil(lambda: "đòi đăng nhập" in card.banner.text())
        refusing.join()
    assert card.proxy.is_open() and card.test.isEnabled()
