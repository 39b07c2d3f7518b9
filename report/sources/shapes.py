"""The shape of values in YAML files: what is read has the type that code and pages take it for.

YAML gives lists, groups, numbers, days and truth values where somebody meant words.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from report.problems.problem import Problem, problem

UNREAD = "…"  # stands where a text should be, and is reported


class WrittenKey(str):
    """A key of a mapping in a YAML file, with its line."""

    __slots__ = ("line",)
    line: int

    @classmethod
    def at(cls, text: str, line: int) -> "WrittenKey":
        """The key on that line, counted from 1."""
        key = cls(text)
        key.line = line
        return key


class YamlShape(Enum):
    """What a value may be; one that is missing may be anything."""

    TEXT = "text"
    WORDS = "words"  # a text, or a number that means what stands there
    TEXTS = "texts"
    LIST = "list"
    WORDS_OR_LIST = "words or list"  # WORDS, or a list of them
    GROUP = "group"
    WORDS_GROUP = "words group"  # a group whose values are WORDS
    SWITCH = "switch"
    NUMBER = "number"


def is_text(value: object) -> bool:
    """Whether a value is text."""
    return isinstance(value, str)


def is_number(value: object) -> bool:
    """Whether a value is a number; a truth value is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_words(value: object) -> bool:
    """Whether a value is text, or a number that can be written as one."""
    return is_text(value) or is_number(value)


def is_list_of(item: Callable[[object], bool], value: object) -> bool:
    """Whether a value is a list of such items."""
    return isinstance(value, list) and all(map(item, value))


HAS_SHAPE: Mapping[YamlShape, Callable[[Any], bool]] = {
    YamlShape.TEXT: is_text,
    YamlShape.WORDS: is_words,
    YamlShape.TEXTS: lambda value: is_list_of(is_text, value),
    YamlShape.LIST: lambda value: isinstance(value, list),
    YamlShape.WORDS_OR_LIST: lambda value: is_words(value) or is_list_of(is_words, value),
    YamlShape.GROUP: lambda value: isinstance(value, dict),
    YamlShape.WORDS_GROUP: lambda value: (
        isinstance(value, dict) and all(map(is_words, value.values()))
    ),
    YamlShape.SWITCH: lambda value: isinstance(value, bool),
    YamlShape.NUMBER: is_number,
}


def shaped(
    path: str, entry: Mapping[Any, Any], shapes: Mapping[str, YamlShape], first_line: int = 1
) -> tuple[dict[Any, Any], list[Problem]]:
    """An entry of a file without the values of another shape than its key has in `shapes`, and
    the Problem of each. A text is replaced, so that it is not told of as missing, too; other
    keys stay as they are. `first_line` is the line of the file where the YAML begins."""
    sound, problems = dict(entry), []
    for key, value in entry.items():
        shape = shapes.get(key)
        if value is None or shape is None or HAS_SHAPE[shape](value):
            continue
        problems.append(wrong_shape(path, line_of(key) + first_line - 1, str(key), shape))
        if shape in (YamlShape.TEXT, YamlShape.WORDS):
            sound[key] = UNREAD
        else:
            del sound[key]
    return sound, problems


def line_of(key: object) -> int:
    """The line of a key in its YAML text."""
    return key.line if isinstance(key, WrittenKey) else 1


def without_lines(content: Any) -> Any:
    """Content of a YAML file as any loader gives it, without lines."""
    if isinstance(content, Mapping):
        return {
            str(key): without_lines(value) for key, value in content.items() if key != "__line__"
        }
    return [without_lines(value) for value in content] if isinstance(content, list) else content


def wrong_shape(path: str, line: int, key: str, shape: YamlShape) -> Problem:
    """The Problem of a value that has not the shape of its key."""
    match shape:
        case YamlShape.TEXT | YamlShape.WORDS:
            return problem(path, line, "muc-khong-phai-chu", key=key)
        case YamlShape.TEXTS | YamlShape.WORDS_OR_LIST:
            return problem(path, line, "muc-khong-phai-danh-sach-chu", key=key)
        case YamlShape.LIST:
            return problem(path, line, "muc-khong-phai-nhieu-muc", key=key)
        case YamlShape.GROUP | YamlShape.WORDS_GROUP:
            return problem(path, line, "muc-khong-phai-nhom", key=key)
        case YamlShape.SWITCH:
            return problem(path, line, "muc-khong-phai-true-false", key=key)
        case YamlShape.NUMBER:
            return problem(path, line, "muc-khong-phai-so", key=key)
