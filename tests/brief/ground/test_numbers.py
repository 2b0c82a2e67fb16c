from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.brief.ground.numbers import figures
from radar.brief.ground.numerals import chinese, english


def told(text: str) -> list[tuple[float, str]]:
    return [(round(figure.value, 9), figure.kind) for figure in figures(text) if not figure.is_named]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.2亿参数", [(1.2e8, "")]),
        ("120 million parameters", [(1.2e8, "")]),
        ("3.5万份", [(35_000.0, "")]),
        ("35,000 records, 12k tokens, a 7B model", [(35_000.0, ""), (12_000.0, ""), (7e9, "")]),
        ("5% and 5 percentage points", [(5.0, "%"), (5.0, "points")]),
        ("5个百分点，百分之五", [(5.0, "points"), (0.05, "share")]),
        ("from 71.2 to 76.5%", [(71.2, "%"), (76.5, "%")]),
        ("5-10 ms", [(0.005, "time"), (0.01, "time")]),
        ("39 to 42 million", [(3.9e7, ""), (4.2e7, "")]),
        ("3倍, 3x, ×3, threefold, by a factor of 3", [(3.0, "times")] * 5),
        ("two-thirds, 三分之二", [(0.666666667, "share")] * 2),
        ("12毫秒 = 12 ms", [(0.012, "time")] * 2),
        ("$3 \\times 10^{5}$ K", [(300_000.0, "kelvin")]),
        ("10⁻³", [(0.001, "")]),
        ("$76.5\\%$", [(76.5, "%")]),
        ("\\$1.62 billion, 16.2亿美元", [(1.62e9, "usd")] * 2),
        ("in 2019-2021 and the 1990s", [(2019.0, ""), (2021.0, ""), (1990.0, "")]),
        ("2020年7月", [(2020.0, ""), (7.0, "month")]),
        ("in July", [(7.0, "month")]),
        ("we may march on", []),
        ("GPT-4, ResNet-18, Llama-2-7B, COVID-19", []),
        ("twenty-five thousand", [(25_000.0, "")]),
        ("三百二十万人", [(3_200_000.0, "")]),
        ("统一的十分一致", []),
        ("−0.3 eV", [(-0.3, "energy")]),
        ("152 mAh/g", [(152.0, "mah/g")]),
        ("an order of magnitude", [(1.0, "order")]),
    ],
)
def test_a_figure_is_read_with_what_it_counts(text: str, expected: list[tuple[float, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("up to 5x", "up_to"),
        ("高达5倍", "up_to"),
        ("at least 5 x", "least"),
        ("5倍以上", "least"),
        ("约5倍", "about"),
        ("5x", ""),
    ],
)
def test_a_figures_bound_is_read(text: str, bound: str) -> None:
    assert figures(text)[0].bound == bound


@given(st.integers(1, 9_999_999))
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    assert chinese(written(number)) == number


def written(number: int) -> str:
    if number >= 10_000:
        below = number % 10_000
        gap = "零" if 0 < below < 1000 else ""
        return f"{written(number // 10_000)}万{gap}{written(below) if below else ''}"
    digits, steps, text = "零一二三四五六七八九", ("", "十", "百", "千"), ""
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        text += digits[digit] + steps[place] if digit else ("零" if text and not text.endswith("零") else "")
    return text.rstrip("零")


@pytest.mark.parametrize(
    ("words", "value"), [("two hundred and five", 205), ("forty-two", 42), ("three million", 3e6)]
)
def test_english_number_words_are_read(words: str, value: float) -> None:
    assert english(words) == value


@given(st.text("0123456789.,%-^ ×x亿万千百十个百分之点倍年月kKMBTms$\\{}Kup to", max_size=120))
def test_any_row_of_digits_and_signs_is_read(text: str) -> None:
    for figure in figures(text):
        assert figure.start < figure.end
