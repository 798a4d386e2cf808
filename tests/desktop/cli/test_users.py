"""Users, journal, bin and the technical report from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import run
from tests.desktop import keyrings
from tests.desktop.cli.commands import Shell, sample, write
from tests.desktop.keyrings import drawer as drawer


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim", "--user", "Hân")


def test_a_user_comes_gets_another_role_and_leaves(shell: Shell) -> None:
    assert shell.ok("user", "add", "Bình", "--role", "clerk", "chair")["roles"] == ["clerk", "chair"]
    assert shell.ok("user", "roles", "Bình", "--role", "keeper")["roles"] == ["keeper"]
    code, answer = shell.call("enter", "x.json", "--as-user", "Bình")
    assert (code, answer["error"]) == (1, "officer_needed")
    code, answer = shell.call("user", "add", "Chi", "--as-user", "Hân")
    assert code == 0
    shell.ok("user", "remove", "Hân", "--reason", "nghỉ hưu", "--as-user", "Bình")
    told = shell.ok("user", "list", "--as-user", "Chi")
    assert ([user["name"] for user in told["users"]], told["left"]) == (["Bình", "Chi"], ["Hân"])
    code, answer = shell.call("user", "remove", "Bình", "--as-user", "Bình")
    assert (code, answer["error"]) == (1, "last_keeper")


@pytest.mark.parametrize(
    ("role", "command", "code"),
    [
        ("clerk", ("outbox",), ""),
        ("clerk", ("list",), "officer_needed"),
        ("clerk", ("journal", "list"), "journal_closed"),
        ("chair", ("verdicts",), ""),
        ("chair", ("outbox",), "clerk_needed"),
        ("keeper", ("journal", "verify"), ""),
        ("keeper", ("list",), "officer_needed"),
        ("appraiser", ("queue",), ""),
        ("appraiser", ("trash", "list"), "officer_needed"),
    ],
)
def test_each_role_has_its_commands(shell: Shell, role: str, command: tuple[str, ...], code: str) -> None:
    shell.ok("user", "add", "Bình", "--role", role)
    exit_code, answer = shell.call(*command, "--as-user", "Bình")
    assert (exit_code, answer.get("error", "")) == (1 if code else 0, code)


def test_the_journal_is_listed_exported_and_verified(shell: Shell, tmp_path: Path) -> None:
    number = shell.ok("enter", write(tmp_path / "a.json", sample()[0]))["number"]
    found = shell.ok("journal", "list", number, "--since", "2020-01-01")
    assert [line["operation"] for line in found["lines"]] == ["entered"]
    target = tmp_path / "n.jsonl"
    lines = shell.ok("journal", "export", "--to", target)["lines"]
    assert shell.ok("journal", "verify")["lines"] == lines == shell.ok("journal", "verify", target)["lines"]
    target.write_text(target.read_text("utf-8").replace("entered", "enterex"), "utf-8")
    code, answer = shell.call("journal", "verify", target)
    assert code == 4 and answer["broken"][0]["code"] == "journal_line_changed"
    assert "Dòng" in answer["broken"][0]["message"]


def test_what_was_removed_is_listed_and_put_back(shell: Shell, tmp_path: Path) -> None:
    shell.ok("filter", "keep", "Của tôi", "--query", "gá")
    shell.ok("filter", "remove", "Của tôi")
    (thing,) = shell.ok("trash", "list")["things"]
    shell.ok("trash", "restore", thing["kind"], thing["key"])
    assert [one["name"] for one in shell.ok("filter", "list")["filters"]] == ["Của tôi"]
    assert shell.ok("trash", "list")["things"] == []


def test_the_report_is_printed_or_written(shell: Shell, tmp_path: Path) -> None:
    assert "May Hoa Sim" not in shell.ok("diagnostics")["text"]
    assert Path(shell.ok("diagnostics", "--to", tmp_path / "b.txt")["path"]).is_file()


def test_secrets_are_changed_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, words in (("a", "bốn con trâu đen"), ("b", "ba cây tre xanh"), ("c", "năm con ngựa trắng")):
        (tmp_path / name).write_text(words, "utf-8")
    home, old = str(tmp_path / "register"), ["--passphrase-file", str(tmp_path / "a")]
    made = ["new", "--unit-code", "27001", "--unit-name", "X", "--user", "Hân", "--home", home, *old]
    assert run.main(made) == 0
    for arguments in (
        ["user", "add", "Bình", "--new-passphrase-file", str(tmp_path / "b")],
        ["user", "passphrase", "Bình", "--new-passphrase-file", str(tmp_path / "c")],
        ["user", "recovery", "--to", str(tmp_path / "mã.txt")],
        ["user", "lock-after", "5"],
    ):
        assert run.main([*arguments, "--home", home, *old]) == 0
    assert "5 phút" in capsys.readouterr().out
    assert run.main(["user", "list", "--home", home, "--passphrase-file", str(tmp_path / "c")]) == 0
    assert run.main(["user", "list", "--home", home, "--passphrase-file", str(tmp_path / "b")]) == 1


def test_a_keeper_who_left_with_the_code_is_named_until_there_is_another(
    encrypted: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b").write_text("ba cây tre xanh", "utf-8")
    added = ["user", "add", "Bình", "--role", "keeper", "--new-passphrase-file", str(tmp_path / "b")]
    assert run.main([*added, *encrypted]) == 0
    assert run.main(["user", "remove", "Bình", *encrypted]) == 0
    for renewed in (False, True):
        capsys.readouterr()
        assert run.main(["user", "list", *encrypted]) == 0
        assert ("Bình có thể còn biết mã" in capsys.readouterr().out) is not renewed
        assert run.main(["user", "recovery", "--to", str(tmp_path / f"m{renewed}.txt"), *encrypted]) == 0


@pytest.fixture
def encrypted(tmp_path: Path, drawer: dict[tuple[str, str], str]) -> list[str]:
    """What follows every command on a register of Hân's with a passphrase."""
    (tmp_path / "a").write_text("bốn con trâu đen", "utf-8")
    at = ["--home", str(tmp_path / "register"), "--passphrase-file", str(tmp_path / "a")]
    assert run.main(["new", "--unit-code", "27001", "--unit-name", "X", "--user", "Hân", *at]) == 0
    return at


