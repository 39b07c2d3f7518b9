"""Files of an office that attack whoever imports them: a message, or a draft that is text."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from report.drafting.importing import import_file
from report.official.pandoc import run_pandoc
from report.problems.problem import Mistake
from tests.hostile.conftest import EVERYTHING
from tests.hostile.corpus import PRIVATE, Attack, ImportAttack, Office, Traps, import_attacks
from tests.hostile.doors import command

CHOSEN = [one for one in import_attacks() if EVERYTHING or one.name.endswith("-1")]


@pytest.fixture(scope="session")
def good() -> dict[str, bytes]:
    """A good file of each kind by its name."""
    text = "# Báo cáo\n\nHuyện có 17 xã.\n\n| Xã | Số |\n|---|---|\n| A | 5 |\n"
    book = Workbook()
    book.worksheets[0].title = "Số hộ"
    for row in (["Xã", "Số hộ"], ["Ba Đồi", 955], ["Vũ Mẫu", 12]):
        book.worksheets[0].append(row)
    content = io.BytesIO()
    book.save(content)
    word = run_pandoc(["-f", "markdown", "-t", "docx"], text.encode())
    return {"bao-cao.docx": word, "bang.xlsx": content.getvalue()}


def attacked_file(good: bytes, attack: ImportAttack, traps: Traps) -> bytes:
    """A good file with the parts of an attack in it."""
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for name, change in attack.parts.items():
        if isinstance(change, str):
            parts[name] = traps.set_in(change)
        else:
            old, new = change
            assert old in parts[name], f"{name} has no {old}"
            parts[name] = parts[name].replace(old, traps.set_in(new), 1)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize("attack", CHOSEN, ids=lambda attack: attack.name)
def test_it_is_refused_or_becomes_a_draft_of_text(
    attack: ImportAttack, attacked: Office, traps: Traps, good: dict[str, bytes], tmp_path: Path
) -> None:
    folder = attacked.by(Attack("van-phong", {}, ()))
    file = tmp_path / attack.file
    file.write_bytes(attacked_file(good[attack.file], attack, traps))
    before = entries(tmp_path)
    if attack.code:
        with pytest.raises(Mistake) as refusal:
            import_file(folder, file, 2023)
        assert refusal.value.code == attack.code
        assert entries(tmp_path) == before
    else:
        draft = folder / import_file(folder, file, 2023)[0]
        new = entries(tmp_path) - before
        assert all(path.is_relative_to(draft.parent) for path in new)
        texts = [path.read_text("utf-8") for path in new if path.suffix in (".md", ".csv")]
        assert not any(PRIVATE in text for text in texts)
        status, said = command(draft, "check")
        assert status in (0, 1)
        assert "[the-html-khong-nhan]" not in said
        assert "[macro-viet-sai]" not in said
    assert traps.are_untouched()


def entries(folder: Path) -> set[Path]:
    """Every file and folder below a folder, but for what a check keeps for the next one."""
    return {path for path in folder.rglob("*") if ".cache" not in path.parts}
