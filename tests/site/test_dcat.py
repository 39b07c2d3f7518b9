"""The catalogue as harvesters read it: by the shapes of DCAT-AP 3, both writings alike."""

import hashlib
import json
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyld import jsonld
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF

from report.downloads.files import site_files
from report.site.dcat import JSON_LD, TURTLE, catalogue
from report.sources.addresses import FIGURES_FILE
from tests.edition.test_ending import ENDED
from tests.office import CROPS_CSV, FILES, office
from tests.sites import ROOT

SITE = "https://x.example/bao-cao"
OFFICE = f"""{FILES["data/don-vi.yaml"]}thu_dien_tu: a@x.example
dia_danh: 'Mẫu "<b>\\\\'
giay_phep:
  ma: CC-BY-4.0
  ten: CC BY 4.0
  dia_chi: https://x.example/giay phep/> <a> <b> .
{ENDED}"""
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """What the site of an ended office has to download, and its catalogues."""
    edition = office(tmp_path, {"data/don-vi.yaml": OFFICE})
    made = site_files(edition)
    texts = catalogue(edition, made, {}, SITE)
    return {**made, **{path: text.encode() for path, text in texts.items()}}


def graph(files: dict[str, bytes]) -> rdflib.Graph:
    return rdflib.Graph().parse(data=files[TURTLE], format="turtle")


def test_the_catalogue_is_one_of_dcat_ap_3(files: dict[str, bytes]) -> None:
    shapes = rdflib.Graph().parse(ROOT / "tests/shapes/dcat-ap-3.0.1.ttl")
    conforms, _, report = pyshacl.validate(graph(files), shacl_graph=shapes)
    assert conforms, report
    broken = graph(files)
    broken.remove((None, DCTERMS.title, None))
    assert not pyshacl.validate(broken, shacl_graph=shapes)[0]


def test_both_writings_say_the_same(files: dict[str, bytes]) -> None:
    quads = jsonld.to_rdf(json.loads(files[JSON_LD]), {"format": "application/n-quads"})
    assert isomorphic(rdflib.Graph().parse(data=quads, format="nt"), graph(files))


def test_every_file_is_there_as_the_catalogue_says(files: dict[str, bytes]) -> None:
    found = graph(files)
    paths = set()
    for one in found.subjects(RDF.type, DCAT.Distribution):
        path = str(found.value(one, DCAT.downloadURL)).removeprefix(f"{SITE}/")
        paths.add(path)
        content = files[path]
        assert int(found.value(one, DCAT.byteSize)) == len(content)
        checksum = found.value(one, SPDX.checksum)
        said = str(found.value(checksum, SPDX.checksumValue)).lower()
        assert said == hashlib.sha256(content).hexdigest()
        schema = found.value(one, DCTERMS.conformsTo)
        assert schema is None or str(schema).removeprefix(f"{SITE}/") in files
    assert {FIGURES_FILE, *(path for path in files if path.endswith(".csv"))} < paths


def test_the_ended_office_made_the_figures_and_others_publish_them(
    files: dict[str, bytes],
) -> None:
    found = graph(files)
    names = {
        role: {str(found.value(agent, rdflib.FOAF.name)) for agent in found.objects(None, role)}
        for role in (DCTERMS.creator, DCTERMS.publisher)
    }
    assert names[DCTERMS.creator] == {"Ủy ban nhân dân xã Mẫu"}
    assert names[DCTERMS.publisher] == {"Người biên tập trang “Báo cáo xã Mẫu”"}


def test_texts_and_addresses_of_content_say_nothing_of_their_own(files: dict[str, bytes]) -> None:
    found = graph(files)
    assert rdflib.Literal('Mẫu "<b>\\\\', lang="vi") in set(found.objects(None, DCAT.keyword))
    (license_,) = set(found.objects(None, DCTERMS.license))
    assert str(license_) == "https://x.example/giay%20phep/%3E%20%3Ca%3E%20%3Cb%3E%20."


def test_a_draft_is_in_no_catalogue(tmp_path: Path) -> None:
    csv = CROPS_CSV.replace("lua,Lúa,955", "lua,Lúa,cần điền")
    edition = office(tmp_path, {"data/2022/cay-trong.csv": csv})
    made = catalogue(edition, site_files(edition), {}, SITE)
    assert "so-lieu/2021/" in made[TURTLE]
    assert "so-lieu/2022/" not in made[TURTLE]


def test_a_site_without_an_address_or_downloads_has_none(tmp_path: Path) -> None:
    edition = office(tmp_path)
    assert catalogue(edition, site_files(edition), {}, "") == {}
    assert catalogue(edition, {}, {}, SITE) == {}
