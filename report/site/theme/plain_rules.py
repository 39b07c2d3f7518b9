"""Rules that a parser of stylesheets would write as they stand: most are such.

It makes a hundred thousand objects of a theme's stylesheet, which takes longer than anything else
that a small site needs once. So it is given a number in the place of each plain rule: one of simple
selectors, without comments, escapes and further blocks, with spaces only where they part words.
"""

import re
from collections.abc import Iterator

NUMBER_MARK = "\ue000"  # what is no sign of any text: of private use in Unicode
CSS_SPACE = r"[ \t\n]*+"
CSS_NAME = r"(?![uU]\+)-{0,2}[a-zA-Z_][\w-]*+"  # `u+a` is a range of signs
PLAIN_ATTRIBUTE = rf"\[{CSS_NAME}(?:={CSS_NAME})?+\]"
PLAIN_ARGUMENT = rf":not\((?:[.#:]?{CSS_NAME}|{PLAIN_ATTRIBUTE})++\)|:nth-child\([0-9]++\)"
# Lists of elements, classes, ids, attributes, and pseudo-classes, most without arguments.
PLAIN_SELECTORS = (
    rf"(?:[>+~*,]| (?! )|[.#]?{CSS_NAME}|{PLAIN_ARGUMENT}|::?{CSS_NAME}|{PLAIN_ATTRIBUTE})++"
)
# Names, numbers with their units and colours, each apart from the next one; `1e` has no unit.
CSS_NUMBER = r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:%|(?![eE][^a-zA-Z])[a-zA-Z]++)?"
PLAIN_WORD = rf"(?:(?![uU][rR][lL]\(){CSS_NAME}|{CSS_NUMBER}|#[\w-]++)(?=[ \t\n,()/*;!}}])"
PLAIN_PART = rf"{PLAIN_WORD}|[,*]|/(?!\*)| (?! )|[+-](?= )|\"[^\"\\\n(){{}};!]*\""
PLAIN_CALL = rf"\((?:{PLAIN_PART}|\((?:{PLAIN_PART}|\((?:{PLAIN_PART})*+\))*+\))*+\)"
PLAIN_VALUE = rf"{CSS_SPACE}:{CSS_SPACE}(?:{PLAIN_PART}|{PLAIN_CALL})++(?:!important)?+{CSS_SPACE}"
PLAIN_DECLARATION = rf"{CSS_SPACE}{CSS_NAME}{PLAIN_VALUE}(?:;|(?=\}}))"
# Such a rule behind another one, or what could look like it: comments, strings, addresses, escapes.
RULE_OR_HIDDEN = re.compile(
    rf"(?<=[{{}}])(?<!\\[{{}}])({CSS_SPACE})({PLAIN_SELECTORS}\{{(?:{PLAIN_DECLARATION})++{CSS_SPACE}\}})"
    r"|/\*.*?(?:\*/|\Z)"
    r'|"(?:\\.|[^"\\\n])*"?'
    r"|'(?:\\.|[^'\\\n])*'?"
    r"|[uU][rR][lL]\((?:\\.|[^)\\\"'])*\)?"
    r"|\\.",
    re.DOTALL | re.ASCII,
)
RULE_NUMBER = re.compile(f"@{NUMBER_MARK} ([0-9]+);?")
NEEDED_NAME = re.compile(rf":[\w-]+\([^)]*\)|::?{CSS_NAME}|[.#=[]?({CSS_NAME})", re.ASCII)


def numbered(css: str) -> tuple[str, list[str]]:
    """The stylesheet with numbers in the place of plain rules, and these; a number is a statement
    of its own, which may stand wherever a rule may."""
    rules: list[str] = []
    if NUMBER_MARK in css:
        return css, rules

    def number(found: re.Match[str]) -> str:
        space, rule = found.groups()
        if not rule:
            return found[0]
        rules.append(rule)
        return f"{space}@{NUMBER_MARK} {len(rules) - 1};"

    return RULE_OR_HIDDEN.sub(number, css), rules


def selectors_of(rule: str) -> Iterator[tuple[str, list[str]]]:
    """The selectors of a plain rule, each with the names that it needs."""
    for selector in rule.partition("{")[0].split(","):
        yield " ".join(selector.split()), [name for name in NEEDED_NAME.findall(selector) if name]


def declarations_of(rule: str) -> Iterator[tuple[str, str]]:
    """The properties of a plain rule, each with its declaration."""
    for declaration in rule.partition("{")[2].rstrip("}").split(";"):
        name, colon, value = (part.strip() for part in declaration.partition(":"))
        if colon:
            words, bang, important = value.partition("!")
            yield name, f"{name}:{words.strip()}{bang}{important}"
