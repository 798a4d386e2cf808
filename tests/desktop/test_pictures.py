"""Pictures are made smaller, upright, and without what the camera knew."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop import pictures
from domain.errors import RuleError


def noisy(width: int, height: int, kind: str = "JPEG", quality: int = 100) -> bytes:
    image = QImage(random.Random(1).randbytes(width * height * 4), width, height, QImage.Format.Format_RGB32)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)
    buffer.close()
    return bytes(content.data())


def test_a_picture_becomes_small_enough_and_keeps_its_shape(qapp: object) -> None:
    large = noisy(3000, 1500)
    small = pictures.shrunk("a.jpg", large, 1 << 20)
    assert len(small) <= 1 << 20 < len(large)
    image = QImage.fromData(small)
    assert image.width() == 2 * image.height()
    assert small.startswith(b"\xff\xd8\xff")


def turned(content: bytes) -> bytes:
    """The picture with the camera's note that it was held upright (EXIF orientation 6)."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    return content[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + content[2:]


def test_a_picture_taken_upright_stands_upright(qapp: object) -> None:
    small = pictures.shrunk("a.jpg", turned(noisy(400, 200)), 1 << 20)
    image = QImage.fromData(small)
    assert (image.width(), image.height()) == (200, 400)
    assert b"Exif" not in small


def test_a_preview_is_never_larger_than_asked_nor_enlarged(qapp: object) -> None:
    assert pictures.decoded("a.png", noisy(900, 300, "PNG"), QSize(300, 300)).size() == QSize(300, 100)
    assert pictures.decoded("a.png", noisy(30, 10, "PNG"), QSize(300, 300)).size() == QSize(30, 10)


def test_a_torn_picture_is_named(qtbot: QtBot) -> None:
    with pytest.raises(RuleError, match="evidence_picture_unreadable"):
        pictures.decoded("a.png", b"\x89PNG\r\n\x1a\n torn", QSize(300, 300))
