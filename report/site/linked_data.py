"""What a page says of itself to search engines: schema.org as JSON-LD.

The office is a GovernmentOrganization, a year's report a Report whose pages are its parts, each
table and each year's data a Dataset with its distributions; every page has the way to it.
https://schema.org, https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from report.downloads.release import Release
from report.edition.edition import LICENSE, Edition
from report.edition.text_kind import TextKind
from report.sources.addresses import (
    FIGURES_FILE,
    csv_file,
    data_index,
    document_file,
    release_file,
    table_page,
    url_of,
    workbook_file,
)
from report.sources.pages import REPORT
from report.sources.tables import Table

SCHEMA_ORG = "https://schema.org"
OFFICE_ANCHOR = "co-quan"
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "parquet": "application/vnd.apache.parquet",
    "pdf": "application/pdf",
}
# Characters that could end the script which the data stands in, or a line of it.
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

DataNode = dict[str, Any]


@dataclass(frozen=True)
class PublishedPage:
    """A page as it is published: its path under docs/, words as plain text, the pages above it
    with their addresses from the root of the site, the day that it changed last, and the name of
    the part of the navigation that it stands in."""

    uri: str
    title: str
    description: str
    language: str
    way: Sequence[tuple[str, str]] = ()
    changed: date | None = None
    part: str = ""


class LinkedData:
    """Writes the data of each page of a site; `root` is its address and `files` the paths of
    its documents."""

    def __init__(self, edition: Edition, root: str, files: Mapping[str, int]) -> None:
        self.edition = edition
        self.root = root
        self.files = files
        self.tables = {table_page(one): one for one in edition.tables}
        self.indexes = {data_index(year): year for year in edition.years}

    def script(self, page: PublishedPage) -> str:
        """The JSON-LD of a page, safe within a script."""
        nodes = [self.main(page)]
        if page.uri == "index.md":
            nodes.append(self.office)
        if page.way:
            nodes.append(self.breadcrumbs(page))
        data = {"@context": SCHEMA_ORG, "@graph": nodes}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)

    def main(self, page: PublishedPage) -> DataNode:
        """What the page itself is."""
        url = self.root + url_of(page.uri)
        if page.uri == "index.md":
            return self.site(page)
        table = self.tables.get(page.uri)
        if table:
            return self.table(page, table)
        if page.uri in self.indexes:
            return self.year(page, self.indexes[page.uri])
        filled = self.edition.pages.get(page.uri)
        if filled and filled.page.in_report and filled.page.year:
            return self.report(page, filled.page.year)
        return {"@type": "WebPage", "@id": url, "name": page.title, "inLanguage": page.language}

    def site(self, page: PublishedPage) -> DataNode:
        """The site as a whole, of its first page."""
        return {
            "@type": "WebSite",
            "@id": self.root,
            "url": self.root,
            "name": self.edition.office["trang"],
            "description": page.description,
            "inLanguage": page.language,
            "publisher": {"@type": "Organization", "name": self.edition.publisher},
            "about": self.office_id,
            **self.license,
        }

    @property
    def office_id(self) -> DataNode:
        """The office by its address."""
        return {"@id": f"{self.root}#{OFFICE_ANCHOR}"}

    @property
    def named_office(self) -> DataNode:
        """The office by its address and name, for readers of one page."""
        name = self.edition.office["ten"]
        return {"@type": "GovernmentOrganization", **self.office_id, "name": name}

    @property
    def license(self) -> DataNode:
        """The licence of texts and figures."""
        stated = self.edition.office.get(LICENSE) or {}
        return {"license": stated["dia_chi"]} if stated.get("dia_chi") else {}

    @property
    def office(self) -> DataNode:
        """The office with its place, and the day of its end."""
        office, end = self.edition.office, self.edition.ending
        places = [office[key] for key in ("dia_danh", "tinh") if office.get(key)]
        facts = {
            "alternateName": office.get("ten_ngan"),
            "areaServed": ", ".join(places),
            "telephone": office.get("dien_thoai"),
            "email": office.get("thu_dien_tu"),
            "sameAs": office.get("cong_thong_tin"),
            "dissolutionDate": end.day.isoformat() if end else None,
        }
        return {**self.named_office, **{name: fact for name, fact in facts.items() if fact}}

    def report(self, page: PublishedPage, year: int) -> DataNode:
        """A report on its first page, and its parts on the others; an edited text is based on
        the report of the office."""
        url, whole = self.root + url_of(page.uri), self.root + url_of(f"{REPORT}/{year}/index.md")
        first = url == whole
        written: DataNode = {
            "@type": "Report" if first else "Article",
            "@id": url,
            "headline": page.title,
            "inLanguage": page.language,
        }
        if page.changed:
            written["dateModified"] = page.changed.isoformat()
        if not first:
            return {**written, "isPartOf": {"@id": whole}}
        written |= {"temporalCoverage": str(year), "about": self.office_id, **self.license}
        document = document_file(year, "pdf")  # the page leads to the others
        if document in self.files:
            file = {"contentUrl": self.root + document, **media_type("pdf")}
            written["encoding"] = {"@type": "MediaObject", **file}
        if self.edition.text_kinds[year] is TextKind.VERBATIM:
            return {**written, "author": self.named_office}
        source = {"@type": "Report", "author": self.named_office}
        editors = {"@type": "Organization", "name": self.edition.publisher}
        return {**written, "editor": editors, "isBasedOn": source}

    def table(self, page: PublishedPage, table: Table) -> DataNode:
        """The dataset of a table; those of no year are put together by the site."""
        files = [("csv", csv_file(table))]
        dataset = self.dataset(page, files, table.description or page.description)
        columns = [column for column in table.columns.values() if column.name != table.key]
        dataset["variableMeasured"] = [
            {"@type": "PropertyValue", "name": one.title}
            | ({"unitText": one.unit} if one.unit else {})
            for one in columns
        ]
        if table.year is None:
            return dataset
        return {
            **dataset,
            "creator": self.named_office,
            "temporalCoverage": str(table.year),
            "isPartOf": {"@id": self.root + url_of(data_index(table.year))},
        }

    def year(self, page: PublishedPage, year: int) -> DataNode:
        """The dataset of a year: all its tables together, in the files that have them all."""
        release = Release(self.edition.office, self.edition.years[year], year)
        files = [
            ("xlsx", workbook_file(year)),
            ("zip", release_file(year, f"{release.name}.zip")),
            ("json", release_file(year, "figures.json")),
            *([("parquet", FIGURES_FILE)] if year in self.edition.finished_years else []),
        ]
        return {
            **self.dataset(page, files, page.description),
            "creator": self.named_office,
            "temporalCoverage": str(year),
        }

    def dataset(
        self, page: PublishedPage, files: Sequence[tuple[str, str]], description: str
    ) -> DataNode:
        """What all datasets have; `files` are kinds and paths."""
        url = self.root + url_of(page.uri)
        return {
            "@type": "Dataset",
            "@id": url,
            "url": url,
            "name": page.title,
            "description": description,
            "inLanguage": page.language,
            **self.license,
            "distribution": [
                {"@type": "DataDownload", "contentUrl": self.root + path, **media_type(kind)}
                for kind, path in files
            ],
        }

    def breadcrumbs(self, page: PublishedPage) -> DataNode:
        """The way to a page, itself last."""
        steps = [*page.way, (page.title, url_of(page.uri))]
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": self.root + url}
                for place, (name, url) in enumerate(steps, 1)
            ],
        }


def media_type(kind: str) -> DataNode:
    """What a file is, by the ending of its name."""
    return {"encodingFormat": MEDIA_TYPES[kind]}
