"""figures.parquet has the figures of the whole site, as programs of others read them."""

import hashlib
import json
from pathlib import Path

import duckdb
import pytest

from report.downloads.figures_parquet import FIGURES_COLUMNS, SCHEMA_VERSION
from report.downloads.files import figures_files, site_files
from report.downloads.long_table import long_table
from report.sources.addresses import FIGURES_DESCRIPTION, FIGURES_FILE
from tests.office import FILES, column, office, package

PLACES = [column("khoa"), column("ten"), column("loai"), column("ma")]
ABOUT_PLACES = [
    column("khoa", dia_ban="noi"),
    column("ten"),
    column("so", "number", don_vi="ha", thap_phan=3),
    column("ngay", "date"),
]
SECOND_YEAR = {
    "data/don-vi.yaml": f'{FILES["data/don-vi.yaml"]}ma_dia_ban: "052"\n',
    "data/2023/datapackage.yaml": package({"noi": PLACES, "dat": ABOUT_PLACES}),
    "data/2023/noi.csv": "khoa,ten,loai,ma\nmot,Một,xã,01726\nhai,Hai,xã,\n",
    "data/2023/dat.csv": 'khoa,ten,so,ngay\nmot,Một,"2,336",24/02/2023\nhai,Hai,,\n',
    "docs/bao-cao/2023/index.md": "---\ntitle: A\ndescription: B.\n---\n\n"
    '# A\n\n{{ so("dat.mot.so") }}\n',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of an office with three years, as they stand in its site."""
    made = tmp_path_factory.mktemp("nam")
    for path, content in site_files(office(made, SECOND_YEAR)).items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(content)
    return made


def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    return duckdb.execute(statement, [str(folder / FIGURES_FILE)]).fetchall()


def test_each_figure_says_its_value_its_place_and_where_it_is_shown(folder: Path) -> None:
    found = rows(
        folder,
        'SELECT place_code, office_code, value, exact, unit, text, page, source, "table", "row", '
        '"column" FROM read_parquet(?) WHERE year = 2023 ORDER BY address',
    )
    where = ("Mục I", "dat", "mot")
    assert found == [
        *[("01726", "052", None, "2023-02-24", None, "24/02/2023", None, *where, "ngay")],
        *[("01726", "052", 2.336, "2.336", "ha", "2,336", "bao-cao/2023/", *where, "so")],
    ]


def test_a_row_of_no_place_has_the_code_of_the_office(folder: Path) -> None:
    codes = rows(folder, "SELECT DISTINCT place_code FROM read_parquet(?) WHERE year = 2022")
    assert codes == [("052",)]


def test_drafts_are_not_in_it_and_without_a_finished_year_there_is_no_file(tmp_path: Path) -> None:
    waits = {"data/2023/dat.csv": "khoa,ten,so,ngay\nmot,Một,cần điền,\n"}
    made = site_files(office(tmp_path, SECOND_YEAR | waits))
    (tmp_path / FIGURES_FILE).parent.mkdir()
    (tmp_path / FIGURES_FILE).write_bytes(made[FIGURES_FILE])
    assert rows(tmp_path, "SELECT DISTINCT year FROM read_parquet(?) ORDER BY year") == [
        (2021,),
        (2022,),
    ]
    open_years = {
        f"data/{year}/cay-trong.csv": FILES["data/2022/cay-trong.csv"].replace("955", "cần điền")
        for year in (2021, 2022)
    }
    assert FIGURES_FILE not in site_files(office(tmp_path, SECOND_YEAR | waits | open_years))


def test_a_finished_year_without_figures_gives_a_file_without_rows(tmp_path: Path) -> None:
    bare = {f"data/{year}/cay-trong.csv": None for year in (2021, 2022)}
    bare |= {f"data/{year}/datapackage.yaml": package({}) for year in (2021, 2022)}
    made = site_files(office(tmp_path, bare))
    (tmp_path / FIGURES_FILE).parent.mkdir()
    (tmp_path / FIGURES_FILE).write_bytes(made[FIGURES_FILE])
    assert rows(tmp_path, "SELECT count(*) FROM read_parquet(?)") == [(0,)]


def test_its_description_names_every_column_and_the_version(folder: Path) -> None:
    described = json.loads((folder / FIGURES_DESCRIPTION).read_text("utf-8"))
    (resource,) = described["resources"]
    content = (folder / FIGURES_FILE).read_bytes()
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert resource["bytes"] == len(content)
    columns = rows(folder, "SELECT name, type FROM parquet_schema(?)")[1:]
    assert [one["name"] for one in resource["schema"]["fields"]] == [name for name, _ in columns]
    assert columns[0] == ("office", "BYTE_ARRAY")
    assert all(one["description"] for one in resource["schema"]["fields"])
    said = rows(
        folder,
        "SELECT value::VARCHAR FROM parquet_kv_metadata(?) WHERE key = 'schema_version'",
    )
    assert said == [(SCHEMA_VERSION,)]
    assert described["version"] == SCHEMA_VERSION
    assert len(FIGURES_COLUMNS) == len(columns)


def test_the_same_figures_give_the_same_bytes(tmp_path: Path) -> None:
    edition = office(tmp_path, SECOND_YEAR)
    first, second = (figures_files(edition, long_table(edition)) for _ in range(2))
    assert first == second
