"""Where things stand in the site, and what a cell is called."""

from pathlib import Path

from report.figures.values import cell_title, row_title, shown_value
from report.sources.addresses import audit_page, cell_url, csv_file, table_page
from tests.office import CROPS_CSV, PAGE, data_of, office


def test_addresses_and_names_of_a_cell(tmp_path: Path) -> None:
    cell = data_of(office(tmp_path)).cell("cay-trong.lua.so_ho")
    assert table_page(cell.table) == "so-lieu/2022/cay-trong.md"
    assert csv_file(cell.table) == "so-lieu/2022/cay-trong.csv"
    assert audit_page("2022") == "so-lieu/2022/doi-chieu.md"
    assert cell_url(PAGE, cell) == "../../../so-lieu/2022/cay-trong/#lua"
    assert (row_title(cell), cell_title(cell)) == ("Lúa", "Lúa – số hộ")
    assert shown_value(cell) == "955\u00a0hộ"
    assert shown_value(data_of(office(tmp_path)).cell("cay-trong.lua.tu_nam")) == "1986"


def test_a_row_whose_name_is_still_open_is_called_by_its_key(tmp_path: Path) -> None:
    csv = {"data/2022/cay-trong.csv": CROPS_CSV.replace("lua,Lúa", "lua,cần điền")}
    cell = data_of(office(tmp_path, csv)).cell("cay-trong.lua.so_ho")
    assert row_title(cell) == "lua"
