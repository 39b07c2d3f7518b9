"""The file of all figures has those of this site, as who gathers from many offices reads it."""

from pathlib import Path

import duckdb

from report.downloads.files import figures_files
from report.downloads.long_table import figures_of_year, lines_of, long_table
from report.edition.edition import read_edition
from report.sources.addresses import FIGURES_FILE
from tests.sites import ROOT


def test_one_statement_finds_the_figures_of_a_site(tmp_path: Path) -> None:
    edition = read_edition(ROOT)
    cells = long_table(edition)
    (tmp_path / FIGURES_FILE).parent.mkdir()
    (tmp_path / FIGURES_FILE).write_bytes(figures_files(edition, cells)[FIGURES_FILE])
    found = duckdb.execute(
        "SELECT office, year, address, exact::DECIMAL(30, 6), unit FROM read_parquet(?) "
        "WHERE type <> 'date' ORDER BY year, address",
        [str(tmp_path / FIGURES_FILE)],
    ).fetchall()
    wanted = [
        (line.office, year, line.address, line.value, line.unit)
        for year in edition.finished_years
        for line in lines_of(figures_of_year(cells, year).sort_values("address"))
        if line.type != "date"
    ]
    assert found == wanted
