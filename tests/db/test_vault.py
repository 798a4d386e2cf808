from __future__ import annotations

import base64
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from db import vault
from domain.errors import RuleError, TroubleError

FIRST, SECOND = "bốn con trâu đen", "ba cây tre xanh"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes, str]:
    """The bytes of a vault, its key and its recovery code: made once, since making one takes its time."""
    path, code = tmp_path_factory.mktemp("vault") / "vault.json", vault.new_recovery_code()
    key = vault.create(path, FIRST, "user-1", code)
    return path.read_bytes(), key, code


@pytest.fixture
def made(tmp_path: Path, written: tuple[bytes, bytes, str]) -> tuple[Path, bytes, str]:
    path = tmp_path / "vault.json"
    path.write_bytes(written[0])
    return path, *written[1:]


def change(path: Path, **changes: Any) -> None:
    """Another value in the first slot; None takes the name out."""
    held = json.loads(path.read_text())
    slot = {name: value for name, value in (held["slots"][0] | changes).items() if value is not None}
    path.write_text(json.dumps(held | {"slots": [slot, *held["slots"][1:]]}))


def test_each_secret_opens_the_same_key(made: tuple[Path, bytes, str]) -> None:
    path, key, code = made
    vault.add_slot(path, key, "user-2", SECOND)
    assert vault.open_vault(path, FIRST) == (key, "user-1")
    assert vault.open_vault(path, unicodedata.normalize("NFD", f" {SECOND}\n")) == (key, "user-2")
    assert vault.open_vault(path, code) == (key, vault.RECOVERY)
    typed = code.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert vault.open_vault(path, f"  {typed} ") == (key, vault.RECOVERY)


def test_no_other_secret_opens_it(made: tuple[Path, bytes, str]) -> None:
    path, _key, code = made
    for secret in (FIRST + ".", FIRST.upper(), "", code[:-1], code + "A"):
        with pytest.raises(RuleError) as refused:
            vault.open_vault(path, secret)
        assert refused.value.code == "passphrase_wrong"
    with pytest.raises(RuleError) as refused:
        vault.open_vault(path, None)
    assert refused.value.code == "passphrase_needed"


def test_nothing_secret_stands_in_the_file(made: tuple[Path, bytes, str]) -> None:
    path, key, code = made
    content = path.read_bytes()
    for secret in (FIRST.encode(), key, key.hex().encode(), base64.b64encode(key), code.encode(), code[:4].encode()):
        assert secret not in content
    assert [file.name for file in path.parent.iterdir()] == ["vault.json"]


def test_a_passphrase_is_changed_and_the_old_one_forgotten(made: tuple[Path, bytes, str]) -> None:
    path, key, code = made
    vault.add_slot(path, key, "user-1", SECOND)
    assert vault.open_vault(path, SECOND) == (key, "user-1")
    assert vault.open_vault(path, code)[0] == key
    with pytest.raises(RuleError):
        vault.open_vault(path, FIRST)


def test_two_users_may_not_share_a_passphrase(made: tuple[Path, bytes, str]) -> None:
    path, key, _code = made
    before = path.read_bytes()
    with pytest.raises(RuleError) as refused:
        vault.add_slot(path, key, "user-2", unicodedata.normalize("NFD", FIRST))
    assert (refused.value.code, path.read_bytes()) == ("passphrase_taken", before)


@pytest.mark.parametrize("passphrase", ["aaaaaaaaaa", "abababababab"])
def test_a_passphrase_says_more_than_one_letter(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(RuleError) as refused:
        vault.create(tmp_path / "vault.json", passphrase, "user-1", None)
    assert (refused.value.code, list(tmp_path.iterdir())) == ("passphrase_obvious", [])


@pytest.mark.parametrize("passphrase", ["", "1234567", " " * 20, "      a", "ặặặặặặặ", "e\u0302\u0323" * 7])
def test_a_passphrase_is_counted_as_it_is_used(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(RuleError) as refused:
        vault.create(tmp_path / "vault.json", passphrase, "user-1", None)
    assert (refused.value.code, list(tmp_path.iterdir())) == ("passphrase_short", [])


def test_a_slot_under_another_name_opens_nothing(made: tuple[Path, bytes, str]) -> None:
    path, _key, _code = made
    change(path, name="user-9")
    with pytest.raises(RuleError) as refused:
        vault.open_vault(path, FIRST)
    assert refused.value.code == "passphrase_wrong"


@pytest.mark.parametrize(
    "changes",
    [
        {"m": 1 << 40},
        {"m": 1},
        {"t": 10**9},
        {"t": 0},
        {"p": 0},
        {"p": 10**6},
        {"m": None},
        {"t": "3"},
        {"p": [4]},
        {"m": 65536.5},
        {"salt": "?"},
        {"salt": ""},
        {"salt": 5},
        {"salt": None},
        {"nonce": ""},
        {"nonce": "AAAA"},
        {"wrapped": None},
        {"wrapped": "A"},
        {"name": None},
        {"name": 5},
    ],
)
def test_hostile_parameters_are_a_damaged_vault(made: tuple[Path, bytes, str], changes: dict[str, Any]) -> None:
    path, key, _code = made
    change(path, **changes)
    for call in (lambda: vault.open_vault(path, FIRST), lambda: vault.add_slot(path, key, "user-2", SECOND)):
        with pytest.raises(TroubleError) as refused:
            call()
        assert refused.value.code == "vault_damaged"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"schema": "sangkien-vault/1"}',
        b'{"schema": "sangkien-vault/2", "slots": []}',
        b'{"schema": "sangkien-vault/1", "slots": {}}',
        b'{"schema": "sangkien-vault/1", "slots": ["x"]}',
        b'{"schema": "sangkien-vault/1", "slots": [{"name": "open", "key": "?"}]}',
        b'{"schema": "sangkien-vault/1", "slots": [{"name": "open"}]}',
        b"[" * 100_000,
    ],
)
def test_a_file_that_is_no_vault(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "vault.json").write_bytes(content)
    with pytest.raises(TroubleError) as refused:
        vault.open_vault(tmp_path / "vault.json", FIRST)
    assert refused.value.code == "vault_damaged"


def test_a_vault_that_cannot_be_read_or_written_is_trouble_in_words(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(TroubleError) as refused:
        vault.open_vault(tmp_path / "folder", FIRST)
    assert refused.value.code == "register_unreadable"
    (tmp_path / "vault.json.part").mkdir()
    with pytest.raises(TroubleError) as refused:
        vault.create(tmp_path / "vault.json", None, "user-1", None)
    assert refused.value.code == "home_not_writable"


def test_a_plain_vault_needs_no_secret_and_says_so(tmp_path: Path) -> None:
    key = vault.create(tmp_path / "vault.json", None, "user-1", None)
    assert vault.is_plain(tmp_path / "vault.json")
    assert vault.open_vault(tmp_path / "vault.json", None) == (key, vault.OPEN)


def test_recovery_codes_are_long_and_never_the_same() -> None:
    codes = {vault.new_recovery_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(base64.b32decode(code.replace("-", ""))) == 15 for code in codes)


def test_keys_for_two_purposes_have_nothing_in_common() -> None:
    key = bytes(range(32))
    made = {vault.derived(key, purpose) for purpose in ("store/1", "signing-keys/1", "")}
    assert len(made) == 3
    assert key not in made
