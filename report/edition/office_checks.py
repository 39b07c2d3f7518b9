"""Checks of what an office says of itself in data/don-vi.yaml: generators of Problem.

Each check's docstring is its rule.
"""

import re
from collections.abc import Iterator

from report.edition.edition import (
    LETTERHEAD,
    LICENSE,
    OFFICE,
    OFFICE_CODE,
    OFFICE_GROUPS,
    Edition,
)
from report.problems.problem import Problem, near_miss, problem
from report.sources.shapes import UNREAD

LICENSE_PROPERTIES = {"ma": "mã SPDX", "ten": "tên", "dia_chi": "địa chỉ"}
OFFICE_PROPERTIES = {"ten": "tên cơ quan", "trang": "tên trang", "mo_ta": "mô tả trang"}
OPTIONAL_OFFICE_PROPERTIES = (
    LETTERHEAD,
    "co_quan_chu_quan",
    "ten_ngan",
    "dia_danh",
    OFFICE_CODE,
    "tinh",
    "dia_chi",
    "dien_thoai",
)
# Those that become addresses of links.
LINKED_OFFICE_PROPERTIES = {
    "thu_dien_tu": (
        re.compile(r"[^\s@<>\"?&]{1,64}@[^\s@<>\"?&]{1,255}\.[^\s@<>\"?&]+"),
        "ten@co-quan.gov.vn",
    ),
    # With places for the address of the page and for what its reader chose.
    "bieu_mau_gop_y": (
        re.compile(r"https://[^\s<>\"{}]+(?:\{(?:trang|y_kien)\}[^\s<>\"{}]*)*"),
        "https://co-quan.gov.vn/gop-y?trang={trang}&y-kien={y_kien}",
    ),
    "cong_thong_tin": (re.compile(r"https?://[^\s<>\"]+"), "https://co-quan.gov.vn"),
}


def office_is_described(edition: Edition) -> Iterator[Problem]:
    """don-vi.yaml names the office and its site."""
    for key, what in OFFICE_PROPERTIES.items():
        if edition.office and not edition.office.get(key):
            yield problem(OFFICE, 1, "co-quan-thieu-muc", what=what, key=key)


def office_can_be_read(edition: Edition) -> Iterator[Problem]:
    """What don-vi.yaml says has a name that the site knows; an address can be one."""
    known = [
        *OFFICE_PROPERTIES,
        *OPTIONAL_OFFICE_PROPERTIES,
        *LINKED_OFFICE_PROPERTIES,
        *OFFICE_GROUPS,
    ]
    for key, value in edition.office.items():
        if key == "__line__" or key in OFFICE_GROUPS or value is None:
            continue
        line = edition.office_lines.get(key, 1)
        if key not in known:
            guess, names = near_miss(str(key), known), ", ".join(known)
            yield problem(OFFICE, line, "muc-co-quan-la", guess=guess, key=key, known=names)
        elif key in LINKED_OFFICE_PROPERTIES and value != UNREAD:
            form, example = LINKED_OFFICE_PROPERTIES[key]
            if not form.fullmatch(value):
                yield problem(OFFICE, line, "lien-he-viet-sai", key=key, value=value, form=example)


def license_is_described(edition: Edition) -> Iterator[Problem]:
    """A licence in don-vi.yaml has the code, the name and the address that downloads give."""
    if LICENSE in edition.office:
        stated = edition.office[LICENSE] or {}
        for key, what in LICENSE_PROPERTIES.items():
            if not stated.get(key):
                line = stated.get("__line__", 1)
                yield problem(OFFICE, line, "giay-phep-thieu-muc", what=what, key=key)
        form, example = LINKED_OFFICE_PROPERTIES["cong_thong_tin"]
        address = str(stated.get("dia_chi") or "")
        if address and not form.fullmatch(address):
            key, line = f"{LICENSE}.dia_chi", stated.get("__line__", 1)
            yield problem(OFFICE, line, "lien-he-viet-sai", key=key, value=address, form=example)
