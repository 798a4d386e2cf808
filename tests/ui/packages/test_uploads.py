"""Sending to a server in the window: from the wizard, by itself when its time has come, stopped, and its account."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop import network
from desktop.network import Standing
from desktop.operations import outbox as outboxes
from desktop.operations import servers, uploading
from desktop.operations.servers import ReceivingServer
from domain.errors import TroubleError
from tests.servers import faults, running
from tests.servers.faults import Faults
from tests.servers.running import Running
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, do, outbox, quiet, receive, recognise, seal, settle, vouch
from ui.packages.page import PackagesPage
from ui.packages.send_wizard import SendWizard


@pytest.fixture(scope="module")
def there() -> Iterator[Running]:
    with running.running("reference") as server:
        yield server


@pytest.fixture
def server(there: Running) -> Running:
    there.clear()
    return there


@pytest.fixture
def line(server: Running) -> Iterator[Faults]:
    with faults.between(server.port) as between:
        yield between


def written(pair: Pair, port: int) -> int:
    given = ReceivingServer("LĐLĐ tỉnh", "tus", f"http://127.0.0.1:{port}/files", secret=running._secret("tus"))
    return int(do(pair.unit, lambda desk: servers.put(desk, given))[0].id)


def at_where(page: PackagesPage, pair: Pair) -> SendWizard:
    page.open("send")
    settle(pair.unit)
    wizard = page.task
    assert isinstance(wizard, SendWizard)
    while wizard.frame.current() != "where":
        wizard.frame.next_button.click()
        settle(pair.unit)
    return wizard


def test_the_wizard_offers_a_server_and_the_receipt_closes_what_went_there(
    qtbot: QtBot, pair: Pair, open_page: Opener, server: Running
) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    written(pair, server.port)
    page = open_page(pair.unit)
    wizard = at_where(page, pair)
    assert not wizard.frame.next_button.isEnabled() and wizard.where.servers is not None
    wizard.where.servers.rows[0].button.click()
    assert wizard.where.chosen() is None
    wizard.frame.next_button.click()
    qtbot.waitUntil(lambda: "Máy chủ đã nhận đủ" in wizard.run.banner.text())
    ((name, content),) = server.arrived()
    assert outbox(pair.unit)[0]["state"] == "delivered"
    wizard.frame.next_button.click()
    assert page.task is None
    came = pair.folder / name
    came.write_bytes(content)
    receive(pair.unit, receive(pair.upper, came)[0].receipt)
    page.open("history")
    assert page.history.table.isVisibleTo(page) and page.history.refresh() == len(outboxes.history(pair.unit.screen))
    told = page.outbox._facts.text()
    assert all(word in told for word in ("Lịch sử gửi", "Đã có biên nhận", "Đã giao, chờ biên nhận", "127.0.0.1"))


def test_a_server_that_is_away_is_told_and_send_now_goes_through(
    qtbot: QtBot, pair: Pair, open_page: Opener, server: Running, line: Faults
) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    line.cut_every(1)
    written(pair, line.port)
    page = open_page(pair.unit)
    wizard = at_where(page, pair)
    assert wizard.where.servers is not None
    wizard.where.servers.rows[0].button.click()
    wizard.frame.next_button.click()
    qtbot.waitUntil(lambda: "sổ sẽ tự gửi lại" in wizard.run.banner.text())
    assert outbox(pair.unit)[0]["state"] == "queued" and page.may_close()
    page.open("sent")
    panel = page.outbox
    assert "tự gửi lại lúc" in panel._next.text() and panel.now_button.isVisibleTo(panel)
    panel.hold_button.click()
    settle(pair.unit)
    assert outbox(pair.unit)[0]["state"] == "held" and panel.hold_button.text() == "Cho đi tiếp"
    line.mend()
    panel.now_button.click()
    qtbot.waitUntil(lambda: outbox(pair.unit)[0]["state"] == "delivered")
    assert len(server.arrived()) == 1
    qtbot.waitUntil(lambda: not panel.now_button.isVisibleTo(panel))


def test_what_is_due_goes_by_itself_where_the_network_is_welcome(
    qtbot: QtBot, pair: Pair, open_page: Opener, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    server_id = waiting(pair, server)
    page = open_page(pair.unit)
    said: list[str] = []
    uploads = pair.unit.uploads
    uploads.said.connect(said.append)
    for standing, words, told in ((Standing(offline=True), "Mất mạng: 1 gói", "Máy đang mất mạng"),
                                  (Standing(metered=True), "Mạng tính phí: 1 gói", "Mạng đang tính phí")):  # fmt: skip
        monkeypatch.setattr(network, "standing", lambda standing=standing: standing)
        uploads.look()
        settle(pair.unit)
        page.outbox.refresh()
        assert words in said[-1] and told in page.outbox._next.text()
    assert outbox(pair.unit)[0]["state"] == "queued" and server_id
    monkeypatch.setattr(network, "standing", Standing)
    uploads.look()
    qtbot.waitUntil(lambda: outbox(pair.unit)[0]["state"] == "delivered")
    uploads.look()
    assert said[-1] == "" and len(server.arrived()) == 1


def waiting(pair: Pair, server: Running) -> int:
    """A package that waits for a server and is due."""
    vouch(pair)
    recognise(pair.unit, 2)
    sealed = seal(pair.unit).manifest_sha256
    server_id = written(pair, running.free_port())

    def fail(desk: object) -> None:
        with pytest.raises(TroubleError):
            uploading.to_server(desk, sealed, server_id, step=quiet)  # type: ignore[arg-type]

    do(pair.unit, fail)
    given = servers.get(pair.unit.screen, server_id)
    moved = ReceivingServer(given.name, "tus", f"http://127.0.0.1:{server.port}/files", id=server_id,
                            secret=running._secret("tus"))  # fmt: skip
    do(pair.unit, lambda desk: servers.put(desk, moved))
    do(pair.unit, lambda desk: (outboxes.hold(desk, sealed), outboxes.resume(desk, sealed))[1])
    return server_id


def test_a_window_that_closes_holds_nothing_and_nothing_back(
    qtbot: QtBot, pair: Pair, open_page: Opener, server: Running, line: Faults
) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    sealed = seal(pair.unit).manifest_sha256
    server_id = written(pair, line.port)
    line.hang(100)
    pair.unit.uploads.send(sealed, server_id)
    qtbot.waitUntil(lambda: pair.unit.uploads.job(sealed) is not None)
    qtbot.waitUntil(line.hanging.is_set)
    pair.unit.uploads.leave()
    qtbot.waitUntil(lambda: not pair.unit.lanes.busy("upload"))
    settle(pair.unit)
    assert outbox(pair.unit)[0]["state"] == "sending"  # opened again it is due: see the operation's own tests


def test_stopped_in_the_wizard_it_is_held(
    qtbot: QtBot, pair: Pair, open_page: Opener, server: Running, line: Faults
) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    written(pair, line.port)
    line.hang(100)
    wizard = at_where(open_page(pair.unit), pair)
    assert wizard.where.servers is not None
    wizard.where.servers.rows[0].button.click()
    wizard.frame.next_button.click()
    qtbot.waitUntil(line.hanging.is_set)
    wizard.run.panel.stop.click()
    qtbot.waitUntil(lambda: "Đã dừng theo ý bạn" in wizard.run.banner.text())
    assert (outbox(pair.unit)[0]["state"], wizard.run.retry.isVisibleTo(wizard)) == ("held", True)
    line.mend()
    wizard.run.retry.click()
    qtbot.waitUntil(lambda: "Máy chủ đã nhận đủ" in wizard.run.banner.text())
    assert len(server.arrived()) == 1
