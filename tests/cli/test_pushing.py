"""`radar push`, whole: radar.toml, environment, archive, servers on loopback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import Envelope

import small_archive
from radar.archive import atomic
from radar.cli import main

sys.path.insert(0, str(Path(__file__).parents[1] / "push"))

from mailroom import Mails, Room, mail_server, reply, room

NOW = "2026-06-19T08:00:00Z"
TOKEN = "very-secret-token"  # noqa: S105 - invented
SITE = """version = 1
[site]
title = "Sample Radar"
url = "https://radar.example/hub"
[[sources]]
kind = "arxiv"
categories = ["cs.AI", "cs.CL"]
[[topics]]
id = "routing"
name = { zh = "路由", en = "Routing" }
keywords = ["router"]
"""
MAIL = """[push.email]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "radar@mail.example"
to = {{ zh = ["one@mail.example"] }}
to_env = {{ en = "MAIL_EN" }}
"""


def read_mail(envelope: Envelope) -> EmailMessage:
    assert isinstance(envelope.content, bytes)
    return message_from_bytes(envelope.content, EmailMessage, policy=policy.default)


def hook(name: str, kind: str = "json") -> str:
    return f'[[push.webhooks]]\nname = "{name}"\nkind = "{kind}"\naddress_env = "{name.upper()}_HOOK"\nlang = "en"\n'


@dataclass
class Owner:
    """One owner's folder."""

    folder: Path

    def settings(self, text: str) -> None:
        (self.folder / "radar.toml").write_text(SITE + text, encoding="utf-8")

    def words(self, name: str, *more: str) -> list[str]:
        return [name, "--config", str(self.folder / "radar.toml"), "--content", str(self.folder / "content"), *more]

    def records(self) -> dict[str, Any]:
        found = {}
        for path in sorted((self.folder / "content" / "daily" / "pushed").rglob("*.json")):
            found[path.stem] = {k: v["state"] for k, v in json.loads(path.read_text("utf-8"))["channels"].items()}
        return found


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_archive.write(tmp_path_factory.mktemp("archive") / "content")


