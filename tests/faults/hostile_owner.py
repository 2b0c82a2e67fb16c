"""An owner who asks hostile sources all they have, and what the program then wrote, said and sent."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "fakenet"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "push"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "workflows"))

from aiosmtpd.smtp import Envelope
from github_stand_in import REPOSITORY, TOKEN, GitHub
from mailroom import Room, mail_server, reply, room
from pelican.log import LimitFilter

import fakenet
from briefed_radar import KEY
from collect.loopback import serving
from faults import hostile_sources as hostile
from faults.hostile_sources import DAY, EVERY, every
from faults.hostile_words import marked, xml
from radar.cli.workflow_issue import MARK as MARK_OF_ISSUE
from radar_process import Radar

COMMANDS = (
    *(("run",), ("verify",), ("update", "--log-format", "json"), ("update", "--dry-run"), ("sync", "push")),
    *(("push",), ("workflow", "site"), ("workflow", "report"), ("check", "--json"), ("doctor",)),
)
CHATS = {
    "slack": reply(b"ok"),
    "telegram": reply(b'{"ok": true}'),
    "discord": reply(status="204 No Content"),
    "feishu": reply(b'{"code": 0}'),
    "wecom": reply(b'{"errcode": 0}'),
    "dingtalk": reply(b'{"errcode": 0}'),
    "json": reply(),
}
"""By kind, how each chat says that it took a message."""
TOPICS = {"routers": "router", "tides": "tide", "alloys": "alloy", "enzymes": "enzyme", "neurons": "neuron"}
"""Of each source one: the word that its abstracts are about."""


def settings(sources: str, model: str, mail: int) -> str:
    """Write radar.toml; all the owner may write freely is hostile too."""
    own = every("ot")
    tables = [
        "version = 1\n[site]\nurl = 'https://radar.example/hub'",
        f"title = {_toml('Radar ' + marked('os', 21) + marked('os', 0))}\ntagline = {_toml(marked('os', 2))}",
        f"banner = {_toml(' '.join(every('ob')))}",
        "[show]\nhome = 400\nper_topic = 400",
        f"[watch]\nauthors = {json.dumps([xml(marked('ow', 0))])}\n[abstracts]\nenabled = false",
        f"[briefings]\ngists_per_day = 400\n[briefings.model]\nbase_url = '{model}/v1'",
        f"model = {_toml(marked('mn', 0))}\ntimeout_s = 5",
        f"[push]\npapers_per_topic = 20\n[push.email]\nhost = '127.0.0.1'\nport = {mail}\nsecurity = 'none'",
        "sender = 'radar@mail.example'\nto = { zh = ['one@mail.example'], en = ['two@mail.example'] }",
        f"[[sources]]\nkind = 'arxiv'\ncategories = ['cs.AI']\nbase_url = '{sources}'",
        f"[[sources]]\nkind = 'feed'\nname = 'RSS'\nurl = '{sources}/rss'\nhosts = ['journal.example']",
        f"[[sources]]\nkind = 'feed'\nname = 'Atom'\nurl = '{sources}/atom'\nhosts = ['journal.example']",
        f"[[sources]]\nkind = 'crossref'\nprefix = ['10.5555']\nbase_url = '{sources}'\nhosts = ['journal.example']",
        f"[[sources]]\nkind = 'biorxiv'\nbase_url = '{sources}'",
    ]
    for n in EVERY:
        url = f"kind = 'crossref'\nprefix = ['10.{5000 + n}']\nbase_url = '{sources}/{n}'"
        tables.append(f"[[sources]]\nname = {_toml(marked('on', n))}\n{url}")
    for place, (ident, word) in enumerate(TOPICS.items()):
        name = _toml(" ".join(own[place :: len(TOPICS)]))
        tables.append(f"[[topics]]\nid = '{ident}'\nname = {{ zh = {name}, en = {name} }}\nkeywords = ['{word}']")
    for kind in CHATS:
        chat = "chat = '@sample'\n" if kind == "telegram" else ""
        tables.append(
            f"[[push.webhooks]]\nname = '{kind}'\nkind = '{kind}'\naddress_env = 'HOOK_{kind.upper()}'\n{chat}"
        )
    return "\n".join(tables)


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


class Owner(Radar):
    """Hold one owner's folder, with the variables of a workflow, and what came of it."""

    def __init__(self, folder: Path, net: Any, toml: str, variables: dict[str, str]) -> None:
        super().__init__(folder, net)
        (folder / "radar.toml").write_text(toml, encoding="utf-8")
        self.variables = variables
        self.said: dict[str, str] = {}
        """What each command said on stdout and stderr."""
        self.mails: list[EmailMessage] = []
        self.chats: dict[str, Any] = {}
        """The body that each chat got."""
        self.github: list[dict[str, Any]] = []
        """What GitHub was asked to write."""
        self.commits = ""
        self.codes: dict[str, int] = {}

    def environment(self, now: str) -> dict[str, str]:
        """Be in a workflow, where every line is read for commands."""
        return super().environment(now) | self.variables

    def command(self, name: str, *more: str) -> list[str]:
        """Name no output where the command knows none."""
        words = super().command(name, *more)
        if name in ("push", "doctor"):
            at = words.index("--output")
            del words[at : at + 2]
        return words

    def do(self, *words: str) -> None:
        """Run a command, and keep how it ended and what it said; Pelican drops what a process said before."""
        LimitFilter._raised_messages.clear()  # noqa: SLF001 - there is no other way to say it twice
        done = self.run(words[0], DAY, *words[1:])
        self.codes[" ".join(words)] = done.returncode
        self.said[" ".join(words)] = f"{done.stdout}\n{done.stderr}"

    def gists(self) -> list[dict[str, Any]]:
        """Read the day's gists."""
        path = self.archive / "gists" / DAY[:4] / DAY[5:7] / f"{DAY}.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


