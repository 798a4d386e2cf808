"""The look: contrast, sizes, and no mark of a Vietnamese letter cut off."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPushButton, QRadioButton, QWidget

import resources
from domain.initiative import State
from ui import theme
from ui.common.buttons import Button
from ui.common.editors import LineEdit, TextEdit
from ui.common.labels import label
from ui.common.pill import Pill, state_mark
from ui.navigation import Entry, NavButton

THEMES = {"light": theme.LIGHT, "dark": theme.DARK}
STACKED = "ẪỬẴ ặ gỹ"
LOOKS = re.findall(r'QLabel\[look="([a-z-]+)"\]', resources.path("styles/app.qss").read_text(encoding="utf-8"))
LOOKS = [look for look in LOOKS if look not in ("badge", "figure")]  # those hold figures only


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    mixed = QColor(colour)
    red, green, blue = map(linear, (mixed.redF(), mixed.greenF(), mixed.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2: (lighter + 0.05) / (darker + 0.05)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_of_contrast_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_every_text_can_be_read_on_its_ground(name: str) -> None:
    tokens = asdict(THEMES[name])
    poor = {
        (text, ground): round(contrast(tokens[text], tokens[ground]), 2)
        for text, ground in (*theme.PAIRS, *pairs_of_the_sheet())
        if contrast(tokens[text], tokens[ground]) < 4.5
    }
    assert poor == {}


def pairs_of_the_sheet() -> set[tuple[str, str]]:
    """(text, ground) of every rule of the style sheet that sets both."""
    sheet = resources.path("styles/app.qss").read_text(encoding="utf-8")
    pairs = set()
    for rule in re.findall(r"\{([^}]*)\}", sheet):
        text = re.search(r"(?<![-\w])color: \$(\w+)", rule)
        ground = re.search(r"(?<![-\w])background: \$(\w+)", rule)
        if text and ground:
            pairs.add((text[1], ground[1]))
        chosen = re.search(r"selection-color: \$(\w+)", rule), re.search(r"selection-background-color: \$(\w+)", rule)
        if chosen[0] and chosen[1]:
            pairs.add((chosen[0][1], chosen[1][1]))
    return pairs


def test_the_sheet_has_pairs_to_measure() -> None:
    assert {("on_accent", "accent"), ("muted", "surface2"), ("text", "surface")} <= pairs_of_the_sheet()


def test_no_colour_is_written_in_the_sheet() -> None:
    assert not re.search(r"#[0-9a-fA-F]{3}", resources.path("styles/app.qss").read_text(encoding="utf-8"))


SIZES = {50: 9.0, 90: 9.0, 100: 10.0, 120: 12.0, 140: 14.0, 300: 14.0}


@pytest.mark.parametrize(("scale_pct", "points"), SIZES.items())
def test_text_is_9_to_14_points(themed_app: QApplication, scale_pct: int, points: float) -> None:
    theme.apply(themed_app, dark=False, scale_pct=scale_pct)
    assert theme.look().points == points
    assert themed_app.font().pointSizeF() == points


def test_our_fonts_are_used_and_figures_of_money_are_of_one_width(themed_app: QApplication) -> None:
    assert QFontInfo(themed_app.font()).family() == theme.FAMILY
    metrics = QFontMetrics(theme.money_font())
    assert QFontInfo(theme.money_font()).family() == theme.MONEY_FAMILY
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_the_theme_can_be_changed_while_the_program_runs(themed_app: QApplication) -> None:
    theme.apply(themed_app, dark=True)
    assert theme.current() is theme.DARK
    assert theme.look().dark
    assert themed_app.palette().window().color() == QColor(theme.DARK.bg)
    assert theme.DARK.surface in themed_app.styleSheet()


def ink_rows(painted: QImage, blank: QImage) -> int:
    """How many rows of pixels differ: the height of what was written, marks and tails included."""
    width, rows = painted.width(), range(painted.height())
    return sum(any(painted.pixel(x, y) != blank.pixel(x, y) for x in range(width)) for y in rows)


def written_height(font: QFont) -> int:
    """The height of the words where nothing limits them."""

    def sheet(text: str) -> QImage:
        image = QImage(300, 120, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.setFont(font)
        painter.drawText(10, 70, text)
        painter.end()
        return image

    return ink_rows(sheet(STACKED), sheet(""))


def shown_height(widget: QWidget, empty: QWidget) -> int:
    """The height of the words as the widget shows them at the least height it asks for."""
    pictures = []
    for shown in (widget, empty):
        shown.ensurePolished()
    size = widget.sizeHint().expandedTo(widget.minimumSizeHint())
    for shown in (widget, empty):
        shown.resize(size.width() + 20, size.height())
        pictures.append(shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))
    return ink_rows(*pictures)


def line(text: str) -> QLineEdit:
    made = LineEdit()
    made.setText(text)
    return made


def combo(text: str) -> QComboBox:
    made = QComboBox()
    made.addItem(text)
    return made


def long_text(text: str) -> TextEdit:
    made = TextEdit()
    made.setPlainText(text)
    return made


def nav(text: str) -> NavButton:
    return NavButton(Entry("key", "home", text))


BRICKS = {
    "label": label,
    **{f"label {look}": (lambda text, look=look: label(text, look)) for look in LOOKS},
    "line": line,
    "combo": combo,
    "text": long_text,
    "button": QPushButton,
    "primary": lambda text: Button(text, look="primary"),
    "chip": lambda text: Button(text, look="chip"),
    "link": lambda text: Button(text, look="link"),
    "check": QCheckBox,
    "radio": QRadioButton,
    "nav": nav,
}


def is_cut_off(name: str) -> bool:
    full, empty = BRICKS[name](STACKED), BRICKS[name](" ")
    full.ensurePolished()
    return shown_height(full, empty) < written_height(full.font())


@pytest.mark.parametrize("scale_pct", theme.SCALES)
def test_no_mark_is_cut_off(themed_app: QApplication, scale_pct: int) -> None:
    theme.apply(themed_app, dark=False, scale_pct=scale_pct)
    assert [name for name in BRICKS if is_cut_off(name)] == []


@pytest.mark.parametrize("scale_pct", theme.SCALES)
def test_no_mark_of_a_pill_is_cut_off(themed_app: QApplication, scale_pct: int) -> None:
    theme.apply(themed_app, dark=False, scale_pct=scale_pct)
    for state in State:
        pill = Pill(state_mark(state))
        word = QFontMetrics(theme.font(0.88, QFont.Weight.DemiBold))
        assert pill.sizeHint().height() >= word.tightBoundingRect(STACKED).height() + 2
        assert pill.sizeHint().width() >= word.horizontalAdvance(state_mark(state).word) + 24
