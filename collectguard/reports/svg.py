"""A drawing made fit to stand inside a page beside other drawings."""

import re

from lxml import etree

_XLINK = "{http://www.w3.org/1999/xlink}href"
_SVG = "{http://www.w3.org/2000/svg}"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, huge_tree=True
)


def inline_svg(svg: bytes, name: str, title: str) -> str:
    """The drawing as an element of an HTML page.

    The prolog, the document type and the metadata go; the title comes in. Ids get ``name`` in front, in
    their definition and in every reference, so that those of two drawings cannot meet. A style sheet
    inside would hold for the whole page, so its one rule moves to the root.

    Args:
        svg: As matplotlib writes it.
        name: Letters, digits and hyphens; different for each drawing of a page.
        title: What a screen reader says.
    """
    root = etree.fromstring(svg, _PARSER)
    for tag in ("metadata", "title", "style"):
        for element in root.findall(f".//{_SVG}{tag}"):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    for element in root.iter():
        for key, value in list(element.attrib.items()):
            element.set(key, _renamed(str(key), str(value), name))
    for side in ("width", "height"):  # the page decides; viewBox keeps the proportions
        if side in root.attrib:
            del root.attrib[side]
    root.set("role", "img")
    root.set("aria-label", title)
    root.set("style", "stroke-linejoin: round; stroke-linecap: butt")
    return etree.tostring(root, encoding="unicode")


def _renamed(key: str, value: str, name: str) -> str:
    """The value of an attribute with ``name`` before each id that it defines or refers to."""
    if key == "id":
        return f"{name}-{value}"
    if key in {"href", _XLINK} and value.startswith("#"):
        return f"#{name}-{value[1:]}"
    return _REFERENCE.sub(rf"url(#{name}-\1)", value)
