"""The frontend as it is checked in: in step with its sources, with the licences of its parts."""

import subprocess
from pathlib import Path

from tests.sites import ROOT

STATIC = ROOT / "report/desk/static"
HOW = "Mend: make desk-assets"


def test_the_bundle_is_in_step_with_its_sources(tmp_path: Path) -> None:
    subprocess.run(["node", ROOT / "report/desk/frontend/build.mjs", tmp_path], check=True)
    for file in sorted(tmp_path.iterdir()):
        assert file.read_bytes() == (STATIC / file.name).read_bytes(), f"{file.name}: {HOW}"
    assert {file.name for file in tmp_path.iterdir()} == {file.name for file in STATIC.iterdir()}


def test_each_bundled_package_has_its_licence() -> None:
    parts = (STATIC / "LICENSES.txt").read_text("utf-8").split("-" * 80)
    assert any(part.strip().startswith("tabulator-tables ") for part in parts)
    for part in parts:
        name, _, text = part.strip().partition("\n")
        assert "Permission is hereby granted" in text, f"no licence with {name}"
