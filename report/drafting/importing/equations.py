"""Equations of Word (ECMA-376 part 1, chapter 22) on one line of text, as one would type them."""

from xml.etree.ElementTree import Element

from report.drafting.importing.wordml import NAMESPACES, local_name

M = f"{{{NAMESPACES['m']}}}"
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def linear(element: Element) -> str:
    """An equation, or a part of it, as text: 8/10, x², √(a + b)."""
    match local_name(element):
        case "t":
            return element.text or ""
        case "f":
            return f"{bracketed(part(element, 'num'))}/{bracketed(part(element, 'den'))}"
        case "sSup":
            return f"{part(element, 'e')}{raised(part(element, 'sup'))}"
        case "sSub":
            return f"{part(element, 'e')}_{bracketed(part(element, 'sub'))}"
        case "rad":
            return f"{raised(part(element, 'deg'), sign='')}√{bracketed(part(element, 'e'))}"
        case "nary":
            sign = property_of(element, "chr") or "∫"
            bounds = f"({part(element, 'sub')}…{part(element, 'sup')})"
            return f"{sign}{bounds if bounds != '(…)' else ''} {part(element, 'e')}"
        case "d":
            inner = "; ".join(map(linear, element.findall(f"{M}e")))
            opening, closing = property_of(element, "begChr"), property_of(element, "endChr")
            return (
                f"{'(' if opening is None else opening}{inner}{')' if closing is None else closing}"
            )
        case "eqArr" | "m":
            return "; ".join(map(linear, element))
        case "mr":
            return " ".join(map(linear, element))
    return "".join(map(linear, element))


def part(element: Element, name: str) -> str:
    """A part of an equation by its name; "" where it has none."""
    found = element.find(f"{M}{name}")
    return linear(found) if found is not None else ""


def property_of(element: Element, name: str) -> str | None:
    """A sign that an equation is drawn with; None where it is the usual one."""
    found = element.find(f"{M}{local_name(element)}Pr/{M}{name}")
    return found.get(f"{M}val") if found is not None else None


def bracketed(text: str) -> str:
    """A part in brackets, where it is more than one number or word."""
    is_one = text.replace(",", "").replace(".", "").isalnum()
    is_in_brackets = text[:1] == "(" and text.find(")") == len(text) - 1
    return text if is_one or is_in_brackets or not text else f"({text})"


def raised(text: str, sign: str = "^") -> str:
    """An exponent."""
    return text.translate(RAISED) if text.isdecimal() else f"{sign}{bracketed(text)}" * bool(text)
