"""Several stylesheets as one, without the rules that no page of the site can use.

The theme brings rules for all it can do; a site uses a part. A rule goes only where that is
certain: its selector needs an element, class, id or attribute whose name stands in no tag of
any page and in no script, so it can match nothing, whatever the scripts do.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tinycss2
from tinycss2 import ast

from report.site.theme.plain_rules import (
    NUMBER_MARK,
    RULE_NUMBER,
    declarations_of,
    numbered,
    selectors_of,
)

# (An end tag has no name that the element's begin has not.)
TAG_OR_SCRIPT = re.compile(r"<script\b.*?</script>|<[^/][^>]*>", re.DOTALL)
NAME = re.compile(r"[\w-]+", re.ASCII)
ESCAPED_DIGIT = re.compile(r"\\0*3\d")
REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
CONDITIONAL = {"media", "supports", "container", "layer"}
CHOICES = {"is", "where", "has"}
# What scripts of the theme make only where a page has something for it, by the beginnings of its
# names, with the name that calls for it; a name of its own on a page does so, too.
MADE_FOR = {
    "tabbed-": "tabbed-set",
    "md-annotation": "annotate",
    "md-source": "md-source",  # of repo_url
    "md-tag": "md-tag",
    "md-version": "provider",  # of extra.version
}
# A script of the theme asks whether a page runs from right to left; none makes it so.
ASKED_ONLY = {"rtl"}


def tags(html: str) -> list[str]:
    """The begins of a page's elements, and its scripts; most stand on others too."""
    return TAG_OR_SCRIPT.findall(html)


def names_in(texts: Iterable[str]) -> set[str]:
    """Every word of tags and scripts: names of elements, classes, attributes…"""
    found = {name for text in texts for name in NAME.findall(text)}
    return found - ASKED_ONLY


def names_of_site(tags: Iterable[str], scripts: Iterable[str]) -> set[str]:
    """The names that the tags of all pages and the scripts use, without those that no script
    will make here."""
    on_pages = names_in(tags)
    unmade = tuple(
        beginning
        for beginning, caller in MADE_FOR.items()
        if not any(name == caller or name.startswith(beginning) for name in on_pages)
    )
    return on_pages | {name for name in names_in(scripts) if not name.startswith(unmade)}


def asked_for(css: str, names: set[str]) -> set[str]:
    """The names that a stylesheet is reduced by: of the numbers, which attributes have with each
    figure, only those that it may ask for."""
    if ESCAPED_DIGIT.search(css):
        return names
    asked = set(NAME.findall(css))
    return {name for name in names if not name[0].isdigit() or name[-1] in "-_" or name in asked}


def reduced(css: str, names: set[str]) -> str:
    """The stylesheet without comments and without what `names` says cannot apply.

    Selectors that need another name go first, then custom properties and animations that
    nothing refers to any more. What a browser cannot parse goes too, as it does there.
    """
    pieces = list(_used(css, Names(names)))
    text, before = "".join(map(str, pieces)), ""
    while text != before:
        referred = names | set(REFERENCE.findall(text)) | _animations(text)
        pieces = list(_referred(pieces, referred))
        text, before = "".join(map(str, pieces)), text
    return text


@dataclass(frozen=True)
class Declaration:
    """A property with its value, or any statement that is kept as it stands."""

    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.text};"


@dataclass(frozen=True)
class Block:
    """A rule: what stands before the brace, and what stands within."""

    head: str
    content: "list[Declaration | Block]"

    def __str__(self) -> str:
        return f"{self.head}{{{''.join(map(str, self.content))}}}"


class Names:
    """The names that pages and scripts use.

    A script may put a name together ("md-tag--" + kind): a word that ends in a hyphen or
    an underscore stands for all names that begin with it.
    """

    def __init__(self, names: set[str]) -> None:
        self.whole = names
        self.beginnings = tuple(n for n in names if n[-1] in "-_" and n.strip("-_"))

    def __contains__(self, name: str) -> bool:
        return name in self.whole or name.startswith(self.beginnings)


def _used(css: str, names: Names) -> Iterator[Declaration | Block]:
    """The rules of a stylesheet, without selectors that can match nothing. Where something does not
    parse, plain rules may be parts of that: then the parser is given the whole."""
    text, rules = numbered(css)
    tokens = tinycss2.parse_component_value_list(text, skip_comments=True)
    if rules and _has_errors(tokens):
        tokens, rules = tinycss2.parse_component_value_list(css, skip_comments=True), []
    sheet = tinycss2.parse_stylesheet(tokens, skip_comments=True, skip_whitespace=True)
    return _with_plain(_matching(sheet, names), rules, names)


def _has_errors(tokens: Iterable[ast.Node]) -> bool:
    """Whether there is something among tokens, and in their blocks, that is none."""
    for token in tokens:
        within = getattr(token, "content", None) or getattr(token, "arguments", None) or ()
        if isinstance(token, ast.ParseError) or _has_errors(within):
            return True
    return False


