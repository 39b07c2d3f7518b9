"""The licences of the office."""

import json
from pathlib import Path

import yaml

from tests.sites import ROOT


def test_the_licences_are_where_people_look() -> None:
    office = yaml.safe_load((ROOT / "data" / "don-vi.yaml").read_text("utf-8"))
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert [one["name"] for one in citation["authors"]] == [office["ten"]]
    assert citation["license"] == office["giay_phep"]["ma"]
    assert office["ten"] in (ROOT / "LICENSE").read_text("utf-8")
    text = (ROOT / f"LICENSE-{citation['license']}.txt").read_text("utf-8")
    assert office["giay_phep"]["ten"].startswith(text.splitlines()[0])


def test_the_downloads_name_their_licence(site: Path) -> None:
    for path in site.glob("so-lieu/*/datapackage.json"):
        (licence,) = json.loads(path.read_text("utf-8"))["licenses"]
        assert licence["name"] in (ROOT / "CITATION.cff").read_text("utf-8")
        assert licence["path"].startswith("https://")
