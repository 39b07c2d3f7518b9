"""A desk over a miniature office, and a browser's requests to it without a browser."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from report.desk.app import create_app
from report.desk.draft import DeskDraft
from report.desk.safety import Doors
from tests.office import office

ADDRESS = "http://127.0.0.1:8010"
OWN = {"Origin": ADDRESS, "X-Ban-Bien-Tap": "1"}
RULES = "quy_tac:\n  - id: lua-ngo\n    cau: Ngô ít hơn lúa.\n    loai: khong_qua\n"
RULES += "    bang: cay-trong.ngo.so_ho\n    toi_da: cay-trong.lua.so_ho\n"
Json = dict[str, Any]


class DeskClient:
    """A browser that was opened with the key."""

    def __init__(self, app: Flask, doors: Doors) -> None:
        self.doors = doors
        self.client: FlaskClient = app.test_client()
        self.client.set_cookie(doors.cookie, doors.key, domain="127.0.0.1")

    def get(self, path: str, status: int = 200) -> Json:
        """The answer to a question."""
        answer = self.client.get(f"/ban/api/{path}", base_url=ADDRESS)
        assert answer.status_code == status, answer.text
        return json.loads(answer.text)

    def post(self, path: str, body: object, status: int = 200) -> Json:
        """The answer to a request that changes something."""
        answer = self.client.post(
            f"/ban/api/{path}",
            data=json.dumps(body),
            content_type="application/json",
            base_url=ADDRESS,
            headers=OWN,
        )
        assert answer.status_code == status, answer.text
        return json.loads(answer.text)

    def set(self, table: str, row: str, column: str, text: str, status: int = 200) -> Json:
        """Write one cell."""
        cell = {"row": row, "column": column, "text": text}
        return self.post(f"table/{table}/cells", {"cells": [cell]}, status)


def open_desk(root: Path, files: Mapping[str, str | None] | None = None) -> DeskClient:
    """The desk of the miniature office in a folder, made where it is not there."""
    if not (root / "data").is_dir():
        office(root, {"data/2022/doi-chieu.yaml": RULES, **(files or {})})
    doors = Doors()
    return DeskClient(create_app(DeskDraft(root), doors), doors)


def draft_of(desk: DeskClient) -> DeskDraft:
    """The draft of a desk."""
    draft = desk.client.application.extensions["desk"].draft
    assert isinstance(draft, DeskDraft)
    return draft
