"""Who may talk to the desk: nobody but the browser that was opened with its key, on this machine.

Another site that is open in the same browser can send requests here, and can have its own name
lead to this machine. So each request has to name this server as its host and to have the cookie
that only the key gives; one that changes something has to come from a page of the desk, and in a
form that no other site's page can send without being asked first.
"""

import hmac
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask import Flask, Request, Response, make_response, redirect, request

from report.problems.problem import Mistake
from report.text.templates import render

PORT = 8010
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SHELL = "/ban/"
SIGN_IN = "/ban/vao"
KEY = "khoa"  # of the address that is opened first
OWN_HEADER = "X-Ban-Bien-Tap"
LARGEST_BODY = 5_000_000
TRIES = 5  # of a password, before it waits
WAIT = 60.0  # seconds
# A drawing that somebody proposed may have a script, which is told of; opened by itself it would
# run as a page of the desk.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
SAFE_METHODS = ("GET", "HEAD")
DESK_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


@dataclass
class Doors:
    """Where the desk listens and who comes in: the addresses that it is called by, the key, and
    the password where it listens to other machines."""

    host: str = "127.0.0.1"
    port: int = PORT
    password: str = ""
    key: str = field(default_factory=lambda: secrets.token_hex(32))
    outer: str = ""  # the name of this server at the forwarder of a Codespace
    wrong: int = 0
    closed_until: float = 0.0

    @property
    def hosts(self) -> set[str]:
        """What a request may name as its host."""
        names = {f"{name}:{self.port}" for name in (*LOOPBACK, self.host)}
        return names | ({self.outer} if self.outer else set())

    @property
    def origins(self) -> set[str]:
        """Where a request that changes something may come from."""
        own = {f"http://{name}:{self.port}" for name in (*LOOPBACK, self.host)}
        return own | ({f"https://{self.outer}"} if self.outer else set())

    @property
    def cookie(self) -> str:
        """The name of the cookie: cookies do not tell ports apart."""
        return f"ban-bien-tap-{self.port}"

    @property
    def address(self) -> str:
        """The address to open first."""
        host = f"https://{self.outer}" if self.outer else f"http://{self.host}:{self.port}"
        return f"{host}{SIGN_IN}" if self.password else f"{host}{SHELL}?{KEY}={self.key}"

    def knows(self, given: str | None) -> bool:
        """Whether that is the key."""
        return given is not None and hmac.compare_digest(given.encode(), self.key.encode())

    def lets_in(self, password: str) -> bool:
        """Whether that is the password; after some wrong ones none is, for a minute."""
        if not self.password or time.monotonic() < self.closed_until:
            return False
        if hmac.compare_digest(password.encode(), self.password.encode()):
            self.wrong = 0
            return True
        self.wrong += 1
        if self.wrong % TRIES == 0:
            self.closed_until = time.monotonic() + WAIT
        return False


def doors_at(
    host: str, port: int, password: str, environment: Mapping[str, str] = os.environ
) -> Doors:
    """The doors of a desk. Raises Mistake where it would listen to other machines without a
    password, or at no address in particular."""
    is_here = host in ("127.0.0.1", "localhost", "::1")
    if not is_here and not password:
        raise Mistake("ban-can-mat-khau", host=host)
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - it is refused
        raise Mistake("ban-can-dia-chi", host=host or "(trống)")
    name, domain = (
        environment.get("CODESPACE_NAME", ""),
        environment.get("GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN", ""),
    )
    is_forwarded = environment.get("CODESPACES") == "true" and name and domain
    outer = f"{name}-{port}.{domain}" if is_forwarded else ""
    return Doors(f"[{host}]" if ":" in host else host, port, password, outer=outer)


