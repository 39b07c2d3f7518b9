"""What Python-Markdown, with the extensions of mkdocs.yml, makes of a page."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
from mkdocs.utils.yaml import yaml_load

from report.sources.markdown import anchors, read_markdown
from report.sources.markdown.marks import CALL_MARK

ROOT = Path(__file__).parent.parent
Facts = dict[str, list[Any]]


@cache
def converter() -> markdown.Markdown:
    """Python-Markdown as mkdocs.yml sets it up."""
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        listed = yaml_load(file)["markdown_extensions"]
    options = [one if isinstance(one, dict) else {one: {}} for one in listed]
    configs = {name: config for option in options for name, config in option.items()}
    return markdown.Markdown(extensions=list(configs), extension_configs=configs)


class Gatherer(HTMLParser):
    """Gathers what a reader of Markdown must find."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: Facts = {name: [] for name in NAMES}
        self.pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        values = {name: value or "" for name, value in attrs}
        classes = values.get("class", "").split()
        self.pre += tag == "pre"
        name = values.get("id", "")
        if name and not re.match("h[1-6]$|fn(?:ref)?[0-9]*:", tag if tag[0] == "h" else name):
            self.facts["places"].append(name)
        if re.fullmatch("h[1-6]", tag) and "id" in values:
            self.facts["headings"].append((int(tag[1]), values["id"]))
        elif tag == "img":
            self.facts["images"].append((values.get("src", ""), values.get("alt", "")))
        elif tag == "code":
            self.facts["codes" if self.pre else "spans"].append("")
        elif tag == "li" and values.get("id", "").startswith("fn:"):
            self.facts["notes"].append(values["id"][3:])
        elif tag == "a" and "footnote-ref" in classes:
            self.facts["references"].append(values["href"][4:])
        elif (
            tag == "a" and "href" in values and not {"headerlink", "footnote-backref"} & {*classes}
        ):
            self.facts["links"].append((values["href"], values.get("title", "")))

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a block of code."""
        self.pre -= tag == "pre"


WAYS_BACK = {"headerlink", "footnote-backref"}
NAMES = ("headings", "links", "images", "codes", "spans", "references", "notes", "places")


def facts_of(html: str) -> Facts:
    """What is found in HTML; headings and notes in order."""
    parser = Gatherer()
    parser.feed(html)
    parser.close()
    return in_order(parser.facts)


def facts_by_python_markdown(text: str) -> Facts:
    """What Python-Markdown finds in a text."""
    converter().reset()
    return facts_of(converter().convert(text))


def facts_by_reader(text: str) -> Facts:
    """What our reader finds in a text; a call counts as the word "x"."""
    page = read_markdown(text)
    raw = facts_of("".join(text[one.offset : one.end] for one in page.html))
    kinds = [code.kind for code in page.codes]
    headings = anchors(page, lambda _: "x")
    return in_order(
        {
            "headings": [(one.level, anchor) for one, anchor in headings],
            "links": [(CALL_MARK.sub("x", one.target), one.title) for one in page.links],
            "images": [(one.target, one.alt) for one in page.images],
            "codes": ["" for kind in kinds if kind != "span"] + raw["codes"],
            "spans": ["" for kind in kinds if kind == "span"] + raw["spans"],
            "references": [one.label for one in page.references if one.defined],
            "notes": list(dict.fromkeys(one.label for one in page.notes if not one.nested)),
            "places": [*(page.ids - {anchor for _, anchor in headings})],
        }
    )


def in_order(facts: Facts) -> Facts:
    """Facts that can be compared: the order of links and the like does not count."""
    return {
        name: found if name in ("headings", "notes") else sorted(found)
        for name, found in facts.items()
    }
