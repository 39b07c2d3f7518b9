"""A reader of CSV on the Web that is given a CSV alone gets its values, types and units."""

import datetime
import json
import warnings
from decimal import Decimal
from pathlib import Path

import csvw
import pytest

from report.downloads.files import site_files
from tests.office import CROPS_CSV, office

TABLE = "so-lieu/2022/cay-trong.csv"
METADATA = "so-lieu/2022/cay-trong.csv-metadata.json"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The downloads of the miniature office, in their folders."""
    for path, content in site_files(office(tmp_path / "office")).items():
        target = tmp_path / "site" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return tmp_path / "site"


def read(path: Path) -> csvw.CSVW:
    return csvw.CSVW(str(path), validate=True)


def test_every_csv_has_a_description_that_it_keeps(site: Path) -> None:
    found = sorted(site.rglob("*.csv"))
    assert len(found) == 3
    for path in found:
        described = read(path.with_name(f"{path.name}-metadata.json"))
        assert described.is_valid, (path, described.warnings)


def test_values_are_numbers_and_days_and_an_empty_cell_is_none(site: Path) -> None:
    table = read(site / METADATA).tables[0]
    rice, _, cane = list(table)
    assert rice["so_ho"] == 955
    assert rice["san_luong"] == Decimal("27.568")
    assert rice["ngay"].date() == datetime.date(2022, 2, 24)
    assert cane["so_ho"] is None
    units = {one.name: one.common_props.get("schema:unitText") for one in table.tableSchema.columns}
    assert (units["so_ho"], units["von"]) == ("hộ", None)


def test_a_cell_that_does_not_keep_it_is_told(site: Path) -> None:
    for right, wrong in (("955", "955 hộ"), ("24/02/2022", "2022-02-24"), ('"27,568"', "x")):
        assert right in CROPS_CSV
        (site / TABLE).write_text(CROPS_CSV.replace(right, wrong), "utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("always")  # the reader collects them
            assert not read(site / METADATA).is_valid, wrong


def test_a_row_has_the_address_of_its_row_on_the_site(site: Path) -> None:
    schema = json.loads((site / METADATA).read_text("utf-8"))["tableSchema"]
    assert schema["aboutUrl"] == "cay-trong/{#khoa}"
    assert schema["primaryKey"] == "khoa"
