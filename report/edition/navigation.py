"""The list of pages in mkdocs.yml (`nav`): every page stands in it, and it names no page that is
not there. A site without `nav` lists its pages by itself.

It names no year: the entries `bao-cao/` and `so-lieu/` stand for the pages of all years, which
report/site/navigation.py puts in their places.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from report.edition.edition import Edition
from report.edition.made_files import made_pages
from report.problems.problem import Mistake, Problem, near_miss, problem
from report.sources.addresses import DATA
from report.sources.files import read_text
from report.sources.memory import remembered
from report.sources.pages import REPORT
from report.sources.yaml_bounds import FAST_LOADER

CONFIG = "mkdocs.yml"
NOT_A_PAGE = re.compile(r"/|[a-z][a-z0-9+.-]*:", re.IGNORECASE)  # which is no page of the site
REPORT_ENTRY, DATA_ENTRY = f"{REPORT}/", f"{DATA}/"  # the reports and the data of all years


def navigation_fits(root: Path, edition: Edition) -> Iterator[Problem]:
    """Each entry of `nav` leads to a page; a page that it leaves out is a warning, as readers
    come to it by links and by the search alone."""
    try:
        listed = listed_pages(root)
    except Mistake as mistake:
        yield mistake.at(CONFIG)
        return
    if listed is None:
        return
    known = {*edition.pages, *edition.unread, *made_pages(edition)}
    for uri, line in listed.items():
        if uri not in known and uri not in (REPORT_ENTRY, DATA_ENTRY):
            guess = near_miss(uri, known)
            yield problem(CONFIG, line, "muc-luc-khong-co-trang", guess=guess, page=uri)
    for uri, filled in edition.pages.items():
        of_year = filled.page.in_report and filled.page.year in edition.years
        if uri not in listed and not (of_year and REPORT_ENTRY in listed):
            yield problem(filled.page.path, 1, "trang-ngoai-muc-luc", page=uri)


def listed_pages(root: Path) -> Mapping[str, int] | None:
    """The pages that `nav` lists with their lines, None where there is no such list. Raises
    Mistake where the file cannot be read."""
    if not (root / CONFIG).is_file():
        return None
    nav = nav_of(read_text(root / CONFIG, CONFIG).text)
    return None if nav is None else dict(pages_listed(nav))


@remembered
def nav_of(config: str) -> yaml.Node | None:
    """The list itself. Raises Mistake where the configuration is no YAML."""
    try:
        root = yaml.compose(config, Loader=FAST_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise Mistake("cau-hinh-viet-sai", line=mark.line + 1 if mark else 1) from None
    except yaml.YAMLError:
        raise Mistake("cau-hinh-viet-sai") from None
    return next((value for key, value in pairs_of(root) if key.value == "nav"), None)


def pairs_of(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    """The pairs of a mapping; none of anything else."""
    return node.value if isinstance(node, yaml.MappingNode) else []


def pages_listed(node: yaml.Node) -> Iterator[tuple[str, int]]:
    """The pages that an entry of `nav` leads to, and those for all years, with their lines;
    addresses are none."""
    if isinstance(node, yaml.ScalarNode):
        if node.value.endswith((".md", "/")) and not NOT_A_PAGE.match(node.value):
            yield str(node.value), node.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from pages_listed(entry)
    for _, value in pairs_of(node):
        yield from pages_listed(value)
