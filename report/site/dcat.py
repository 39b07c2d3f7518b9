"""The catalogue of the data for harvesters such as CKAN's: DCAT-AP 3, as JSON-LD and as Turtle.

Each table is a dataset with its CSV; the tables of a year together are one, in the files that
have them all, and the years are a series. https://semiceu.github.io/DCAT-AP/releases/3.0.0/

One tree is written twice. Texts of content become literals; of what could end an address,
every character is written with a percent sign.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from report.downloads.release import Release
from report.edition.edition import LICENSE, Edition
from report.sources.addresses import (
    FIGURES_DESCRIPTION,
    FIGURES_FILE,
    FIGURES_SCHEMA,
    csv_file,
    csv_metadata_file,
    data_index,
    release_file,
    table_page,
    url_of,
    workbook_file,
)
from report.sources.history import Dates
from report.sources.tables import Table

JSON_LD, TURTLE = "catalog.jsonld", "catalog.ttl"
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority"
MEDIA_TYPE = "http://www.iana.org/assignments/media-types"
# What a file is: its name in the European list of file types and at IANA.
FILE_TYPES = {
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "zip": ("ZIP", "application/zip"),
    "parquet": ("PARQUET", "application/vnd.apache.parquet"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
IRI_SIGNS = ":/?#[]@!$&'()*+,;=%~"
TEXT_SIGNS = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}

CatalogueNode = dict[str, Any]


def catalogue(
    edition: Edition,
    files: Mapping[str, str | bytes],
    history: Mapping[str, Dates],
    site_url: str,
) -> dict[str, str]:
    """The two catalogues by their paths in the site; none where the site has no address, or
    `files`, what it has to download by its path, has no tables."""
    tables = any(csv_file(table) in files for table in all_tables(edition))
    if not site_url or not tables:
        return {}
    whole = Catalogue(edition, files, history, f"{site_url.rstrip('/')}/")
    tree = once(whole.tree(), set())
    document = {"@context": PREFIXES, **tree}
    return {
        JSON_LD: json.dumps(document, ensure_ascii=False, indent=1) + "\n",
        TURTLE: turtle(tree),
    }


def all_tables(edition: Edition) -> list[Table]:
    """The tables of all finished years, and those of no year."""
    datasets = [*(edition.years[year] for year in edition.finished_years), edition.common]
    return [table for dataset in datasets for table in dataset.tables.values()]


class Catalogue:
    """The tree of the catalogue of an edition; `root` is the address of the site."""

    def __init__(
        self,
        edition: Edition,
        files: Mapping[str, str | bytes],
        history: Mapping[str, Dates],
        root: str,
    ) -> None:
        self.edition = edition
        self.files = files
        self.history = history
        self.root = root

    def tree(self) -> CatalogueNode:
        """The catalogue with all that it has."""
        office = self.edition.office
        paths = [table.path for table in all_tables(self.edition)]
        finished = self.edition.finished_years
        years = [*map(self.year, finished), *([self.all_years(finished)] if finished else [])]
        tables = [self.table(table) for table in all_tables(self.edition)]
        return {
            "@id": self.iri("catalog.ttl#danh-muc")["@id"],
            "@type": "dcat:Catalog",
            "dct:title": text(office["trang"]),
            "dct:description": text(office["mo_ta"]),
            "dct:publisher": self.publisher,
            "foaf:homepage": {"@id": self.root, "@type": "foaf:Document"},
            "dct:language": IN_VIETNAMESE,
            "dcat:themeTaxonomy": authority("data-theme", "", "skos:ConceptScheme", "Data theme"),
            **self.license,
            **self.modified(paths),
            "dcat:dataset": [*years, *tables],
        }

    def iri(self, path: str) -> CatalogueNode:
        """A place in the site."""
        return {"@id": safe_address(self.root + path)}

    @property
    def office(self) -> CatalogueNode:
        """The office whose figures these are."""
        name = text(self.edition.office["ten"])
        return {**self.iri("#co-quan"), "@type": "foaf:Agent", "foaf:name": name}

    @property
    def publisher(self) -> CatalogueNode:
        """Who publishes now."""
        if self.edition.ending is None:
            return self.office
        name = text(self.edition.publisher)
        return {**self.iri("#nguoi-cong-bo"), "@type": "foaf:Agent", "foaf:name": name}

    @property
    def license(self) -> CatalogueNode:
        """The licence of all; nothing where none is declared."""
        stated = (self.edition.office.get(LICENSE) or {}).get("dia_chi")
        if not stated:
            return {}
        return {"dct:license": {"@id": safe_address(stated), "@type": "dct:LicenseDocument"}}

    def modified(self, paths: Sequence[str]) -> CatalogueNode:
        """The day of the newest change of files; nothing without a history."""
        days = [self.history[path].last for path in paths if path in self.history]
        return {"dct:modified": literal_of_type(max(days).isoformat(), "date")} if days else {}

    @property
    def series(self) -> CatalogueNode:
        """The years together."""
        name = f"Số liệu báo cáo hằng năm của {self.edition.office['ten']}"
        return {
            **self.iri("catalog.ttl#hang-nam"),
            "@type": "dcat:DatasetSeries",
            "dct:title": text(name),
            "dct:description": text(str(self.edition.office["mo_ta"])),
            "dct:publisher": self.publisher,
            "dct:accrualPeriodicity": authority("frequency", "ANNUAL", "dct:Frequency", "annual"),
        }

    def year(self, year: int) -> CatalogueNode:
        """The figures of a year, in the files that have all of them."""
        release = Release(
            self.edition.office,
            self.edition.years[year],
            year,
            ending=self.edition.ending,
            is_draft=year in self.edition.drafts,
        )
        page = data_index(year)
        archive = release_file(year, f"{release.name}.zip")
        figures = release_file(year, "figures.json")
        return {
            **self.dataset(page, release.title, " ".join(release.notes)),
            "dct:creator": self.office,
            "dcat:inSeries": self.series,
            **self.modified([table.path for table in release.tables]),
            **period(year),
            "dcat:distribution": [
                self.distribution(page, workbook_file(year), "Sổ tính có mọi bảng"),
                self.distribution(page, archive, "Mọi tệp trong một gói, kèm mô tả"),
                self.distribution(
                    page, figures, "Danh sách mọi số liệu", release_file(year, FIGURES_SCHEMA)
                ),
            ],
        }

    def all_years(self, years: Sequence[int]) -> CatalogueNode:
        """The figures of all years in one file, which stands on the page of the newest."""
        page = data_index(max(years))
        datasets = (self.edition.years[year] for year in years)
        paths = [table.path for data in datasets for table in data.tables.values()]
        title = f"Mọi số liệu các năm của {self.edition.office['ten']}"
        return {
            **self.dataset(page, title, f"{title}, trong một tệp: mỗi dòng một số liệu."),
            **self.iri(f"{FIGURES_FILE}#bo-du-lieu"),
            "dct:identifier": bare_literal(safe_address(self.root + FIGURES_FILE)),
            "dct:creator": self.office,
            "dcat:inSeries": self.series,
            **self.modified(paths),
            **period(min(years), max(years)),
            "dcat:distribution": [
                self.distribution(page, FIGURES_FILE, title, FIGURES_DESCRIPTION)
            ],
        }

    def table(self, table: Table) -> CatalogueNode:
        """One table, with its CSV."""
        page = table_page(table)
        described = self.dataset(page, table.title, table.description or table.title)
        described |= self.modified([table.path])
        described["dcat:distribution"] = [
            self.distribution(page, csv_file(table), table.title, csv_metadata_file(table))
        ]
        if table.year is None:
            return described
        whole = self.dataset_id(data_index(table.year))
        return {
            **described,
            "dct:creator": self.office,
            **period(table.year),
            "dct:isPartOf": whole,
        }

    def dataset_id(self, page: str) -> CatalogueNode:
        """The address of the dataset that a page shows."""
        return self.iri(f"{url_of(page)}#bo-du-lieu")

    def dataset(self, page: str, title: str, description: str) -> CatalogueNode:
        """What all datasets have."""
        place = {**self.iri(url_of(page)), "@type": "foaf:Document"}
        kind = authority("access-right", "PUBLIC", "dct:RightsStatement", "public")
        theme = authority("data-theme", "GOVE", "skos:Concept", "Government and public sector")
        return {
            **self.dataset_id(page),
            "@type": "dcat:Dataset",
            "dct:title": text(title),
            "dct:description": text(description),
            "dct:identifier": bare_literal(safe_address(self.root + url_of(page))),
            "dct:publisher": self.publisher,
            "dct:language": IN_VIETNAMESE,
            "dct:accessRights": kind,
            "dcat:theme": theme,
            "dcat:landingPage": place,
            **self.contact,
            **self.places,
        }

    @property
    def contact(self) -> CatalogueNode:
        """Whom to write to, where the office says so."""
        mail = self.edition.office.get("thu_dien_tu")
        if not mail:
            return {}
        return {
            "dcat:contactPoint": {
                **self.iri("#lien-he"),
                "@type": "vcard:Kind",
                "vcard:fn": bare_literal(self.edition.publisher),
                "vcard:hasEmail": {"@id": safe_address(f"mailto:{mail}")},
            }
        }

    @property
    def places(self) -> CatalogueNode:
        """What the data is about, as a place and as words to search for."""
        names_of_place = [self.edition.office.get(key) for key in ("dia_danh", "tinh")]
        words = [str(name) for name in names_of_place if name]
        if not words:
            return {}
        place = {
            **self.iri("#dia-ban"),
            "@type": "dct:Location",
            "skos:prefLabel": text(", ".join(words)),
        }
        return {"dct:spatial": place, "dcat:keyword": [text(word) for word in words]}

    def distribution(self, page: str, path: str, title: str, schema: str = "") -> CatalogueNode:
        """A file to download; `schema` is the path of its description."""
        content = self.files[path]
        data = content.encode() if isinstance(content, str) else content
        kind, media = FILE_TYPES[path.rpartition(".")[2]]
        described = {
            **self.iri(f"{path}#tep"),
            "@type": "dcat:Distribution",
            "dct:title": text(title),
            "dcat:accessURL": self.iri(url_of(page)),
            "dcat:downloadURL": self.iri(path),
            "dct:format": authority("file-type", kind, "dct:MediaTypeOrExtent", kind),
            "dcat:mediaType": {"@id": f"{MEDIA_TYPE}/{media}", "@type": "dct:MediaType"},
            "dcat:byteSize": literal_of_type(str(len(data)), "nonNegativeInteger"),
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {
                    "@id": f"{PREFIXES['spdx']}checksumAlgorithm_sha256",
                    "@type": "spdx:ChecksumAlgorithm",
                },
                "spdx:checksumValue": literal_of_type(
                    hashlib.sha256(data).hexdigest(), "hexBinary"
                ),
            },
            **self.license,
        }
        if schema:
            described["dct:conformsTo"] = {**self.iri(schema), "@type": "dct:Standard"}
        return described


def once(node: CatalogueNode, said: set[str]) -> CatalogueNode:
    """A tree in which each node with an address says what it says at its first place only."""
    iri = node.get("@id")
    if iri in said:
        return {"@id": iri}
    if iri and len(node) > 1:
        said.add(iri)
    return {
        name: [once(one, said) for one in value]
        if isinstance(value, list)
        else once(value, said)
        if isinstance(value, dict)
        else value
        for name, value in node.items()
    }


def text(words: Any) -> CatalogueNode:
    """Vietnamese words."""
    return {"@value": str(words), "@language": "vi"}


def bare_literal(words: str) -> CatalogueNode:
    """Words of no language."""
    return {"@value": words}


def literal_of_type(words: str, kind: str) -> CatalogueNode:
    """A value of a type of XML Schema."""
    return {"@value": words, "@type": f"xsd:{kind}"}


def authority(table: str, entry: str, kind: str, label: str) -> CatalogueNode:
    """An entry of a list of the Publications Office of the EU, which harvesters know."""
    iri = "/".join(filter(None, (AUTHORITY, table, entry)))
    name = "dct:title" if kind == "skos:ConceptScheme" else "skos:prefLabel"
    return {"@id": iri, "@type": kind, name: {"@value": label, "@language": "en"}}


def period(year: int, last: int | None = None) -> CatalogueNode:
    """A year as a period, or the years up to the `last`."""
    return {
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": literal_of_type(f"{year}-01-01", "date"),
            "dcat:endDate": literal_of_type(f"{last or year}-12-31", "date"),
        }
    }


def safe_address(iri: str) -> str:
    """An address that nothing in it can end."""
    return quote(iri, safe=IRI_SIGNS)


IN_VIETNAMESE = authority("language", "VIE", "dct:LinguisticSystem", "Vietnamese")


def turtle(tree: CatalogueNode) -> str:
    """The tree as Turtle: https://www.w3.org/TR/turtle/. What has an address is a subject of its
    own; all else stands where it is used."""
    heads = (f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    subjects = (
        "\n<{}> {} .\n".format(node["@id"], " ;\n  ".join(predicates(node)))
        for node in named_node(tree)
    )
    return "".join(heads) + "".join(subjects)


def named_node(node: CatalogueNode) -> Iterator[CatalogueNode]:
    """The nodes of a tree that have an address and say something, from the top."""
    if "@id" in node and len(node) > 1:
        yield node
    for name, value in node.items():
        if not name.startswith("@"):
            for one in value if isinstance(value, list) else [value]:
                yield from named_node(one)


def predicates(node: CatalogueNode) -> Iterator[str]:
    """What Turtle says of a node, its type first."""
    if "@type" in node:
        yield f"a {node['@type']}"
    for name, value in node.items():
        if not name.startswith("@"):
            values = value if isinstance(value, list) else [value]
            yield f"{name} {', '.join(map(term, values))}"


def term(value: CatalogueNode) -> str:
    """A value as Turtle writes it in its place."""
    if "@id" in value:
        return f"<{value['@id']}>"
    if "@value" not in value:
        return f"[ {' ; '.join(predicates(value))} ]"
    words = f'"{"".join(TEXT_SIGNS.get(sign, sign) for sign in value["@value"])}"'
    if "@language" in value:
        return f"{words}@{value['@language']}"
    return f"{words}^^{value['@type']}" if "@type" in value else words
