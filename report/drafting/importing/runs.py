"""Runs of a Word document, letters of one look: made, changed, put into paragraphs."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from report.drafting.importing.marks import OWN_SIGNS, TAB_MARK
from report.drafting.importing.symbols import sign_of
from report.drafting.importing.wordml import W, local_name, text_in, w_value
from report.sources.pictures.svg import XML_NAMESPACE


def text_run(text: str, properties: Element | None = None) -> Element:
    """A run with a text."""
    run = ElementTree.Element(f"{W}r")
    if properties is not None:
        run.append(properties)
    run.append(text_element(text))
    return run


def text_element(text: str) -> Element:
    """The letters of a run, with the spaces at their ends."""
    element = ElementTree.Element(f"{W}t", {f"{{{XML_NAMESPACE}}}space": "preserve"})
    element.text = text
    return element


def insert_run(paragraph: Element, run: Element) -> None:
    """Put a run before all others of a paragraph."""
    properties = paragraph.find(f"{W}pPr")
    paragraph.insert(0 if properties is None else list(paragraph).index(properties) + 1, run)


def embolden(run: Element) -> None:
    """Say at a run that it is bold, as pandoc does not ask the style of its paragraph."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = ElementTree.Element(f"{W}rPr")
        run.insert(0, properties)
    SubElement(properties, f"{W}b")


def unstyle(element: Element) -> None:
    """Take the style from a paragraph or a run."""
    for properties in element:
        for one in [one for one in properties if one.tag in (f"{W}pStyle", f"{W}rStyle")]:
            properties.remove(one)


def own_style(run: Element) -> str:
    """The id of the style of a run."""
    return w_value(run.find(f"{W}rPr/{W}rStyle"))


def simple(element: Element) -> Element:
    """A part of a run as pandoc reads it: it leaves out some breaks, and words over others."""
    name = {"cr": "br", "ptab": "t", "tab": "t", "ruby": "t", "sym": "t"}.get(local_name(element))
    if name is None or not element.tag.startswith(W):
        element.text = (element.text or "").translate(OWN_SIGNS)
        return element
    instead = ElementTree.Element(f"{W}{name}")
    if local_name(element) in ("tab", "ptab"):
        instead.text = TAB_MARK
    elif local_name(element) == "sym":
        instead.text = sign_of(element)
    elif name == "t":
        over = "".join(map(text_in, element.findall(f"{W}rt")))
        base = "".join(map(text_in, element.findall(f"{W}rubyBase")))
        instead.text = f"{base} ({over})".translate(OWN_SIGNS)
    return instead


def chosen_of_list(mark: Element) -> str:
    """What is chosen in a list of a form, which stands nowhere as text."""
    entries = [w_value(one) for one in mark.iter(f"{W}listEntry")]
    place = w_value(next(mark.iter(f"{W}result"), None)) or "0"
    return entries[int(place)] if place.isdecimal() and int(place) < len(entries) else ""