def _matching(nodes: Iterable[ast.Node], names: Names) -> Iterator[Declaration | Block]:
    """The rules, without selectors that can match nothing."""
    for node in nodes:
        if isinstance(node, ast.Declaration):
            important = "!important" if node.important else ""
            yield Declaration(node.name, f"{node.name}:{_text(node.value)}{important}")
        elif isinstance(node, ast.QualifiedRule):
            selectors = [_text(s) for s in _split(node.prelude) if _can_match(s, names)]
            if selectors:
                yield Block(",".join(selectors), list(_matching(_parsed(node.content), names)))
        elif isinstance(node, ast.AtRule):
            yield _at_rule(node, names)


def _with_plain(
    pieces: Iterable[Declaration | Block], rules: list[str], names: Names
) -> Iterator[Declaration | Block]:
    """The rules, with plain ones in the place of their numbers, without selectors that can match
    nothing; what the parser has left as it stood (`@keyframes`) has them as they stood there."""

    def as_it_stood(text: str) -> str:
        return RULE_NUMBER.sub(lambda found: rules[int(found[1])], text)

    for piece in pieces:
        if not rules:
            yield piece
        elif isinstance(piece, Block):
            content = list(_with_plain(piece.content, rules, names))
            yield Block(as_it_stood(piece.head), content)
        elif piece.name == NUMBER_MARK:
            yield from _plain(rules[int(piece.text)], names)
        else:
            yield Declaration(piece.name, as_it_stood(piece.text))


def _plain(rule: str, names: Names) -> Iterator[Block]:
    """A plain rule, where it can match something."""
    selectors = [
        text for text, needed in selectors_of(rule) if all(name in names for name in needed)
    ]
    if selectors:
        declarations = [Declaration(name, text) for name, text in declarations_of(rule)]
        yield Block(",".join(selectors), [*declarations])


def _at_rule(node: ast.AtRule, names: Names) -> Declaration | Block:
    """`@media` and its like hold rules; all others stay as they are."""
    head = f"@{node.at_keyword} {_text(node.prelude)}".rstrip()
    if node.content is None:
        is_number = node.at_keyword == NUMBER_MARK
        return Declaration(NUMBER_MARK, _text(node.prelude)) if is_number else Declaration("", head)
    if node.lower_at_keyword in CONDITIONAL:
        return Block(head, list(_matching(_parsed(node.content), names)))
    return Block(head, [Declaration("", _text(node.content).rstrip(";"))])


def _parsed(content: list[ast.Node]) -> Iterable[ast.Node]:
    """Declarations and rules between braces."""
    return tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)


def _text(tokens: Iterable[ast.Node]) -> str:
    """The tokens as text, without comments, white space as one blank."""
    return "".join(
        " " if isinstance(token, ast.WhitespaceToken) else token.serialize()
        for token in tokens
        if not isinstance(token, ast.Comment)
    ).strip()


def _split(tokens: Iterable[ast.Node]) -> list[list[ast.Node]]:
    """A selector list → its selectors."""
    parts: list[list[ast.Node]] = [[]]
    for node in tokens:
        if _is_mark(node, ","):
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _is_mark(node: ast.Node | None, *marks: str) -> bool:
    """Whether the node is one of these signs."""
    return isinstance(node, ast.LiteralToken) and node.value in marks


def _can_match(selector: list[ast.Node], names: Names) -> bool:
    """Whether all names that the selector needs are in use."""
    pairs = zip([None, *selector], selector, strict=False)
    return all(_is_there(node, before, names) for before, node in pairs)


def _is_there(node: ast.Node, before: ast.Node | None, names: Names) -> bool:
    """Whether what one part of a selector names is in use.

    Marks, combinators and pseudo-classes name nothing, nor does what `:not()` excludes.
    """
    if isinstance(node, ast.HashToken):
        return node.value in names
    if isinstance(node, ast.IdentToken):
        return _is_mark(before, ":") or node.value in names
    if isinstance(node, ast.SquareBracketsBlock):
        return _attribute_is_there(node.content, names)
    if isinstance(node, ast.FunctionBlock) and node.lower_name in CHOICES:
        return any(_can_match(choice, names) for choice in _split(node.arguments))
    return True


def _attribute_is_there(content: list[ast.Node], names: Names) -> bool:
    """Whether the attribute is in use, and its value too where the selector has it whole."""
    name, *value = [n.value for n in content if isinstance(n, ast.IdentToken | ast.StringToken)]
    whole = not any(_is_mark(node, "^=", "$=", "*=") for node in content)
    needed = NAME.findall(value[0]) if value and whole else []
    return all(word in names for word in (name, *needed))


def _animations(text: str) -> set[str]:
    """The names of all animations that some rule runs."""
    values = re.findall(r"animation(?:-name)?:([^;}]*)", text)
    return {name for value in values for name in NAME.findall(value)}


def _referred(
    pieces: Iterable[Declaration | Block], referred: set[str]
) -> Iterator[Declaration | Block]:
    """The rules, without custom properties and animations that nothing refers to."""
    for piece in pieces:
        if isinstance(piece, Declaration):
            if not piece.name.startswith("--") or piece.name in referred:
                yield piece
        elif not piece.head.partition("keyframes ")[1] or piece.head.split()[-1] in referred:
            content = list(_referred(piece.content, referred))
            if content:
                yield Block(piece.head, content)
