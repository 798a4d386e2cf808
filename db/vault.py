"""The vault: one random key for everything at rest, wrapped once for each passphrase and the recovery code."""

from __future__ import annotations

import base64
import errno
import json
import os
import secrets
import unicodedata
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.errors import RuleError, TroubleError

SCHEMA = "sangkien-vault/1"
RECOVERY = "recovery"
OPEN = "open"
MACHINE = "pc:"  # begins the names of slots that a PC opens by itself, and the secrets for them
STRETCHING = {"m": 65536, "t": 3, "p": 4}
STRETCHING_RANGES = {"m": (8192, 1 << 20), "t": (1, 10), "p": (1, 8)}
_MAX_SLOTS = 100
_ALPHABET_LOOKALIKES = str.maketrans({"0": "O", "1": "I", "8": "B"})
MINIMUM_PASSPHRASE = 8


def new_recovery_code() -> str:
    """120 random bits as six groups of four letters and digits."""
    letters = base64.b32encode(secrets.token_bytes(15)).decode()
    return "-".join(letters[at : at + 4] for at in range(0, 24, 4))


def create(path: Path, passphrase: str | None, slot: str, recovery_code: str | None) -> bytes:
    """Write a new vault and return its key (32 bytes).

    Without a passphrase the key stands in the open: a plain register, made only by an explicit choice.
    """
    key = secrets.token_bytes(32)
    vault: dict[str, Any] = {"schema": SCHEMA, "slots": []}
    if passphrase is None:
        vault["slots"].append({"name": OPEN, "key": _b64(key)})
    else:
        check_passphrase(passphrase)
        vault["slots"].append(_wrap(key, slot, _passphrase_bytes(passphrase)))
        if recovery_code:
            vault["slots"].append(_wrap(key, RECOVERY, _recovery_bytes(recovery_code)))
    _write(path, vault)
    return key


def check_passphrase(passphrase: str) -> None:
    # Counted as it is used: blanks around it and the way of composing letters add nothing.
    if len(_normal(passphrase)) < MINIMUM_PASSPHRASE:
        raise RuleError("passphrase_short", field="passphrase", minimum=MINIMUM_PASSPHRASE)
    if len(set(_normal(passphrase))) < 3:
        raise RuleError("passphrase_obvious", field="passphrase")


def open_vault(path: Path, secret: str | None) -> tuple[bytes, str]:
    """The key and the name of the slot that `secret`, a passphrase or the recovery code, opens.

    RuleError("passphrase_wrong") when none does, RuleError("passphrase_needed") without a secret,
    TroubleError("vault_damaged") when the file is no vault.
    """
    slots = _read(path)["slots"]
    for slot in slots:
        if slot["name"] == OPEN:
            return base64.b64decode(slot["key"]), OPEN
    if secret is None:
        raise RuleError("passphrase_needed", field="passphrase")
    if secret.startswith(MACHINE) and (found := _open_by_machine(slots, secret)):
        return found
    for slot in slots:
        if slot["name"].startswith(MACHINE):
            continue  # nobody types what opens these
        tries = _recovery_bytes(secret) if slot["name"] == RECOVERY else _passphrase_bytes(secret)
        if slot["name"] == RECOVERY and len(tries) != 24:
            continue
        key = _unwrap(slot, tries)
        if key is not None:
            return key, slot["name"]
    raise RuleError("passphrase_wrong", field="passphrase")


def is_plain(path: Path) -> bool:
    return any(slot["name"] == OPEN for slot in _read(path)["slots"])


def add_slot(path: Path, key: bytes, slot: str, passphrase: str) -> None:
    """Give `slot` (a user) a passphrase of its own, replacing an earlier one; the store is not touched."""
    vault = _read(path)
    check_passphrase(passphrase)
    for known in vault["slots"]:
        # The passphrase alone says who sits at the keyboard, so two users may not share one.
        other = known["name"] not in (slot, RECOVERY, OPEN) and not known["name"].startswith(MACHINE)
        if other and _unwrap(known, _passphrase_bytes(passphrase)) is not None:
            raise RuleError("passphrase_taken", field="passphrase")
    vault["slots"] = [known for known in vault["slots"] if not _of(slot, known)]
    vault["slots"].append(_wrap(key, slot, _passphrase_bytes(passphrase)))
    _write(path, vault)


def remove_slot(path: Path, slot: str) -> None:
    """The passphrase of `slot` opens nothing any more, and no PC opens for it. One that is not there is left so."""
    vault = _read(path)
    kept = [known for known in vault["slots"] if not _of(slot, known)]
    if len(kept) < len(vault["slots"]):
        _write(path, vault | {"slots": kept})


def add_machine(path: Path, key: bytes, slot: str) -> str:
    """A secret that opens the vault for `slot` without being typed, for the keyring of one PC, in place of the one
    before. It ends with the passphrase: another passphrase, or no slot, and it opens nothing."""
    drop_machine(path, slot)
    vault, secret = _read(path), MACHINE + secrets.token_urlsafe(32)
    vault["slots"].append(_wrap(key, MACHINE + slot, _passphrase_bytes(secret)))
    _write(path, vault)
    return secret


