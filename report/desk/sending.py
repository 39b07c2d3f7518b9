"""“Gửi đề nghị”: the draft as a branch and a pull request, or as a file to hand on."""

import json
import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from flask import Blueprint, Response, jsonify, make_response

from report.desk.answers import asked_text, body, refused
from report.desk.desk import Desk
from report.desk.differences import summary_of
from report.desk.draft import DeskDraft, clashes_json
from report.desk.host import hosted, open_pull_request, token
from report.desk.proposal import (
    Editor,
    ProposedCommit,
    branch_name,
    bundle,
    changed_files,
    commit_draft,
    keep_branch,
    push,
    remote_of,
)
from report.desk.sender import remember_sender
from report.desk.upstream import git_follows, published_since
from report.problems.problem import Mistake, errors
from report.sources.git import commit_of
from report.sources.writing import write_through

BUNDLE = "de-nghi.zip"
SENT = "da-gui.json"  # in the folder of the draft
EDITOR_NAME = re.compile(r"[^<>\r\n\0]{1,100}")
EDITOR_EMAIL = re.compile(r"[^<>\s\0@]{1,100}@[^<>\s\0@]{1,100}")
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Sent:
    """What became of the draft the last time it was sent: `why` says what stood in the way,
    `detail` the same in git's words."""

    title: str
    branch: str
    commit: str
    step: int
    url: str = ""
    pushed: bool = False
    why: str = ""
    detail: str = ""


def sending_routes(desk: Desk) -> Blueprint:
    """The routes of sending."""
    routes = Blueprint("sending", __name__)

    @routes.post("/ban/api/send")
    def send() -> Response:
        asked = body()
        editor = editor_of(asked_text(asked, "name"), asked_text(asked, "email"))
        title = " ".join(asked_text(asked, "title").split())[:LONGEST_TITLE]
        if not title:
            raise Mistake("gui-khong-ten")
        with desk.lock:
            remember_sender(desk.draft.folder, asdict(editor))
            conflicts = conflicts_with_published(desk)
            if conflicts:
                return refused([], 409, conflicts=conflicts)
            wrong = errors(desk.examination().problems)
            if wrong and not asked.get("despite"):
                return refused(wrong, 422, has_errors=True)
            sent = sent_now(desk, editor, title, asked_text(asked, "text", ""))
        return jsonify(sent_json(sent))

    @routes.get(f"/ban/api/{BUNDLE}")
    def handed_on() -> Response:
        with desk.lock:
            sent = last_sent(desk.draft)
            made = ProposedCommit(sent.branch, sent.commit) if sent and sent.commit else None
            is_of_now = sent is not None and sent.step == desk.draft.step
            content = bundle(
                desk.draft,
                summary_of(desk),
                sent.title if sent else "",
                made if is_of_now else None,
            )
        answer = make_response(content)
        answer.headers["Content-Type"] = "application/zip"
        answer.headers["Content-Disposition"] = f'attachment; filename="{BUNDLE}"'
        return answer

    return routes


def editor_of(name: str, email: str) -> Editor:
    """The editor of that name. Raises Mistake where a commit cannot be under it."""
    name, email = " ".join(name.split()), email.strip()
    if not EDITOR_NAME.fullmatch(name):
        raise Mistake("gui-thieu-ten")
    if not EDITOR_EMAIL.fullmatch(email):
        raise Mistake("gui-thieu-email")
    return Editor(name, email)


def conflicts_with_published(desk: Desk) -> list[dict[str, Any]]:
    """Have the draft stand on what others have published meanwhile; returns what they and it
    changed otherwise, for the editor to choose. Raises Mistake, OSError."""
    draft = desk.draft
    since = published_since(draft.root, draft.base)
    if since:
        draft.take_others(since.files, since.commit)
    return clashes_json(draft)


def sent_now(desk: Desk, editor: Editor, title: str, text: str) -> Sent:
    """Send the draft as it stands. Raises Mistake, OSError."""
    draft, summary = desk.draft, summary_of(desk)
    if not draft.base:
        if not changed_files(draft):
            raise Mistake("gui-khong-doi")
        why = "Thư mục này không phải kho git, nên chỉ có tệp để chuyển."
        return kept_as_sent(draft, Sent(title, "", "", draft.step, why=why))
    before = open_proposal(draft)
    if before and before.step == draft.step and git_follows(draft.root, draft.base, before.commit):
        proposed = ProposedCommit(before.branch, before.commit)  # as it was committed
    else:
        words = f"{title}\n\n{text.strip()}\n" if text.strip() else f"{title}\n"
        commit = commit_draft(draft, editor, words, parents(draft, before))
        proposed = ProposedCommit(before.branch if before else branch_name(title, commit), commit)
    keep_branch(draft.root, proposed)
    trouble = push(draft.root, proposed)
    sent = Sent(title, proposed.branch, proposed.commit, draft.step, pushed=trouble is None)
    if trouble:
        sent = replace(sent, why=trouble.why, detail=trouble.detail)
    else:
        sent = with_pull_request(desk, sent, "\n\n".join(filter(None, [text.strip(), summary])))
    return kept_as_sent(draft, sent)


def open_proposal(draft: DeskDraft) -> Sent | None:
    """What was sent last, where it is still there and not yet in the commit that the draft stands
    on."""
    before = last_sent(draft)
    if before is None or not before.commit:
        return None
    kept = commit_of(draft.root, before.commit)
    return before if kept and not git_follows(draft.root, before.commit, draft.base) else None


def parents(draft: DeskDraft, before: Sent | None) -> list[str]:
    """What a commit of the draft goes on from: its own commit, and what was sent before."""
    if before is None:
        return [draft.base]
    moved = not git_follows(draft.root, draft.base, before.commit)
    return [before.commit, draft.base] if moved else [before.commit]


def with_pull_request(desk: Desk, sent: Sent, text: str) -> Sent:
    """A branch that was pushed, with its pull request where one can be opened."""
    root = desk.draft.root
    repository, key = hosted(root, remote_of(root)), token()
    if repository is None:
        why = "Nhánh đã gửi. Tạo đề nghị từ nhánh này ở nơi lưu kho."
        return replace(sent, why=why)
    if not key:
        why = "Nhánh đã gửi. Chưa đăng nhập nơi lưu kho (gh auth login), nên chưa tạo được đề nghị."
        return replace(sent, why=why)
    made = open_pull_request(repository, key, sent.branch, sent.title, text)
    return replace(sent, url=made.url, why=made.why)


def kept_as_sent(draft: DeskDraft, sent: Sent) -> Sent:
    """Keep what was sent beside the draft. Raises OSError."""
    write_through(draft.folder / SENT, json.dumps(asdict(sent)).encode())
    return sent


def last_sent(draft: DeskDraft) -> Sent | None:
    """What was sent last; None where nothing was, or where it cannot be read."""
    try:
        return Sent(**json.loads((draft.folder / SENT).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def sent_json(sent: Sent | None) -> dict[str, Any] | None:
    """What was sent, for the browser."""
    if sent is None:
        return None
    return {**asdict(sent), "bundle": f"/ban/api/{BUNDLE}"}
