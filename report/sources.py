"""Reads the files that editors write: UTF-8 text in NFC, and YAML with its lines."""

import io
import unicodedata
from pathlib import Path
from typing import Any

import yaml

from report.problems import Problem

FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it was compiled in


class ProblemFound(Exception):
    """A file cannot be read any further; carries the Problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class LineLoader(FAST_LOADER):  # type: ignore[misc,valid-type]
    """Safe YAML whose mappings know their line under the key "__line__"."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping with its line, counted from 1."""
        return {"__line__": node.start_mark.line + 1, **super().construct_mapping(node, deep)}


def read_text(path: Path, name: str) -> str:
    """The text of a UTF-8 file, in NFC as it must stand there; `name` is its path in messages.

    Raises ProblemFound with the line of the first byte or letter that is wrong.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ProblemFound(
            Problem(
                name,
                line,
                "tệp không phải là UTF-8",
                "Lưu lại bằng mã UTF-8 (Excel: “CSV UTF-8”; Notepad: Encoding → UTF-8)",
            )
        ) from None
    if not unicodedata.is_normalized("NFC", text):
        for number, content_line in enumerate(io.StringIO(text), start=1):
            if not unicodedata.is_normalized("NFC", content_line):
                raise ProblemFound(
                    Problem(
                        name,
                        number,
                        "chữ có dấu viết bằng mã tổ hợp (NFD), trông giống nhưng máy không nhận ra",
                        "Gõ lại dòng này bằng Unikey, bảng mã “Unicode” (dựng sẵn)",
                    )
                )
    return text


def read_yaml(path: Path, name: str) -> dict[str, Any]:
    """The mapping in a YAML file. Raises ProblemFound where it is not one."""
    try:
        content = yaml.load(read_text(path, name), LineLoader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise ProblemFound(
            Problem(
                name,
                mark.line + 1 if mark else 1,
                "tệp YAML viết sai",
                "Kiểm tra dấu cách đầu dòng, dấu hai chấm và dấu nháy quanh dòng này",
            )
        ) from None
    except yaml.YAMLError:
        raise ProblemFound(
            Problem(name, 1, "tệp YAML có ký tự lạ", "Xóa ký tự điều khiển rồi lưu lại bằng UTF-8")
        ) from None
    if not isinstance(content, dict):
        raise ProblemFound(
            Problem(name, 1, "tệp trống hoặc không có mục nào", "Khôi phục tệp từ lần sửa trước")
        )
    return content
