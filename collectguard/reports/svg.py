"""Drawings made fit to stand inside a page beside each other."""

import re

from lxml import etree

_XLINK = "{http://www.w3.org/1999/xlink}href"
_SVG = "{http://www.w3.org/2000/svg}"
_EMPTY = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" aria-hidden="true" '
    b'style="position: absolute"/>'
)
_SHARED = "#shape-"
_FINER = re.compile(r"(\.\d\d)\d+")
"""What is beyond a hundredth of a point in a path."""
_SPACED = re.compile(r"\s*([A-Za-z])\s*")
"""A letter of a path, which needs no space around it."""
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    remove_comments=True,
    remove_blank_text=True,
    huge_tree=True,
)


class Shapes:
    """Shapes that drawings use by reference, most of them letters: each is in the page once, for all."""

    def __init__(self) -> None:
        self._ids: dict[tuple[tuple[str, str], ...], str] = {}

    def taken_from(self, root: etree._Element) -> None:
        """Move the shapes that a drawing defines into these; its references follow."""
        new_ids = {}
        for shape in root.findall(f".//{_SVG}defs/{_SVG}path[@id]"):
            form = tuple(sorted((str(key), str(value)) for key, value in shape.items() if key != "id"))
            new_ids[f"#{shape.get('id')}"] = "#" + self._ids.setdefault(
                form, f"{_SHARED[1:]}{len(self._ids)}"
            )
            _removed(shape)
        for holder in root.findall(f".//{_SVG}defs"):
            if not len(holder):
                _removed(holder)
        for element in root.iter(f"{_SVG}use"):
            reference = str(element.get(_XLINK))
            element.set(_XLINK, new_ids.get(reference, reference))

    def svg(self) -> str:
        """The element that holds them; it shows nothing."""
        root = etree.fromstring(_EMPTY, _PARSER)
        holder = etree.SubElement(root, f"{_SVG}defs")
        for form, name in self._ids.items():
            etree.SubElement(holder, f"{_SVG}path", {"id": name, **dict(form)})
        return etree.tostring(root, encoding="unicode")


def inline_svg(svg: bytes, name: str, title: str, shapes: Shapes) -> str:
    """The drawing as an element of an HTML page, which must hold ``shapes`` as well.

    The prolog, the document type and the metadata go; the title comes in. Ids get ``name`` in front, in
    their definition and in every reference, so that those of two drawings cannot meet. A style sheet
    inside would hold for the whole page, so its one rule moves to the root.

    Args:
        svg: As matplotlib writes it.
        name: Letters, digits and hyphens; different for each drawing of a page.
        title: What a screen reader says.
        shapes: Takes what the drawing defines for its references.
    """
    root = etree.fromstring(svg, _PARSER)
    shapes.taken_from(root)
    for tag in ("metadata", "title", "style"):
        for element in root.findall(f".//{_SVG}{tag}"):
            _removed(element)
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


def _removed(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _renamed(key: str, value: str, name: str) -> str:
    """The value of an attribute with ``name`` before each id that it defines or refers to."""
    if key == "id":
        return f"{name}-{value}"
    if key in {"href", _XLINK} and value.startswith("#") and not value.startswith(_SHARED):
        return f"#{name}-{value[1:]}"
    if key == "d":
        return _SPACED.sub(r"\1", _FINER.sub(r"\1", value))
    return _REFERENCE.sub(rf"url(#{name}-\1)", value)
