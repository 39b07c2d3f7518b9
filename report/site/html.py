"""Results → HTML: in an attribute, in a sentence, as a block of its own.

`link` gives the address of a page under docs/, or of a file of the site, as the page that is
written leads to it.
"""

import re
from collections.abc import Callable
from functools import partial

from report.figures.results import (
    Chart,
    Citation,
    CitationList,
    ComputedNumber,
    Figure,
    Note,
    Panels,
    Register,
    RegisterRow,
    Result,
    SmallChart,
    TableView,
    Words,
)
from report.site.plots import plot_html, small_plot
from report.sources.addresses import (
    REGISTER_PAGE,
    audit_page,
    chart_place,
    place_page,
    table_page,
)
from report.text.markup import escape
from report.text.numbers import write_with_unit
from report.text.templates import render

Link = Callable[[str], str]
LINK_OF_RESULT = re.compile(r'<a\b(?:[^<>]*? (?:title|aria-label)="([^"]*)")?[^<>]*>')
USE = "Tải về, chia sẻ, trích dẫn, nhúng"
COMPUTED_AT = "so-do-trang-web-tinh"  # of the audit page, which lists them
FILTERS = (
    ("kind", "Loại văn bản"),
    ("issuer", "Cơ quan ban hành"),
    ("year", "Năm ban hành"),
)


def attribute(result: Result) -> str:
    """A result where nothing but words can stand: in an attribute, in code."""
    return escape(result.plain)


def html(result: Result, link: Link, shared: bool = True) -> str:
    """A result where elements can stand, inline or as a block, as it is by its kind; `shared`
    tables and charts lead to what can be done with them, which those of the manual have not."""
    inline = partial(html, link=link)
    match result:
        case Figure():
            marks = notes_html(result.notes, link) + computed_html(result.computed, link)
            return figure_html(result) + marks + earlier_html(result, link)
        case Words(is_open=True):
            place = f'<span class="cho-dien">{escape(result.text)}</span>'
            return place + notes_html(result.notes, link)
        case Words():
            return words_html(result, link) + notes_html(result.notes, link)
        case Citation():
            return citation_html(result, link)
        case SmallChart():
            return small_plot(result.plot)
        case TableView():
            leads = shared and not result.anchors and not result.years
            use = use_link(result, f"bang-{result.name}", link) if leads else ""
            return render("site/templates/table.html", table=result, inline=inline, use=use)
        case Chart():
            return render(
                "site/templates/chart.html",
                chart=result,
                place=chart_place(result.key),
                use=use_link(result.table, chart_place(result.key), link) if shared else "",
                plot=plot_html(result.plot, link),
                table=html(result.table, link, shared),
            )
        case Panels():
            return render("site/templates/panels.html", view=result, inline=inline)
        case CitationList():
            items = (f"<li>{html(one, link)}</li>\n" for one in result.citations)
            return f"<ul>\n{''.join(items)}</ul>"
        case Register():
            return register_html(result, link)


def without_links(source: str) -> str:
    """The HTML of a result with its links as their words, for a place within a link: none can
    stand in another. What a link says as its title stays."""
    return LINK_OF_RESULT.sub(words_of_link, source).replace("</a>", "</span>")


def words_of_link(link: re.Match[str]) -> str:
    """What opens the words of a link that is none, with what it says as their title."""
    return f'<span title="{link[1]}">' if link[1] else "<span>"


def words_html(words: Words, link: Link) -> str:
    """Words in which each place that they name leads to its page."""
    pieces, position = [], 0
    for place in words.places:
        name = escape(words.text[place.start : place.end])
        pieces.append(escape(words.text[position : place.start]))
        pieces.append(f'<a href="{link(place_page(place.key))}">{name}</a>')
        position = place.end
    return "".join([*pieces, escape(words.text[position:])])


def use_link(table: TableView, key: str, link: Link) -> str:
    """The link to what can be done with a table or chart; figure-menu.js shows it in place."""
    if not table.cells:
        return ""
    target = f"{link(table_page(table.cells[0].table))}#dung-{key}"
    return f' <a class="dung-hinh" data-search-exclude href="{target}">{USE}</a>'


def figure_html(figure: Figure) -> str:
    """`<data class="so" value="955" data-nguon="viec-lam.tinh.so_vu">955</data> vụ`"""
    source = " ".join(dict.fromkeys(cell.address for cell in figure.cells))
    year = f' data-nam="{figure.other_year}"' if figure.other_year else ""
    text = escape(figure.text)
    if figure.value is None:
        element = f'<span class="so" data-nguon="{source}"{year}>{text}</span>'
    else:
        value = figure.value
        element = f'<data class="so" value="{value}" data-nguon="{source}"{year}>{text}</data>'
    return write_with_unit(element, escape(figure.unit)) if figure.unit else element


def earlier_html(figure: Figure, link: Link) -> str:
    """The same figure of the years before, behind it in brackets."""
    before = "; ".join(f"năm {one.other_year}: {html(one, link)}" for one in figure.earlier)
    return f' <span class="qua-nam">({before})</span>' if before else ""


def notes_html(notes: tuple[Note, ...], link: Link) -> str:
    """The signs behind a figure that lead to the notes on it."""
    return "".join(
        f'<sup class="luu-y"><a href="{link(audit_page(note.folder))}#{escape(note.rule)}" '
        f'aria-label="{escape(note.title)}: {escape(note.text)}">※</a></sup>'
        for note in notes
    )


def computed_html(numbers: tuple[ComputedNumber, ...], link: Link) -> str:
    """The word behind a number that no cell has, which leads to how it was computed."""
    return "".join(
        f'<sup class="luu-y" data-search-exclude>{computed_mark(number, link)}</sup>'
        for number in numbers
    )


def computed_mark(number: ComputedNumber, link: Link) -> str:
    """The word itself; common tables may have no such list."""
    table = number.cells[0].table
    if table.year is None:
        return f'<span title="{escape(number.explanation)}">tính</span>'
    return (
        f'<a href="{link(audit_page(table.folder))}#{COMPUTED_AT}" '
        f'aria-label="{escape(number.explanation)}">tính</a>'
    )


def citation_html(citation: Citation, link: Link) -> str:
    """The name of a document, which leads to its row in the register, and what follows it."""
    name = f'<a href="{link(REGISTER_PAGE)}#{citation.key}">{escape(citation.name)}</a>'
    return f"{name} {escape(citation.rest)}" if citation.rest else name


def register_html(register: Register, link: Link) -> str:
    """The register as a table with filters, each row with its key as anchor.

    The filters wait hidden for the script that works them; the table needs none.
    """
    return render(
        "site/templates/register.html",
        rows=register.rows,
        filters=[(name, title, choices(register.rows, name)) for name, title in FILTERS],
        link=link,
    )


def choices(rows: tuple[RegisterRow, ...], name: str) -> list[str]:
    """What a filter may ask for, each once, newest year first."""
    return sorted({str(getattr(row, name)) for row in rows}, reverse=name == "year")
