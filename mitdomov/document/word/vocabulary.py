"""The elements of WordprocessingML that mean something to us, and the namespaces they live in."""

from typing import Final

PREFIXES: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas": "wpc",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
}

TEXTS: Final = frozenset({"w:t", "w:delText", "w:instrText", "m:t", "a:t", "dc:title"})

_BODY: Final = """
document body p pPr r rPr t tab ptab br cr noBreakHyphen softHyphen sym hyperlink fldSimple fldChar
instrText ins del moveFrom moveTo delText smartTag customXml sdt sdtContent sdtPr docPartObj
docPartGallery showingPlcHdr dir bdo ruby rubyBase rt tbl tr trPr gridBefore tblHeader tc
tcPr gridSpan vMerge footnotes footnote endnotes endnote footnoteReference endnoteReference
comments comment commentRangeStart commentRangeEnd commentReference drawing pict object
txbxContent hdr ftr sectPr headerReference footerReference altChunk subDoc
"""
_PROPERTIES: Final = """
pStyle rStyle b i vertAlign lang u strike dstrike highlight color vanish numPr numId ilvl
outlineLvl rPrChange pPrChange pageBreakBefore framePr caps smallCaps
"""
_STYLES: Final = "styles docDefaults rPrDefault pPrDefault style name basedOn link"
_NUMBERING: Final = (
    "numbering num abstractNum abstractNumId lvl numFmt lvlText lvlRestart start lvlOverride "
    "startOverride numStyleLink styleLink"
)
_SETTINGS: Final = "settings themeFontLang"

KNOWN: Final = frozenset(
    {
        f"w:{name}"
        for part in (_BODY, _PROPERTIES, _STYLES, _NUMBERING, _SETTINGS)
        for name in part.split()
    }
    | {f"wp:{name}" for name in ("inline", "anchor", "docPr")}
    | {
        f"a:{name}"
        for name in (
            "graphic",
            "graphicData",
            "blip",
            "srcRect",
            "xfrm",
            "hlinkClick",
            "extLst",
            "ext",
        )
    }
    | {f"dgm:{name}" for name in ("dataModel", "ptLst", "pt", "t")}
    | {"a:p", "a:r", "a:t"}
    | {f"pic:{name}" for name in ("pic", "nvPicPr", "cNvPr", "blipFill", "spPr")}
    | {"wps:wsp", "wps:txbx", "wpg:wgp", "wpg:grpSp", "wpc:wpc", "adec:decorative"}
    | {f"mc:{name}" for name in ("AlternateContent", "Choice", "Fallback")}
    | {
        f"v:{name}"
        for name in (
            *("shape", "group", "rect", "roundrect", "oval", "line", "polyline", "arc", "curve"),
            *("image", "textbox", "textpath", "imagedata"),
        )
    }
    | {"w15:commentsEx", "w15:commentEx"}
    | {"o:OLEObject", "rel:Relationships", "rel:Relationship"}
    | {"ct:Types", "ct:Default", "ct:Override", "cp:coreProperties", "dc:title"}
)