def test_a_pc_remembers_and_forgets_from_the_command_line(
    encrypted: list[str], drawer: dict[tuple[str, str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    known = [*encrypted[:2], "--remembered"]
    assert run.main(["user", "list", *known]) == 1
    assert run.main(["user", "remember", *encrypted]) == 0
    assert len(drawer) == 1
    assert run.main(["user", "list", *known]) == 0
    assert "Hân" in capsys.readouterr().out
    for _ in range(2):  # the second time there is nothing left to forget
        assert run.main(["user", "remember", "--off", *encrypted]) == 0
    assert drawer == {}
    assert run.main(["user", "list", *known]) == 1
    assert "không còn nhớ" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "said"), [(keyrings.Missing, "không có kho mật khẩu"), (keyrings.Locked, "mở khóa kho mật khẩu"),
                       (keyrings.Refusing, "mở khóa kho mật khẩu"), (keyrings.Foreign, "mở khóa kho mật khẩu")],
)  # fmt: skip
def test_a_keyring_that_will_not_is_the_worlds_trouble_and_says_what_to_do(
    kind: type[keyrings.Memory], said: str, encrypted: list[str], capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    keyrings.use(kind, monkeypatch)
    capsys.readouterr()
    assert run.main(["user", "remember", *encrypted]) == 3
    assert said in capsys.readouterr().err
    assert run.main(["user", "list", *encrypted]) == 0


def test_a_register_without_a_passphrase_needs_no_remembering(shell: Shell, drawer: object) -> None:
    code, answer = shell.call("user", "remember")
    assert (code, answer["error"]) == (1, "register_plain")


def test_who_leaves_is_remembered_no_longer(
    encrypted: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b").write_text("ba cây tre xanh", "utf-8")
    assert run.main(["user", "add", "Bình", "--new-passphrase-file", str(tmp_path / "b"), *encrypted]) == 0
    his = [*encrypted[:2], "--passphrase-file", str(tmp_path / "b")]
    assert run.main(["user", "remember", *his]) == 0
    assert run.main(["user", "list", *encrypted[:2], "--remembered"]) == 0
    assert run.main(["user", "remove", "Bình", *encrypted]) == 0
    assert run.main(["user", "list", *encrypted[:2], "--remembered"]) == 1
    assert "không còn nhớ" in capsys.readouterr().err
