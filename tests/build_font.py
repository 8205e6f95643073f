"""Makes the bundled font from the variable Noto Sans SC: `python tests/build_font.py "NotoSansSC[wght].ttf"` (fonttools).

The source is in the pip package `justmytype-intl-cjk`. Run by hand when the character set or the weight changes.
"""

import sys
from pathlib import Path
from typing import Any

FAMILY = "Storyboard Sans SC"
WEIGHT = 500
DRAWN = "⚠●○■□▲△▶◀◆◇★☆→←↑↓…—–·“”‘’「」『』《》〈〉【】〔〕、。，！？；：（）％＋－×÷≈≠℃№"
"""Signs the animatic draws or scripts use, beside the character set."""


def characters() -> set[int]:
    """Every code point of GBK, of Latin-1 and Latin Extended-A, and of general punctuation."""
    both = range(0x20, 0x10000)
    gbk = {code for code in both if not 0xD800 <= code <= 0xDFFF and _in_gbk(chr(code))}
    return gbk | set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | set(range(0x2010, 0x2040)) | {ord(c) for c in DRAWN}


def _in_gbk(character: str) -> bool:
    try:
        character.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def build(source: Path, target: Path) -> None:
    """Writes the subset: one weight, no hinting, no layout tables, a family name of our own."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font: Any = TTFont(source)
    options = subset.Options(
        hinting=False, layout_features=[], notdef_outline=True, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14]
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT", "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters())
    cutter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": WEIGHT}, inplace=True)
    for record in font["name"].names:
        record.string = {1: FAMILY, 2: "Regular", 4: FAMILY, 6: FAMILY.replace(" ", "")}.get(
            record.nameID, record.toUnicode()
        )
    font["OS/2"].usWeightClass = 400  # one face, the regular one of its family: nothing may embolden it
    font.save(target)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(__file__).parent.parent / "storyboard" / "media" / "fonts" / "StoryboardSansSC.ttf")
