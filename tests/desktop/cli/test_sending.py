"""Sending to servers by command: the token from a file, the outbox held, let go, sent now, and its account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop import clock
from tests.desktop.cli.commands import Shell
from tests.desktop.cli.test_job import recognised
from tests.servers import running
from tests.servers.running import MissingError, Running


@pytest.fixture(scope="module")
def tus() -> Iterator[Running]:
    with running.running("reference") as server:
        yield server


@pytest.fixture
def unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    made = Shell(tmp_path / "unit", capsys).new("27001", "CĐCS May Hoa Sim", "--upper-code", "27000")
    made.ok("key", "new")
    recognised(made, tmp_path)
    (tmp_path / "usb").mkdir()
    made.ok("pack", "--to", tmp_path / "usb")
    return made


@pytest.fixture
def token(tmp_path: Path) -> Path:
    (tmp_path / "token").write_text(running._secret("tus") + "\n", encoding="utf-8")
    return tmp_path / "token"


PACKAGE = "27001_0001.asice"


def fails(unit: Shell, exit_code: int, *arguments: object) -> dict[str, Any]:
    """The answer of a command that ends so."""
    code, answer = unit.call(*arguments)
    assert code == exit_code, answer
    return answer


def test_a_package_goes_up_and_the_token_is_remembered(unit: Shell, tus: Running, token: Path) -> None:
    tus.clear()
    url = f"http://127.0.0.1:{tus.port}/files"
    sent = unit.ok("send", PACKAGE, "--via", "tus", "--to", url, "--token-file", token)
    assert sent["state"] == "delivered" and sent["detail"].startswith(url)
    unit.ok("send", PACKAGE, "--via", "tus", "--to", url)
    assert len(tus.arrived()) == 1
    (server,) = unit.ok("server", "list")["servers"]
    assert (server["url"], server["has_secret"], running._secret("tus") in str(server)) == (url, True, False)
    told = unit.ok("outbox", "history", PACKAGE)["history"]
    assert [row["state"] for row in told[:2]] == ["delivered", "sending"] and told[0]["target"] == url
    assert unit.ok("outbox", "history")["history"] == told
    assert unit.ok("outbox", "list")["rows"] == unit.ok("outbox")["rows"]


def test_a_server_that_is_away_waits_in_the_outbox_and_now_sends_it(
    unit: Shell, tus: Running, token: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tus.clear()
    now, stamp = clock.now(), clock.stamp()
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "stamp", lambda: stamp)
    away = f"http://127.0.0.1:{running.free_port()}/files"
    failed = fails(unit, 3, "send", PACKAGE, "--via", "tus", "--to", away, "--token-file", token)
    assert (failed["error"], failed["again"]) == ("server_unreachable", True)
    (row,) = unit.ok("outbox")["rows"]
    assert (row["state"], row["channel"], bool(row["next_at"])) == ("queued", "tus", True)
    assert unit.ok("outbox", "--retry")["rows"][0]["attempts"] == row["attempts"]  # its time has not come
    assert fails(unit, 3, "outbox", "now")["rows"][0]["attempts"] == row["attempts"] + 1
    unit.ok("outbox", "hold", PACKAGE)
    assert unit.ok("outbox", "now")["rows"] == []
    unit.ok("outbox", "resume", PACKAGE)
    assert fails(unit, 1, "outbox", "resume", PACKAGE)["error"] == "outbox_not_held"
    unit.ok("send", PACKAGE, "--via", "tus", "--to", f"http://127.0.0.1:{tus.port}/files", "--token-file", token)
    assert (unit.ok("outbox")["rows"][0]["state"], len(tus.arrived())) == ("delivered", 1)


def test_a_wrong_token_is_refused_and_a_server_without_one_tells_so(unit: Shell, tus: Running, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{tus.port}/files"
    (tmp_path / "wrong").write_text("wrong")
    refused = fails(unit, 3, "send", PACKAGE, "--via", "tus", "--to", url, "--token-file", tmp_path / "wrong")
    assert (refused["error"], refused["again"]) == ("server_key_refused", False)
    assert fails(unit, 3, "send", PACKAGE, "--via", "tus", "--to", url, "--token-file", tmp_path / "none")["error"] == (
        "token_file_missing"
    )
    assert fails(unit, 1, "send", PACKAGE, "--via", "tus", "--to", "LĐLĐ tỉnh")["error"] == "server_unknown"
    assert fails(unit, 1, "send", PACKAGE, "--via", "tus", "--to", "http://nhan.example.vn/")["error"] == (
        "server_not_safe"
    )


def test_a_server_is_written_down_tried_and_taken_away(unit: Shell, tus: Running, token: Path, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{tus.port}/files"
    added = unit.ok("server", "add", url, "--kind", "tus", "--name", "LĐLĐ tỉnh", "--token-file", token)
    assert added["server"]["name"] == "LĐLĐ tỉnh"
    assert unit.ok("server", "test", "LĐLĐ tỉnh")["ok"]
    (tmp_path / "ca.pem").write_text("không phải chứng thư", encoding="utf-8")
    assert fails(unit, 3, "server", "add", url, "--kind", "tus", "--ca", tmp_path / "ca.pem")["error"] == (
        "ca_file_missing"
    )
    unit.ok("send", PACKAGE, "--via", "tus", "--to", "LĐLĐ tỉnh")
    unit.ok("server", "remove", "LĐLĐ tỉnh")
    assert unit.ok("server", "list")["servers"] == []
    assert fails(unit, 1, "server", "test", "LĐLĐ tỉnh")["error"] == "server_unknown"


def test_a_webdav_folder_takes_it_with_a_name_and_a_password(unit: Shell, tmp_path: Path) -> None:
    try:
        with running.running("wsgidav") as server:
            (tmp_path / "password").write_text(running.TOKEN, encoding="utf-8")
            unit.ok("send", PACKAGE, "--via", "webdav", "--to", f"http://127.0.0.1:{server.port}/in", "--user",
                    running.USER, "--token-file", tmp_path / "password")  # fmt: skip
            assert [name for name, _content in server.arrived()] == [PACKAGE]
    except MissingError as error:
        pytest.skip(str(error))


def test_a_proxys_password_comes_from_a_file_and_is_never_told(
    unit: Shell, token: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "proxy").write_text("mật khẩu proxy\n", encoding="utf-8")
    given = ("server", "add", "https://nhan.congdoan.vn/files", "--kind", "tus", "--token-file", token,
             "--proxy-user", "donvi", "--proxy-password-file", tmp_path / "proxy")  # fmt: skip
    monkeypatch.delenv("https_proxy", raising=False)
    assert fails(unit, 1, *given)["error"] == "proxy_none"
    monkeypatch.setenv("https_proxy", "http://proxy.coquan.vn:3128")
    added = unit.ok(*given)["server"]
    assert (added["proxy_user"], added["has_proxy_password"], "mật khẩu" in str(added)) == ("donvi", True, False)
    assert fails(unit, 3, *given[:-1], tmp_path / "none")["error"] == "token_file_missing"