class HostileGitHub(GitHub):
    """Answer with an address and an issue of a stranger's making."""

    def answer(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        status, data = super().answer(method, path, body)
        if path.endswith("/pages"):
            data["html_url"] = "https://evil.example/x\npush=yes\n::error::x"
        return status, data

    def of_a_stranger(self) -> None:
        """Open an issue that looks like ours, with lines of all kinds."""
        told = "\n".join(f"- 2026-02-01: {marked('gi', n)}" for n in EVERY)
        self.issues.append({"number": 1, "state": "open", "labels": ["radar"], "body": f"{MARK_OF_ISSUE}\n{told}"})


@contextmanager
def owner(folder: Path, commands: tuple[tuple[str, ...], ...] = COMMANDS) -> Iterator[Owner]:
    """Run a day of hostile sources, from the update to the report of the workflow, or some of it."""
    (folder / "data" / "corpus").mkdir(parents=True)
    (folder / "data" / "feeds").mkdir()
    needs = {"collect": {"result": "failure"}, marked("gj", 0): {"result": "failure"}, marked("gj", 18): {}}
    needs["deploy"] = {"result": marked("gj", 2), "outputs": {"pages": marked("gj", 3), "url": marked("gj", 4)}}
    with ExitStack() as stack:
        busy = {"match": "*chat*", "fault": "status", "status": 429, "count": 1, "body": " ".join(every("me"))}
        scenario = {"llm": "parrot", "faults": [busy]}
        net = stack.enter_context(fakenet.start(folder / "data", day=DAY, scenario=scenario))
        sources = stack.enter_context(serving(hostile.routes()))
        github = stack.enter_context(HostileGitHub(root=folder / "github").serving())
        github.of_a_stranger()
        mails = stack.enter_context(mail_server())
        rooms: dict[str, Room] = {kind: stack.enter_context(room(act)) for kind, act in CHATS.items()}
        variables = {
            "OPENAI_API_KEY": KEY,
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_TOKEN": TOKEN,
            "GITHUB_API_URL": github.url,
            "GITHUB_RUN_ID": "7",
            "GITHUB_OUTPUT": str(folder / "outputs.txt"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            "NEEDS": json.dumps(needs),
            **{f"HOOK_{kind.upper()}": place.url() for kind, place in rooms.items()},
        }
        toml = settings(sources.url("").rstrip("/"), net.base_url, mails.port)
        told = Owner(folder / "owner", net, toml, variables)
        _strew(told)
        for words in commands:
            told.do(*words)
        told.mails = [_read(envelope) for envelope in mails.taken]
        told.chats = {kind: json.loads(place.taken[0].body) for kind, place in rooms.items()}
        told.github = list(github.issues)
        log = ("git", "-C", str(folder / "data.git"), "log", "--all", "--format=%an%n%B")
        told.commits = subprocess.run(log, check=True, capture_output=True, text=True).stdout
        yield told


def _strew(told: Owner) -> None:
    """Lay files of hostile names among those of the archive; make of the folder a clone on a hostile branch."""
    for folder in ("papers/2026/03", "days/2026", "runs/2026", "gists/2026/03"):
        for n in EVERY:
            name = re.sub(r"[/\x00]", "_", marked("fn", n)).encode()[:200].decode("utf-8", "ignore")
            place = told.archive / folder / f"{name}{'.jsonl' if n % 2 else '.md'}"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("no file of ours", encoding="utf-8")
    bare = told.folder.parent / "data.git"
    for words in (
        ("init", "-q", "--bare", str(bare)),
        ("init", "-q", str(told.folder)),
        ("-C", str(told.folder), "symbolic-ref", "HEAD", "refs/heads/" + marked("gb", 55).replace(" ", "${IFS}")),
        ("-C", str(told.folder), "remote", "add", "origin", str(bare)),
    ):
        subprocess.run(["git", *words], check=True)  # noqa: S607 - git, and words of ours


def _read(envelope: Envelope) -> EmailMessage:
    assert isinstance(envelope.content, bytes)
    return message_from_bytes(envelope.content, EmailMessage, policy=policy.default)
