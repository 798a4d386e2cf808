"""Pictures on their way in and out: made smaller on request, and decoded just large enough to be looked at."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter

from domain.errors import RuleError

# A drawing in words is decoded by drawing it: a small file can ask for a million strokes.
_DOTTED = frozenset((b"png", b"jpeg", b"jpg", b"jfif", b"bmp", b"gif", b"tif", b"tiff", b"webp"))
# (longest side in pixels, JPEG quality): a page of A4 stays legible at 200 dots an inch.
_STEPS = ((2400, 85), (2000, 80), (1600, 75), (1200, 70))


def shrunk(name: str, content: bytes, limit_bytes: int) -> bytes:
    """The picture as a JPEG of at most about `limit_bytes`, turned upright, without where and when it was taken.

    RuleError("evidence_picture_unreadable") for one this program cannot decode.
    """
    smaller = b""
    for side, quality in _STEPS:
        smaller = _as_jpeg(decoded(name, content, QSize(side, side)), quality)
        if len(smaller) <= limit_bytes:
            break
    return smaller


def decoded(name: str, content: bytes, within: QSize) -> QImage:
    """The picture upright and no larger than `within`; never enlarged."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if bytes(reader.format().data()) not in _DOTTED:
        raise RuleError("evidence_picture_unreadable", name=name)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (size.width() > within.width() or size.height() > within.height()):
        # Before it is decoded: a photograph of 100 megapixels would fill the memory of an office PC.
        reader.setScaledSize(size.scaled(within, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise RuleError("evidence_picture_unreadable", name=name)
    return image


def _as_jpeg(image: QImage, quality: int) -> bytes:
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(QColor("white"))  # what is transparent would turn black
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return encoded(ground, "jpeg", quality)


def encoded(image: QImage, kind: str, quality: int = -1) -> bytes:
    """The picture as a file of this kind: "jpeg" or "png". `QImage.save` takes no bytes, whatever its types say."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    writer.setQuality(quality)
    writer.write(image)
    buffer.close()
    return bytes(content.data())
