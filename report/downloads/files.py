"""The downloads of a year: its tables as CSV with their descriptions, Data Package, workbook,
list of figures and ZIP.

Pure functions of an edition: the same sources give the same bytes, on any day.
"""

import datetime

import pandas as pd

from report.downloads.archive import pack, readme
from report.downloads.csv_files import csv_bytes
from report.downloads.csv_metadata import csv_metadata
from report.downloads.figures_json import figures_json, figures_schema
from report.downloads.figures_parquet import (
    figures_description,
    figures_frame,
    figures_parquet,
)
from report.downloads.long_table import long_table
from report.downloads.package import package_json
from report.downloads.release import Release
from report.downloads.workbook import workbook
from report.edition.edition import LICENSE, Edition
from report.sources.addresses import (
    CSV_METADATA,
    DATA,
    FIGURES_DESCRIPTION,
    FIGURES_FILE,
    FIGURES_SCHEMA,
    csv_metadata_file,
)
from report.sources.addresses import csv_file as csv_path

__all__ = ["downloads", "site_files"]


def site_files(edition: Edition) -> dict[str, bytes]:
    """Path in the site → content of every file of data to download: all years, common tables."""
    cells = long_table(edition)
    files = {
        f"{DATA}/{year}/{name}": content
        for year in edition.years
        for name, content in release_files(release_of(edition, year), cells).items()
    }
    common = {csv_path(table): csv_bytes(table) for table in edition.common.tables.values()}
    license_url = str((edition.office.get(LICENSE) or {}).get("dia_chi") or "")
    common |= {
        csv_metadata_file(table): csv_metadata(table, license_url, "")
        for table in edition.common.tables.values()
    }
    return files | figures_files(edition, cells) | common


def figures_files(edition: Edition, cells: pd.DataFrame) -> dict[str, bytes]:
    """The figures of all finished years in one file, and what describes it; none before a year is
    finished. `cells` is the long table."""
    years = edition.finished_years
    if not years:
        return {}
    frame = figures_frame(cells, years)
    content = figures_parquet(frame)
    notes = release_of(edition, years[-1]).notes
    described = figures_description(edition.office, notes, len(frame), content)
    return {FIGURES_FILE: content, FIGURES_DESCRIPTION: described}


def downloads(edition: Edition, year: int, date: datetime.date | None = None) -> dict[str, bytes]:
    """File name → content of every download of `year`; the ZIP of all of them comes last.

    `date` is the day that the files say they are of, the last of the year where it is None.
    """
    return release_files(release_of(edition, year, date), long_table(edition))


def release_of(edition: Edition, year: int, date: datetime.date | None = None) -> Release:
    """What is published of a year, with the remarks of its audit."""
    remarks = {address: text for address, (_, text) in edition.audits[year].notes.items()}
    return Release(
        edition.office,
        edition.years[year],
        year,
        date,
        edition.ending,
        remarks,
        year in edition.drafts,
    )


def release_files(release: Release, cells: pd.DataFrame) -> dict[str, bytes]:
    """File name → content of a year's downloads; `cells` is the long table."""
    files = {f"{table.name}.csv": csv_bytes(table) for table in release.tables}
    files |= {
        f"{table.name}{CSV_METADATA}": csv_metadata(table, release.license_url, release.reporter)
        for table in release.tables
    }
    files["datapackage.json"] = package_json(release, files)
    files["figures.json"] = figures_json(release, cells)
    files[FIGURES_SCHEMA] = figures_schema()
    files[f"{release.name}.xlsx"] = workbook(release, cells)
    return {
        **files,
        f"{release.name}.zip": pack({"README.txt": readme(release), **files}, release.stamp),
    }