def drop_machine(path: Path, slot: str) -> None:
    """No PC opens for `slot` any more."""
    vault = _read(path)
    kept = [known for known in vault["slots"] if known["name"] != MACHINE + slot]
    if len(kept) < len(vault["slots"]):
        _write(path, vault | {"slots": kept})


def has_machine(path: Path, slot: str = "") -> bool:
    """Whether a PC may open for `slot`, or for anybody."""
    names = [known["name"] for known in _read(path)["slots"]]
    return MACHINE + slot in names if slot else any(name.startswith(MACHINE) for name in names)


def put_recovery(path: Path, key: bytes, recovery_code: str) -> None:
    """A recovery code in place of the one before."""
    vault = _read(path)
    kept = [known for known in vault["slots"] if known["name"] != RECOVERY]
    _write(path, vault | {"slots": [*kept, _wrap(key, RECOVERY, _recovery_bytes(recovery_code))]})


def derived(key: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose, so that no two uses share key material."""
    return HKDF(SHA256(), 32, None, purpose.encode()).derive(key)


def sealed(key: bytes, purpose: str, words: str, about: str) -> bytes:
    """A secret at rest. It opens only for the same purpose and for what it is `about`."""
    nonce = os.urandom(12)
    return nonce + AESGCM(derived(key, purpose)).encrypt(nonce, words.encode(), about.encode())


def unsealed(key: bytes, purpose: str, secret: bytes, about: str) -> str:
    """The words again. TroubleError("secret_damaged") where they are not what was sealed."""
    try:
        return AESGCM(derived(key, purpose)).decrypt(secret[:12], secret[12:], about.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise TroubleError("secret_damaged") from error


def _of(slot: str, known: dict[str, Any]) -> bool:
    return known["name"] in (slot, MACHINE + slot)


def _open_by_machine(slots: list[dict[str, Any]], secret: str) -> tuple[bytes, str] | None:
    for slot in slots:
        if slot["name"].startswith(MACHINE) and (key := _unwrap(slot, _passphrase_bytes(secret))) is not None:
            return key, slot["name"].removeprefix(MACHINE)
    return None


def _wrap(key: bytes, name: str, secret: bytes) -> dict[str, Any]:
    salt, nonce = os.urandom(16), os.urandom(12)
    slot: dict[str, Any] = {"name": name, "kdf": "argon2id", **STRETCHING, "salt": _b64(salt), "nonce": _b64(nonce)}
    slot["wrapped"] = _b64(AESGCM(_stretch(slot, secret)).encrypt(nonce, key, _bound_to(name)))
    return slot


def _unwrap(slot: dict[str, Any], secret: bytes) -> bytes | None:
    sealed = AESGCM(_stretch(slot, secret))
    try:
        wrapped = base64.b64decode(slot["wrapped"])
        return sealed.decrypt(base64.b64decode(slot["nonce"]), wrapped, _bound_to(slot["name"]))
    except InvalidTag:
        return None


def _stretch(slot: dict[str, Any], secret: bytes) -> bytes:
    salt = base64.b64decode(slot["salt"])
    return hash_secret_raw(secret, salt, slot["t"], slot["m"], slot["p"], 32, Type.ID)


def _bound_to(name: str) -> bytes:
    return f"{SCHEMA}:{name}".encode()


def _normal(passphrase: str) -> str:
    return unicodedata.normalize("NFC", passphrase.strip())


def _passphrase_bytes(passphrase: str) -> bytes:
    return _normal(passphrase).encode("utf-8", "surrogatepass")


def _recovery_bytes(code: str) -> bytes:
    letters = "".join(letter for letter in code.upper().translate(_ALPHABET_LOOKALIKES) if letter.isalnum())
    return letters.encode("ascii", "ignore")


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _read(path: Path) -> dict[str, Any]:
    try:
        vault = json.loads(path.read_bytes())
        if vault["schema"] != SCHEMA or not 0 < len(vault["slots"]) <= _MAX_SLOTS:
            raise ValueError("schema")
        for slot in vault["slots"]:
            _check_slot(slot)
    except FileNotFoundError:
        raise TroubleError("register_missing", path=str(path.parent)) from None
    except OSError as error:
        raise TroubleError("register_unreadable", again=True, path=str(path)) from error
    except (ValueError, KeyError, TypeError, RecursionError):
        raise TroubleError("vault_damaged") from None
    result: dict[str, Any] = vault
    return result


def _check_slot(slot: dict[str, Any]) -> None:
    # A vault file is input like any other: parameters out of range could eat all memory.
    if not isinstance(slot["name"], str):
        raise TypeError("name")
    sizes = {"key": 32} if slot["name"] == OPEN else {"salt": 16, "nonce": 12, "wrapped": 48}
    for part, size_bytes in sizes.items():
        if len(base64.b64decode(slot[part], validate=True)) != size_bytes:
            raise ValueError(part)
    if slot["name"] != OPEN:
        for part, (least, most) in STRETCHING_RANGES.items():
            if not isinstance(slot[part], int) or not least <= slot[part] <= most:
                raise ValueError(part)


def _write(path: Path, vault: dict[str, Any]) -> None:
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8") as file:
            json.dump(vault, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        code = "disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "home_not_writable"
        raise TroubleError(code, again=True, path=str(path.parent)) from error
