"""`report desk`: opens the draft and serves the desk until it is stopped."""

import socket
import webbrowser
from pathlib import Path

from waitress.server import create_server

from report.desk.app import create_app
from report.desk.draft import DeskDraft
from report.desk.safety import LARGEST_BODY, doors_at
from report.problems.problem import Mistake

THREADS = 8
# Connections that ask for nothing must not keep others out.
CONNECTIONS, PATIENCE = 1000, 20  # seconds


def serve_desk(root: Path, host: str, port: int, password: str, *, opens: bool) -> None:
    """Serve the desk of the office in `root`, until it is stopped. Raises Mistake where it cannot
    listen there, or the draft cannot be opened; OSError."""
    doors = doors_at(host, port, password)
    draft = DeskDraft(root)
    with listening(host, port) as listener:
        app = create_app(draft, doors)
        server = create_server(
            app,
            sockets=[listener],
            threads=THREADS,
            max_request_body_size=LARGEST_BODY + 1,
            ident=None,
            connection_limit=CONNECTIONS,
            channel_timeout=PATIENCE,
            cleanup_interval=PATIENCE // 2,
        )
        print(f"Bàn biên tập: {doors.address}", flush=True)
        print(
            "Để cửa sổ này mở khi đang sửa; bấm Ctrl-C để dừng. Bản nháp được giữ lại.", flush=True
        )
        if opens:
            webbrowser.open(doors.address)
        try:
            server.run()
        finally:
            app.extensions["desk"].close()


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises Mistake where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError:
        raise Mistake("ban-cong-ban", host=host, port=port) from None
