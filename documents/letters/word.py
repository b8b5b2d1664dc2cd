"""A letter as a Word document, with real headings and the recipient across every page."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Any
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.enum.section import WD_ORIENTATION
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from documents.letters.template import Words

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
ACROSS = (
    "position:absolute;margin-left:0;margin-top:0;width:420pt;height:60pt;rotation:320;"
    "z-index:-1;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)

SHAPE_OF_TEXT = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
)
"""WordArt, as the format defines it: the shape that text is fitted to."""


def to_word(words: Words) -> bytes:
    """The letter as .docx: A4, English of Great Britain, its title among its properties."""
    file = Document()
    _set_up(file, words)
    file.add_paragraph(f"{words.sender}\n{words.on}")
    to = file.add_paragraph("To: ")
    to.add_run(words.recipient).bold = True
    to.add_run(f"\n{words.reference}")
    file.add_heading(words.title, level=1)
    for paragraph in words.opening:
        file.add_paragraph(paragraph)
    for part in words.parts:
        file.add_heading(part.title, level=2)
        if not part.lines:
            file.add_paragraph(words.nothing)
        for line in part.lines:
            file.add_paragraph(line, style="List Bullet")
    for paragraph in words.closing:
        file.add_paragraph(paragraph)
    held = io.BytesIO()
    file.save(held)
    return _undated(held)


def _undated(held: io.BytesIO) -> bytes:
    """The archive without the time at which it was packed, so that equal letters are equal."""
    packed = io.BytesIO()
    with zipfile.ZipFile(held) as parts, zipfile.ZipFile(packed, "w") as out:
        for part in parts.infolist():
            out.writestr(zipfile.ZipInfo(part.filename), parts.read(part), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _set_up(file: Any, words: Words) -> None:
    section = file.sections[0]
    section.orientation = WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    style = file.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)
    for level in (1, 2):
        file.styles[f"Heading {level}"].font.color.rgb = RGBColor(0, 0, 0)
    for language in style.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    section.header.paragraphs[0].text = words.marking
    section.header.paragraphs[0].runs[0].font.size = Pt(9)
    section.header.paragraphs[0]._p.append(_watermark(words.recipient))
    section.footer.paragraphs[0].text = words.copy
    section.footer.paragraphs[0].runs[0].font.size = Pt(9)
    about = file.core_properties
    about.title, about.author, about.language = words.title, words.sender, "en-GB"
    about.comments = ""
    about.created = about.modified = datetime.combine(words.day, time(12), tzinfo=UTC)


def _watermark(text: str) -> Any:
    return parse_xml(
        f"<w:r {NAMESPACES}><w:pict>{SHAPE_OF_TEXT}"
        '<v:shape id="watermark" o:spid="_x0000_s2049" type="#_x0000_t136" '
        f'style="{ACROSS}" fillcolor="#e0e0e0" stroked="f"><v:textpath style="font-family:Arial" '
        f"string={quoteattr(text)}/></v:shape></w:pict></w:r>"
    )
