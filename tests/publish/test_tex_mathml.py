"""What comes out of the library that converts is not trusted."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement, fromstring

import pytest

from radar.publish.formulas import mathml, tex
from radar.publish.formulas.mathml_letters import styled, unstyled
from radar.publish.formulas.tex_normal import normal

Answering = Callable[[str], None]


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Answering:
    """Let the library answer with an XML of the test's own."""

    def answer(xml: str) -> None:
        mathml.typeset.cache_clear()
        monkeypatch.setattr("latex2mathml.converter.convert_to_element", lambda *_: fromstring(xml))  # noqa: S314 - ours

    yield answer
    mathml.typeset.cache_clear()


def page(source: str) -> str | None:
    typeset = mathml.typeset(source)
    return str(mathml.markup(typeset.row, tex="t", display=False)) if typeset else None


def test_what_the_library_gives_is_built_anew(answering: Answering) -> None:
    answering("<math><mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow></math>")
    assert page("x+y") == '<math alttext="t"><mi>x</mi><mo>+</mo><mi>y</mi></math>'


@pytest.mark.parametrize(
    "xml",
    [
        "<math><mrow><mi>x</mi><mo>+</mo></mrow></math>",
        "<math><mrow><mi>x</mi><mi>y</mi></mrow></math>",
        "<math><mrow><mi>x</mi><mo>+</mo><mi>y</mi><mi>z</mi></mrow></math>",
        "<math><mrow><mi>x</mi><mo>+</mo><mi>z</mi></mrow></math>",
    ],
)
def test_a_formula_with_a_letter_or_sign_lost_or_added_is_none(answering: Answering, xml: str) -> None:
    answering(xml)
    assert page("x+y") is None


@pytest.mark.parametrize(
    "xml",
    [
        "<math><script>x+y</script></math>",
        "<math><mrow><mi>x</mi><mo>+</mo><maction><mi>y</mi></maction></mrow></math>",
        "<math><semantics><mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow></semantics></math>",
        "<math><mrow><mi>x</mi><mo>+</mo><mtext><img/>y</mtext></mrow><html>y</html></math>",
        "<math><msup><mi>x</mi><mo>+</mo><mi>y</mi></msup></math>",
        "<math><mfrac><mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow></mfrac></math>",
    ],
)
def test_an_element_that_is_not_known_or_not_whole_makes_no_formula(answering: Answering, xml: str) -> None:
    answering(xml)
    assert page("x+y") is None


def test_attributes_of_the_library_do_not_come_through(answering: Answering) -> None:
    answering(
        '<math onload="a" href="javascript:a"><mrow onclick="a"><mi style="a" mathvariant="x" href="b">x</mi>'
        '<mo onmouseover="a" maxsize="999em" form="x">+</mo><mspace width="999em"/><mi>y</mi></mrow></math>'
    )
    assert page("x+y") == '<math alttext="t"><mi>x</mi><mo>+</mo><mi>y</mi></math>'


def test_text_of_the_library_is_escaped(answering: Answering) -> None:
    answering("<math><mi>x</mi><mo>&amp;#x3c;</mo><mi>y</mi></math>")
    assert page("x<y") == '<math alttext="t"><mi>x</mi><mo>&lt;</mo><mi>y</mi></math>'


def test_what_is_too_deep_is_none(answering: Answering) -> None:
    root = here = Element("math")
    for _ in range(400):
        here = SubElement(here, "mrow")
    SubElement(here, "mi").text = "x"
    mathml.typeset.cache_clear()
    assert mathml._rebuilt(root, ()) is None  # noqa: SLF001 - no formula that is let through is so deep


@pytest.mark.parametrize("error", [RecursionError, IndexError, StopIteration, KeyError])
def test_whatever_the_library_raises_makes_no_formula(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fail(*_: object) -> None:
        raise error

    mathml.typeset.cache_clear()
    monkeypatch.setattr("latex2mathml.converter.convert_to_element", fail)
    assert tex.html("$q_9$") == '<code class="tex">q_9</code>'
    assert tex.plain("$q_9$") == "$q_9$"
    mathml.typeset.cache_clear()


@pytest.mark.parametrize(
    "source",
    [
        r"\text{<b>}",
        r"\href{javascript:a}{x}",
        r"\unicode{x3c}",
        r"\foo",
        r"\mbox{\verb|x|}",
        r"\operatorname{a b}",
        r"\def x",
        r"\newcommand",
    ],
)
def test_the_library_sees_no_text_and_no_command_that_is_not_known(source: str) -> None:
    known = normal(source)
    assert known is not None
    assert not set("<>:") & set(known.tex)
    for forbidden in (
        r"\text",
        r"\href",
        r"\unicode",
        r"\foo",
        r"\mbox",
        r"\verb",
        r"\operatorname",
        r"\def",
        r"\new",
    ):
        assert forbidden not in known.tex


@pytest.mark.parametrize(
    "source",
    [
        "{x",
        "x}",
        r"\begin{matrix}x",
        r"\begin{itemize}x\end{itemize}",
        r"\foo{x}",
        "\ue000",
        "{" * 17 + "x" + "}" * 17,
        r"\hat" * 7 + " x",
        "x" * 1_201,
        r"\unicode{x202e}",
        r"\not{x}",
        r"\frac{x}",
        "x_1_2",
    ],
)
def test_what_is_unbalanced_too_deep_or_unknown_stays_tex(source: str) -> None:
    assert mathml.typeset(source) is None


def test_a_percent_sign_hides_nothing() -> None:
    assert page("5%x") == '<math alttext="t"><mn>5</mn><mi>%</mi><mi>x</mi></math>'


def test_a_measure_is_no_length() -> None:
    assert (
        page(r"5cm = 3 in")
        == '<math alttext="t"><mn>5</mn><mi>c</mi><mi>m</mi><mo>=</mo><mn>3</mn><mi>i</mi><mi>n</mi></math>'
    )


def test_fences_that_do_not_match_are_signs() -> None:
    assert page(r"\left( x") == page("(x")
    assert page(r"x \right.") == page("x")


@pytest.mark.parametrize(
    ("style", "letters", "expected"),
    [
        ("double-struck", "RA1x", "ℝ𝔸𝟙𝕩"),
        ("script", "LAo", "ℒ𝒜ℴ"),
        ("fraktur", "gC", "𝔤ℭ"),
        ("bold", "xα1", "𝐱𝛂𝟏"),
        ("bold-italic", "xα1", "𝒙𝜶𝟏"),
        ("monospace", "a1", "𝚊𝟷"),
        ("unheard-of", "a", "a"),
        ("bold", "汉+", "汉+"),
    ],
)
def test_letters_have_their_place_in_other_alphabets(style: str, letters: str, expected: str) -> None:
    assert styled(letters, style) == expected


def test_letters_come_back_from_other_alphabets_but_those_that_every_font_has() -> None:
    assert unstyled("𝐱𝒜ℒ𝔤ℝℂℓ") == "xALgℝℂℓ"
