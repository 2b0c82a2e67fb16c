"""Say to which disciplines the subjects of bioRxiv and medRxiv belong.

Subjects are the servers' own (https://www.biorxiv.org, https://www.medrxiv.org). One that
is not named here leaves the word to the source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_SUBJECTS: Final = (
    ("psych neuro", "animal behavior and cognition"),
    ("bio chem", "biochemistry"),
    ("bio eng", "bioengineering; synthetic biology"),
    ("bio cs", "bioinformatics"),
    ("bio physics", "biophysics"),
    ("bio med", "cancer biology; clinical trials; immunology; pathology; pharmacology and toxicology; physiology"),
    ("bio", "cell biology; developmental biology; evolutionary biology; genetics; genomics; microbiology"),
    ("bio", "molecular biology; paleontology; plant biology; systems biology; zoology"),
    ("bio env", "ecology"),
    ("med", "epidemiology; anesthesia; cardiovascular medicine; dentistry and oral medicine; dermatology"),
    ("med", "emergency medicine; endocrinology; forensic medicine; gastroenterology; geriatric medicine"),
    ("med", "hematology; hiv/aids; intensive care and critical care medicine; nephrology; nursing; nutrition"),
    (
        "med",
        "obstetrics and gynecology; ophthalmology; orthopedics; otolaryngology; pain medicine; palliative medicine",
    ),
    ("med", "pediatrics; pharmacology and therapeutics; primary care research; radiology and imaging"),
    ("med", "rehabilitation medicine and physical therapy; respiratory medicine; rheumatology"),
    (
        "med",
        "sexual and reproductive health; sports medicine; surgery; transplantation; urology; allergy and immunology",
    ),
    ("neuro bio", "neuroscience"),
    ("edu", "scientific communication and education"),
    ("psych med", "addiction medicine; psychiatry and clinical psychology"),
    ("neuro med", "neurology"),
    ("med econ", "health economics"),
    ("med social", "health policy; public and global health; occupational and environmental health; medical ethics"),
    ("med edu", "medical education"),
    ("med cs", "health informatics"),
    ("med bio", "genetic and genomic medicine; infectious diseases; oncology; toxicology"),
)
_BY_SUBJECT: Final[Mapping[str, tuple[str, ...]]] = {
    name.strip(): tuple(fields.split()) for fields, names in _SUBJECTS for name in names.split(";")
}


def fields_of_subject(subject: str) -> tuple[str, ...]:
    """Give the disciplines of a server's subject, the stronger first; none of a subject that is not known.

    Case, underscores and hyphens do not matter, nor do qualifications in brackets.
    """
    plain = " ".join(re.split(r"[\s_-]+", subject[:100].partition("(")[0].casefold())).strip()
    return _BY_SUBJECT.get(plain, ())
