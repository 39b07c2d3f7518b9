"""What the site has that no file in docs/ stands for: pages and downloads made from data, and
documents. The names are exact, so that a link to another is a problem at its line.

What a build writes beside (the map of the site, the copy for use without a network) is not among
them: MkDocs knows no such file and stops at a link to it. Nor are the feeds, which only a site
with an address has.
"""

from pathlib import Path

from report.edition.edition import Edition
from report.edition.guidance import FORM_TABLE, GUIDANCE_FOLDER
from report.edition.print_checks import handbook_pages, section_pages
from report.problems.catalogue import places_of_sheets
from report.sources.addresses import (
    DOCUMENT_ENDINGS,
    FIGURES_DESCRIPTION,
    FIGURES_FILE,
    HANDBOOK_FILE,
    PLACES_PAGE,
    audit_page,
    corrections_page,
    csv_file,
    csv_metadata_file,
    data_index,
    document_file,
    place_page,
    reading_file,
    release_file,
    section_file,
    table_page,
    workbook_file,
)
from report.sources.outline import read_outline
from report.sources.pages import EDITORS, MESSAGES
from report.sources.rules import Audit
from report.sources.tables import COMMON
from report.text.slugs import slug

FORM_FILE = f"{GUIDANCE_FOLDER}/{FORM_TABLE}.docx"
RELEASE_FILES = ("datapackage.json", "figures.json", "figures.schema.json")
INDEX_PLACES = frozenset({"cac-bang", "moi-con-so"})  # headings of site/templates/data_index.html


def made_pages(edition: Edition) -> dict[str, frozenset[str]]:
    """The pages made from data and from the catalogue, with the places that a link may name."""
    pages: dict[str, frozenset[str]] = {}
    for year in edition.years:
        pages[data_index(year)] = INDEX_PLACES
        pages[audit_page(str(year))] = rules_on(edition.audits[year])
        pages[corrections_page(year)] = frozenset()
    if edition.common_audit.verdicts:
        pages[audit_page(COMMON)] = rules_on(edition.common_audit)
    for table in edition.tables:
        pages[table_page(table)] = frozenset({*table.rows, slug(table.title)})
    if edition.places:
        told = frozenset(f"bao-cao-{year}" for year in edition.finished_years)
        pages |= dict.fromkeys(map(place_page, edition.places), told)
        pages[PLACES_PAGE] = frozenset()
    if f"{EDITORS}/index.md" in edition.pages:
        pages[f"{MESSAGES}/index.md"] = frozenset(places_of_sheets())
        for name, (codes, titles) in places_of_sheets().items():
            pages[f"{MESSAGES}/{name}.md"] = frozenset({*codes, *map(slug, titles)})
    return pages


def rules_on(audit: Audit) -> frozenset[str]:
    """The names of the rules and remarks on a page of them."""
    rules = {verdict.rule.id for verdict in audit.verdicts}
    return frozenset(rules | {remark.id for remark in audit.remarks})


def made_files(root: Path, edition: Edition) -> frozenset[str]:
    """The downloads of all years and the documents of the finished ones."""
    files = {csv_file(table) for table in edition.tables}
    files |= {csv_metadata_file(table) for table in edition.tables}
    for year in edition.years:
        files |= {release_file(year, name) for name in RELEASE_FILES}
        files |= {workbook_file(year), release_file(year, f"so-lieu-{year}.zip")}
    if edition.finished_years:
        files |= {FIGURES_FILE, FIGURES_DESCRIPTION}
    if FORM_TABLE in edition.common.tables:
        files.add(FORM_FILE)
    for year in edition.finished_years:
        outline = read_outline(root, year)
        if outline:
            files |= {document_file(year, ending) for ending in DOCUMENT_ENDINGS}
            files.add(reading_file(year))
            files |= {section_file(uri) for uri in section_pages(edition, outline, year)}
    return frozenset(files | ({HANDBOOK_FILE} if handbook_pages(edition) else set()))
