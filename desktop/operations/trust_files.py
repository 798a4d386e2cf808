"""What to verify by when it comes as a file: a root certificate, or a trust package. No register is needed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desktop import clock
from desktop.operations import stamped
from exports.package import trust, verify
from exports.package.registry import TrustRegistry
from exports.package.verify import Verification


def check(
    file: Path, root: Path | None = None, trust_package: Path | None = None, tsa_root: Path | None = None
) -> Verification:
    """The verdict over `file` by what is given, or by nothing. A root vouches for chains, a trust package for keys too.

    RuleError root_wrong, or what is wrong with the trust package; TroubleError as `verify.verify`, and
    usage_file_unreadable.
    """
    roots = stamped.read_roots(tsa_root) if tsa_root else b""
    return judge(file, *given(root, trust_package), roots)


def judge(
    file: Path,
    root_pem: bytes | None,
    registry: TrustRegistry | None,
    tsa_roots: bytes = b"",
    identities: tuple[str, ...] = (),
) -> Verification:
    """The same once everything is read; a timestamp beside the file counts, `identities` open what is encrypted."""

    def at(moment: datetime) -> Verification:
        return verify.verify(file, root_pem=root_pem, registry=registry, now=moment, identities=identities)

    return stamped.told(
        at(clock.now()),
        lambda: verify.verify(file, now=clock.now(), identities=identities),
        lambda _sha256: stamped.beside(file),
        tsa_roots,
        at,
    )


def given(root: Path | None, trust_package: Path | None) -> tuple[bytes | None, TrustRegistry | None]:
    """The first of both that there is, read."""
    if root is not None:
        return stamped.read_roots(root), None
    return None, _registry(trust_package) if trust_package is not None else None


def _registry(path: Path) -> TrustRegistry:
    # Naming the file is the person's own word for its root, so the code it states itself is the one to expect.
    contents, _signature = verify.take_apart(path)
    stated = contents.header.get("trust", {}).get("root_code", "")
    return trust.read_trust(path, root_code_heard=str(stated), now=clock.now())