def guard_desk(app: Flask, doors: Doors) -> None:
    """Have an app ask each request for what the doors want."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.before_request(lambda: refusal_of(request, doors))
    app.after_request(with_headers)

    @app.post(SIGN_IN)
    def sign_in() -> Response:
        """Let in who knows the password."""
        if not doors.lets_in(request.form.get("mat_khau", "")):
            return sentence_page(
                "Mật khẩu không đúng. Sai nhiều lần thì phải chờ một phút.", 403, True
            )
        return let_in(doors, make_response(redirect(SHELL, 303)))

    @app.get(SIGN_IN)
    def ask() -> Response:
        """Ask for the password."""
        return sentence_page("Nhập mật khẩu của bàn biên tập.", 200, bool(doors.password))


def refusal_of(asked: Request, doors: Doors) -> Response | None:
    """The answer to a request that is not let through; None for one that is."""
    if asked.headers.get("Host", "").lower() not in doors.hosts:
        return sentence_page("Địa chỉ này không phải của bàn biên tập.", 403)
    if asked.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site") and not is_opening(asked):
        return sentence_page("Trang khác không được gọi bàn biên tập.", 403)
    if "Service-Worker" in asked.headers:  # it would keep pages of a draft, and answer for the desk
        return sentence_page("Bàn biên tập không lưu trang để đọc ngoại tuyến.", 403)
    is_change = asked.method not in SAFE_METHODS
    if is_change and asked.headers.get("Origin") not in doors.origins:
        return sentence_page("Trang khác không được gọi bàn biên tập.", 403)
    if asked.path == SIGN_IN:
        return None
    if is_change and (asked.headers.get(OWN_HEADER) != "1" or not asked.is_json):
        return sentence_page("Yêu cầu không đúng cách của bàn biên tập.", 403)
    if doors.knows(asked.cookies.get(doors.cookie)):
        return None
    if asked.path == SHELL and not doors.password and doors.knows(asked.args.get(KEY)):
        return let_in(doors, opened())
    if doors.password and asked.method == "GET" and asked.path == SHELL:
        return redirect_to_sign_in()
    return sentence_page("Mở lại địa chỉ mà lệnh “report desk” vừa in ra.", 401)


def is_opening(asked: Request) -> bool:
    """Whether a request opens the desk in a window, as a link on another page does."""
    return (
        asked.method == "GET"
        and asked.headers.get("Sec-Fetch-Mode") == "navigate"
        and (asked.headers.get("Sec-Fetch-Dest") == "document")
    )


def redirect_to_sign_in() -> Response:
    """The way to the form for the password."""
    return make_response(redirect(SIGN_IN, 303))


def let_in(doors: Doors, answer: Response) -> Response:
    """An answer with the cookie."""
    answer.set_cookie(doors.cookie, doors.key, path="/", httponly=True, samesite="Strict")
    return answer


def opened() -> Response:
    """A page that leads on to the desk, without the key in its address. A redirect would not do:
    where the key came by a link of another page, browsers keep a strict cookie from it."""
    rest = urlencode([(name, text) for name, text in request.args.items() if name != KEY])
    address = f"{SHELL}?{rest}" if rest else SHELL
    return make_response(render("desk/templates/opened.html", address=address))


def sentence_page(text: str, status: int, asks_password: bool = False) -> Response:
    """A page of one sentence, with the form for the password where it is asked for."""
    page = render(
        "desk/templates/said.html", text=text, asks_password=asks_password, action=SIGN_IN
    )
    return make_response(page, status)


def with_headers(answer: Response) -> Response:
    """An answer with what browsers are to do with it."""
    nonce = answer.headers.pop("X-Nonce", "")
    if (answer.mimetype or "").startswith("image/"):
        answer.headers["Content-Security-Policy"] = PICTURE_POLICY
    elif request.path.startswith(SHELL):
        policy = (
            DESK_POLICY.format(nonce=nonce)
            if nonce
            else DESK_POLICY.replace(" 'nonce-{nonce}'", "")
        )
        answer.headers.setdefault("Content-Security-Policy", policy)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer
