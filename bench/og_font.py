"""Make the font of the Open Graph images anew: a subset of Noto Serif CJK SC Bold (OFL).

    python bench/og_font.py /usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc subset.otf

Holds the Chinese characters of GB 2312's first level, Latin, Greek and the punctuation
of both languages. Needs `fonttools`, and Debian's package fonts-noto-cjk for the
file; the result, packed by xz, is `theme/fonts/noto-serif-sc-subset.otf.xz`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

FIRST_LEVEL = ("啊".encode("gb2312")[0], "座".encode("gb2312"))
"""Where GB 2312's first level begins, and the character with which it ends."""


def main() -> int:
    """Write the subset; print how many characters and bytes it holds."""
    source, target = sys.argv[1:3]
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["VORG", "BASE", "vhea", "vmtx", "GSUB", "GPOS"]
    options.recalc_timestamp = False
    faces = (face["name"].getDebugName(4) for face in TTCollection(source).fonts)
    options.font_number = next(number for number, name in enumerate(faces) if "SC" in name)
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    text = characters()
    subsetter.populate(text=text)
    subsetter.subset(font)
    font.save(target)
    print(f"{len(set(text))} characters, {Path(target).stat().st_size} bytes")
    return 0


def characters() -> str:
    """Gather what a headline of this site may hold."""
    first, last = FIRST_LEVEL
    codes = (bytes([row, cell]) for row in range(first, last[0] + 1) for cell in range(0xA1, 0xFF))
    chinese = "".join(code.decode("gb2312") for code in codes if code <= last)
    latin = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x391, 0x3CA))))
    return chinese + latin + "，。、；：？！（）《》“”‘’—…·【】"


if __name__ == "__main__":
    raise SystemExit(main())
