"""`report desk`: opens the draft and serves the desk until it is stopped."""

import webbrowser
from pathlib import Path

from waitress.server import create_server

from report.desk.app import create_app
from report.desk.draft import DeskDraft
from report.desk.safety import LARGEST_BODY, doors_at

THREADS = 8


def serve_desk(root: Path, host: str, port: int, password: str, *, opens: bool) -> None:
    """Serve the desk of the office in `root`. Raises Mistake, OSError where the port is taken."""
    doors = doors_at(host, port, password)
    app = create_app(DeskDraft(root), doors)
    server = create_server(
        app,
        host=host,
        port=port,
        threads=THREADS,
        max_request_body_size=LARGEST_BODY + 1,
        ident=None,
    )
    print(f"Bàn biên tập: {doors.address}", flush=True)
    print("Để cửa sổ này mở khi đang sửa; bấm Ctrl-C để dừng. Bản nháp được giữ lại.", flush=True)
    if opens:
        webbrowser.open(doors.address)
    server.run()
