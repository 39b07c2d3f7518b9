"""The bill of materials names what built the site: no more, no less, with hashes to compare."""

import hashlib
import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from typing import Any

import pytest

from tests.project.test_installation import SITE, locked
from tests.sites import ROOT


def printed(**variables: str) -> str:
    """What the script prints, in a process that knows no more than `variables`."""
    command = [sys.executable, ROOT / ".github" / "scripts" / "sbom.py"]
    known = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run(command, check=True, capture_output=True, env=known).stdout.decode()


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed())
    return found


def of_index(bill: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The packages of the Python index by their names."""
    found = [one for one in bill["components"] if one.get("purl", "").startswith("pkg:pypi/")]
    return {one["name"]: one for one in found}


def test_it_says_that_it_is_cyclonedx(bill: dict[str, Any]) -> None:
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    references = [one["bom-ref"] for one in bill["components"]]
    assert len(set(references)) == len(references)


def test_it_names_the_packages_that_are_installed_here_and_of_each_one_version(
    bill: dict[str, Any],
) -> None:
    """The lock has some packages twice, for two versions of Python."""
    found = of_index(bill)
    assert set(locked(SITE)) - set(found) <= {"colorama", "tzdata"}  # of Windows
    for name, one in found.items():
        assert one["version"] == version(name)
        assert one["purl"] == f"pkg:pypi/{name}@{one['version']}"


def test_a_package_has_all_hashes_that_its_installation_is_held_against(
    bill: dict[str, Any],
) -> None:
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    for one in of_index(bill).values():
        entry = re.search(rf"^{one['name']}=={re.escape(one['version'])} .*\n( .*\n)*", lock, re.M)
        wanted = re.findall(r"sha256:(\w+)", entry[0] if entry else "")
        (files,) = one["externalReferences"]
        assert [hashed["content"] for hashed in files["hashes"]] == wanted != []


def test_what_the_project_holds_of_others_has_the_hash_of_its_file(bill: dict[str, Any]) -> None:
    held = [one for one in bill["components"] if "hashes" in one]
    for one in held:
        content = (ROOT / one["name"]).read_bytes()
        assert one["hashes"][0]["content"] == hashlib.sha256(content).hexdigest()
    fonts = {one["name"] for one in held if one["type"] == "file"}
    assert fonts == {
        path.relative_to(ROOT).as_posix()
        for ending in ("woff2", "ttf")
        for path in (ROOT / "report").rglob(f"*.{ending}")
    }


def test_every_part_is_needed_by_the_site_or_by_another(bill: dict[str, Any]) -> None:
    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    reached, waiting = set(), [bill["metadata"]["component"]["bom-ref"]]
    while waiting:
        reached.add(one := waiting.pop())
        waiting += [ref for ref in needs.get(one, []) if ref not in reached]
    assert {one["bom-ref"] for one in bill["components"]} <= reached


def test_the_same_project_gives_the_same_bytes(bill: dict[str, Any]) -> None:
    assert printed(TZ="Asia/Tokyo", LC_ALL="C") == printed(TZ="UTC", LC_ALL="C.UTF-8")
    other = json.loads(printed(REVISION="a" * 40))
    assert other["metadata"]["component"]["version"] == "a" * 40
    assert other["serialNumber"] != bill["serialNumber"]
