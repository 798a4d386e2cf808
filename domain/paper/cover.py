"""What the cover sheet of a sealed package says, and the code by which people and cameras know the package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.paper.template import Row

_GROUP, _LINE = 4, 32  # digits of the code between two spaces, and on one line


def spoken(sha256: str) -> str:
    """The code in groups that can be read out and compared by eye, two lines of eight groups."""
    lines = [sha256[at : at + _LINE] for at in range(0, len(sha256), _LINE)]
    return "\n".join(" ".join(line[at : at + _GROUP] for at in range(0, len(line), _GROUP)) for line in lines)


def code(row: Mapping[str, Any]) -> str:
    """The words of the square code: what package it is, whose, and the fingerprint that no other package has."""
    return (
        f"SSK1 package={row['kind']} unit={row['unit_code']} to={row['recipient']} seq={row['seq']}"
        f" sha256={row['manifest_sha256']}"
    )


def of_package(row: Mapping[str, Any], recipient: str, sealed: str, file: str) -> dict[str, str]:
    """`recipient` as a name, `sealed` as the day in words, `file` the name of its file."""
    return {
        "addressee": recipient,
        "package_no": str(row["seq"]),
        "package_file": file,
        "package_code": spoken(row["manifest_sha256"]),
        "package_qr": code(row),
        "records_count": str(row["records"]),
        "sealed_on": sealed,
    }


def contents(held: Sequence[tuple[str, str, str]]) -> list[Row]:
    """(number, title, authors) of what the package holds; nothing else of a record stands on its cover."""
    return [
        {"no": str(no), "number": number, "title": title, "authors": authors}
        for no, (number, title, authors) in enumerate(held, start=1)
    ]