@pytest.fixture
def owner(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Owner:
    shutil.copytree(archive, tmp_path / "content")
    for name in [name for name in os.environ if name.startswith(("RADAR_", "GITHUB_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RADAR_NOW", NOW)
    monkeypatch.setenv("RADAR_ALLOW_HOST", "127.0.0.1")
    return Owner(tmp_path)


@dataclass
class Said:
    code: int
    out: str
    err: str


@pytest.fixture
def run(owner: Owner, capsys: pytest.CaptureFixture[str]) -> Any:
    def command(*more: str, name: str = "push") -> Said:
        code = main(owner.words(name, *more))
        said = capsys.readouterr()
        assert TOKEN not in said.out + said.err
        assert "mail.example" not in said.out + said.err
        return Said(code, said.out, said.err)

    return command


def test_where_nobody_is_set_up_nothing_is_sent_and_that_is_no_failure(owner: Owner, run: Any) -> None:
    owner.settings("")
    said = run()
    assert (said.code, said.out) == (0, "push: nobody to tell is set up in radar.toml\n")
    assert owner.records() == {}


def test_an_empty_archive_tells_nobody_of_the_sample(owner: Owner, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(owner.folder / "content" / "daily")
    with room(reply()) as place:
        monkeypatch.setenv("TEAM_HOOK", place.url())
        owner.settings(hook("team"))
        said = run()
    assert (said.code, place.taken) == (0, [])
    assert "nothing to tell" in said.out


def test_a_day_goes_to_mailboxes_chats_and_the_hub_once(
    owner: Owner, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server() as mails, room(reply(b'{"errcode":0}')) as ding, room(reply(status="204 No Content")) as hub:
        monkeypatch.setenv("MAIL_EN", "two@mail.example, three@mail.example")
        monkeypatch.setenv("DING_HOOK", ding.url())
        feeds = f'[feeds]\nwebsub = true\nhub = "http://127.0.0.1:{hub.port}/"\n'
        owner.settings(feeds + MAIL.format(port=mails.port) + hook("ding", "dingtalk"))
        first = run("--json")
        pings = len(hub.taken)
        second = run()
    states = {"email-zh": "sent", "email-en": "sent", "ding": "sent", "websub": "sent"}
    assert json.loads(first.out)["data"] == {"days": {"2026-06-19": states}, "skipped": {}}
    assert (first.code, first.err) == (0, "")
    assert owner.records() == {"2026-06-19": states}
    assert (second.code, second.out) == (0, "push: nothing new to tell\n")
    assert (len(mails.taken), len(ding.taken), len(hub.taken)) == (2, 1, pings)
    told = {
        tuple(each.rcpt_tos): message_from_bytes(each.content or b"", policy=policy.default) for each in mails.taken
    }  # type: ignore[arg-type]
    assert set(told) == {("one@mail.example",), ("two@mail.example", "three@mail.example")}
    assert told["one@mail.example",]["Subject"] == "Sample Radar · 2026年6月19日"
    assert told["one@mail.example",]["Date"].datetime.isoformat() == "2026-06-19T08:00:00+00:00"


def test_a_channel_whose_variable_is_not_set_is_skipped_with_a_line(owner: Owner, run: Any) -> None:
    owner.settings(hook("team"))
    said = run()
    assert said.code == 0
    assert said.out == "team: skipped: the variable that its `address_env` names is not set\n"
    assert owner.records() == {}
    checked = run(name="check")
    assert checked.code == 0
    assert "push: team is skipped" in checked.err


def test_mail_without_encryption_goes_to_hosts_that_were_allowed_alone(
    owner: Owner, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server() as mails:
        owner.settings(MAIL.format(port=mails.port))
        monkeypatch.setenv("RADAR_ALLOW_HOST", "localhost")
        said = run()
    assert (said.code, mails.taken) == (0, [])
    assert "RADAR_ALLOW_HOST" in said.out


def test_a_channel_fails_alone_is_seen_and_is_tried_by_the_next_run(
    owner: Owner, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        mail_server(Mails(refuse_sender=True)) as mails,
        room(reply(TOKEN.encode(), status="500 Oops"), reply()) as bad,
        room(reply()) as good,
    ):
        monkeypatch.setenv("BAD_HOOK", bad.url())
        monkeypatch.setenv("GOOD_HOOK", good.url())
        owner.settings(MAIL.format(port=mails.port) + hook("bad") + hook("good"))
        first = run("-v")
        strict = run("--strict")
        mails.refuse_sender = False
        third = run()
    assert first.code == 3
    assert "warning: 2026-06-19: bad: failed: HTTP 500" in first.err
    assert "warning: 2026-06-19: email-zh: failed: the server refuses the sender (code 550)" in first.err
    assert "2026-06-19: good: sent" in first.out
    assert strict.code == 1
    assert third.code == 0
    assert (len(bad.taken), len(good.taken), len(mails.taken)) == (2, 1, 1)
    assert owner.records()["2026-06-19"] == {"email-zh": "sent", "bad": "sent", "good": "sent"}


def test_a_hub_that_fails_is_a_warning_and_no_failure(owner: Owner, run: Any) -> None:
    with room(reply(status="500 Oops")) as hub:
        owner.settings(f'[feeds]\nwebsub = true\nhub = "http://127.0.0.1:{hub.port}/"\n')
        said = run()
    assert said.code == 0
    assert "warning: 2026-06-19: websub: failed: HTTP 500" in said.err


def test_a_site_whose_address_is_not_known_is_told_of_and_checked(owner: Owner, run: Any) -> None:
    owner.settings("[feeds]\nwebsub = true\n")
    path = owner.folder / "radar.toml"
    path.write_text(path.read_text("utf-8").replace('url = "https://radar.example/hub"\n', ""), encoding="utf-8")
    assert "site.url is not known" in run().err
    assert "while site.url is not set, the hub is told of nothing" in run(name="check").err


def test_a_dry_run_says_who_would_be_told_and_tells_nobody(
    owner: Owner, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with room(reply()) as place:
        monkeypatch.setenv("TEAM_HOOK", place.url())
        owner.settings(hook("team") + hook("other"))
        said = run("--dry-run")
        data = json.loads(run("--dry-run", "--json").out)["data"]
    assert "2026-06-19: would tell team: 11 papers" in said.out
    assert "other: skipped" in said.out
    assert data == {"would": [{"day": "2026-06-19", "channel": "team"}]}
    assert (place.taken, owner.records()) == ([], {})


def test_an_old_day_is_told_when_it_is_asked_for(owner: Owner, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADAR_NOW", "2026-09-01T08:00:00Z")
    with room(reply()) as place:
        monkeypatch.setenv("TEAM_HOOK", place.url())
        owner.settings(hook("team"))
        assert run().out == "push: nothing new to tell\n"
        assert "2026-06-18: team: sent" in run("--day", "2026-06-18").out
        assert run("--day", "2026-06-18").out == "push: nothing new to tell\n"
    assert [json.loads(each.body)["day"] for each in place.taken] == ["2026-06-18"]


def test_what_may_have_arrived_is_warned_of_until_the_owner_sends_it_again(
    owner: Owner, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with room(reply(status="504 Gateway Timeout"), reply()) as place:
        monkeypatch.setenv("TEAM_HOOK", place.url())
        owner.settings(hook("team"))
        assert run().code == 3
        second = run()
        third = run("--again")
        fourth = run("--again")
    assert second.code == 0
    assert "`radar push --day 2026-06-19 --again` sends it once more" in second.err
    assert (third.out, third.err) == ("2026-06-19: team: sent\n", "")
    assert fourth.err == ""
    assert len(place.taken) == 2


def test_a_torn_record_ends_the_run_before_anything_is_sent(
    owner: Owner, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = owner.folder / "content" / "daily" / "pushed" / "2026" / "2026-06-19.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"channels": {"team": {"sta', encoding="utf-8")
    with room(reply()) as place:
        monkeypatch.setenv("TEAM_HOOK", place.url())
        owner.settings(hook("team"))
        said = run()
    assert (said.code, place.taken) == (1, [])
    assert "2026-06-19.json" in said.err


def test_while_another_run_holds_the_archive_nothing_is_sent(
    owner: Owner, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with room(reply()) as place, atomic.lock(owner.folder / ".radar" / "lock"):
        monkeypatch.setenv("TEAM_HOOK", place.url())
        owner.settings(hook("team"))
        said = run()
    assert (said.code, place.taken, owner.records()) == (0, [], {})
    assert "another run holds the archive" in said.err


def test_of_two_runs_at_once_one_sends(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(sock: Any) -> None:
        time.sleep(1.5)
        reply()(sock)

    with room(slow) as place:
        monkeypatch.setenv("TEAM_HOOK", place.url())
        owner.settings(hook("team"))
        runs = [_start(owner) for _ in range(2)]
        said = [process.communicate(timeout=60) for process in runs]
    assert [process.returncode for process in runs] == [0, 0]
    assert len(place.taken) == 1, said


def test_a_run_killed_while_it_sends_is_not_repeated(owner: Owner, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with room(lambda _: time.sleep(5)) as place:
        monkeypatch.setenv("TEAM_HOOK", place.url())
        owner.settings(hook("team"))
        process = _start(owner)
        _wait_for(place)
        process.kill()
        process.communicate(timeout=60)
        said = run()
    assert len(place.taken) == 1
    assert said.code == 0
    assert "the run ended while it was sent" in said.err
    assert owner.records()["2026-06-19"] == {"team": "sending"}


def _start(owner: Owner) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "radar", *owner.words("push")]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=owner.folder)


def _wait_for(place: Room) -> None:
    for _ in range(600):
        if place.taken:
            return
        time.sleep(0.05)
    raise AssertionError("nothing came")
