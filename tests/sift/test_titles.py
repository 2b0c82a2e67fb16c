"""What a title alone tells: of which paper it is, or what it says of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.sift.titles import is_concern, is_notice, is_partial, is_withdrawn, subject_of, telling_title, title_keys

SUBJECT = "On Invented ‘Red’ Sand in [3+1] Dimensions"


@pytest.mark.parametrize(
    "form",
    [
        *("Author Correction: {}", "Publisher Correction: {}", "Publisher's Correction: {}", "Correction: {}"),
        *("Correction to: {}", "Correction to “{}”", "Corrections to “{}”", "Correction – {}", "Addendum: {}"),
        *(
            "Erratum: {} [Sample Rev. D 91, 010001 (2015)]",
            "Erratum to: {}",
            "Erratum to “{}” [J. Sample 1 (2020) 2]",
        ),
        *("Corrigendum to “{}”", "{} – CORRIGENDUM", "{}—Erratum", "{} (Erratum)", "{}: Correction", "ERRATUM: {}"),
        *(
            "Retraction Note: {}",
            "Retraction Note to: {}",
            "RETRACTION: {}",
            "Retraction: {}",
            "Notice of Retraction: {}",
        ),
        *(
            "Retraction notice to “{}” [J. Sample 1 (2020) 2]",
            "Statement of Retraction: {}",
            "Partial Retraction: {}",
        ),
        *(
            "Expression of Concern: {}",
            "Editorial Expression of Concern: {}",
            "Retraction of the Research Article: {}",
        ),
        *("Erratum for the Report “{}” by S. Author et al.", "Correction for Author et al., {}"),
        *("更正：{}", "关于《{}》的更正", "关于“{}”的撤稿声明"),
    ],
)
def test_a_notice_names_its_paper(form: str) -> None:
    assert subject_of(form.format(SUBJECT)) == SUBJECT


@pytest.mark.parametrize(
    "title",
    [
        *("", "Author Correction", "Errata", "On the Correction of Errors", "Quantum error-correction of sand"),
        *("Error Correction to the Rescue", "Retracted Sand: A Survey", "RETRACTED: On Sand", "撤稿"),
    ],
)
def test_what_is_no_notice_of_a_paper_names_none(title: str) -> None:
    assert subject_of(title) == ""


@given(st.text())
def test_any_title_may_be_asked(title: str) -> None:
    assert len(subject_of(title)) <= len(title)
    assert telling_title(title) != ""


def test_long_hostile_titles_are_asked_in_time() -> None:
    for unit in (
        "“",
        "Correction to: ",
        "‘a",
        " – Erratum",
        "[2020",
        "correction for a and b, ",
        "{",
        "$^",
        "\\bar{",
        "'",
    ):
        title = (unit * 500)[:500]
        for text in (title, f"Correction to “{title}", f"Erratum: {title}"):
            assert isinstance(subject_of(text), str)
            title_keys(text, ("Sample Author",))


def test_doubts_and_partial_retractions_are_told_from_retractions() -> None:
    assert is_concern("Editorial Expression of Concern: On Sand")
    assert not is_concern("Retraction: On Expressed Concerns")
    assert is_partial("Partial retraction: On Sand")
    assert not is_partial("Retraction: Partial Sand")


@pytest.mark.parametrize(
    "title", ["Reply to: On Sand", "Comment on “Sand”", "Erratum: Sand", "Publisher’s Correction: Sand"]
)
def test_notices_meet_nobody_by_title(title: str) -> None:
    assert is_notice(title)
    assert title_keys(f"{title} of a Long and Particular Kind", ("Sample Author",)) is None


def test_only_the_beginning_marks_a_withdrawn_paper() -> None:
    assert is_withdrawn(title="WITHDRAWN: On Sand")
    assert not is_withdrawn(title="On Withdrawn Sand")
