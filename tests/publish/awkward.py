"""Awkward titles and names, for the tests of citations in Python and in the browser."""

from __future__ import annotations

from publish.invented import HOSTILE, UNWRITABLE

TITLES = (
    *HOSTILE,
    *UNWRITABLE,
    "Bounds for $R_{n}$ and the Erd\\H{o}s--R\\'{e}nyi graph",
    "0.5 {\\mu}m of {SAR}: 50% of H&E_2 at z~2, R^{2n+1}",
    "Unbalanced } and { and $B^{\\pm}\\to K",
    "@article{evil, title = {x}}",
    "x},\n}\n@article{evil, title = {y",
    "One\nER  - \nTY  - JOUR\nTI  - Two",
    "ER  - ",
    "TY  - JOUR",
    "Ends in a backslash \\",
    "\"Quoted\" `ticks` and 'marks'",
    "关于“蛋白质”的 DNA 研究",
    "タイトル ＦＵＬＬ ｗｉｄｔｈ",
    "C++ & C#: a + b = c; d?",
    "%00 %% \\% \\\\",
    "A" * 500,
)
AUTHORS = (
    "Sam Author",
    "Jan Piet van der Sample",
    "for the SAMPLE Collaboration",
    "Sam Author Jr.",
    "王小明",
    "山田太郎",
    "Plato",
    "others",
    "and",
    "Sample and Sons Group",
    'J\\"org M{\\"u}ller {',
    "O'Sample\nER  - ",
    "S. A. Author, III",
    "A} and {B",
    "100% & Co #1 Team",
    "Sample, A. and B.",
    "Sam others",
)
