"""A font in; the glyphs that a text can show, and those drawn without parts of their own, out."""

from collections import Counter
from collections.abc import Iterable

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont


def shown_glyphs(font: TTFont) -> list[str]:
    """Those of the letters and of what stands for them, without parts of which others are made."""
    shown = set(font.getBestCmap().values())
    for lookup in font["GSUB"].table.LookupList.Lookup if "GSUB" in font else ():
        for table in lookup.SubTable:
            shown |= set(getattr(table, "mapping", {}).values())
            shown |= {
                each.LigGlyph
                for found in getattr(table, "ligatures", {}).values()
                for each in found
            }
    return [glyph for glyph in font.getGlyphOrder() if glyph in shown]


def draw_whole(font: TTFont, glyphs: Iterable[str]) -> None:
    """Draws each of `glyphs` in one piece that is made of a part which nothing else uses.

    Such a part, a figure of another width, costs a glyph of its own; accents, which many letters
    share, stay apart.
    """
    outlines, drawn = font["glyf"], font.getGlyphSet()
    parts = {
        name: [each.glyphName for each in outlines[name].components]
        for name in font.getGlyphOrder()
        if outlines[name].isComposite()
    }
    uses = Counter(part for each in parts.values() for part in each)
    shown = set(glyphs)
    for name in shown & set(parts):
        if any(uses[part] == 1 and part not in shown for part in parts[name]):
            whole = DecomposingRecordingPen(drawn)
            drawn[name].draw(whole)
            pen = TTGlyphPen(None)
            whole.replay(pen)
            outlines[name] = pen.glyph()
            outlines[name].recalcBounds(outlines)
