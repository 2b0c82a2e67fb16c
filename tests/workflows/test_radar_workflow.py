"""The workflow's steps, run in their order as a runner would, from a fresh repository on.

Some runs are in bash, step by step, with the clone's own code; the others carry out the same steps in this
process, which takes a third of the time (`here`)."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fork
import pytest
from github_stand_in import TOKEN, GitHub
from owned import World
from runner import Done

import tiny_world
from faults.matrix import Seen

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = tiny_world.WEEK
SATURDAY, SUNDAY = "2026-03-07", "2026-03-08"
KEY = "sk-sample-key-that-must-stand-nowhere"
EACH = 6
"""Papers a day: four of arXiv, two of the journal."""
MODEL = """
[briefings.model]
base_url = "{base}/v1"
model = "sample-model"
[briefings.budget]
price_in_per_mtok = 1.0
price_out_per_mtok = 2.0
"""
SETTINGS = "https://github.com/sample-owner/radar/settings/pages"

Make = Callable[..., World]
Case = Callable[[str, Done, str], None]


def held(done: Done) -> Done:
    """Check a run that should be green, and give it."""
    assert done.green, done.why()
    return done


def first_day(mine: World, case: Case) -> None:
    """Live the day on which the owner forgot to switch Pages on, and then did."""
    # -- Pages is still off: the run says so, once, with the link that mends it
    mine.github.pages = ""
    done = mine.day(MONDAY)
    assert [job for job, result in done.results.items() if result == "failure"] == ["report"], done.why()
    assert done.results["deploy"] == "skipped"
    assert SETTINGS in done.summaries["report"]
    assert f"::error title=Pages::the site is not published, Pages is not ready: {SETTINGS}" in done.logs["report"]
    assert len(mine.github.issues) == 1
    assert not mine.site()
    case("Pages off", done, "red, the link to the settings, one issue; the archive is kept")

    # -- switched on, run again: the first site, without any key
    mine.github.pages = "workflow"
    done = held(mine.day_in_bash(MONDAY))
    assert len(mine.papers()) == EACH
    assert mine.commits() == 1, "the same day again adds nothing"
    assert "**网站 / The site: https://sample-owner.github.io/radar**" in done.summaries["report"]
    assert "| arXiv | ok | 4 | 4 | 0 | 0 |" in done.summaries["report"]
    assert b"Invented Result 1 of 2026-03-02" in mine.site()["2026/03/02/index.html"]
    assert b'href="https://sample-owner.github.io/radar/' in mine.site()["index.html"], "the address Pages gave"
    assert b'class="notice warn stale"' in mine.site()["status/index.html"], "should the schedule go quiet"
    assert {issue["state"] for issue in mine.github.issues} == {"closed"}
    assert ("PUT", "/actions/workflows/radar.yml/enable") in mine.github.asked
    case("first run of a fresh fork, no key", done, f"{EACH} papers, site live, issue closed, schedule kept alive")


@pytest.mark.fault("C4", "M15")
def test_a_fresh_fork_from_its_first_day_to_an_upgrade(world: Make, case: Case, seen: Seen) -> None:
    mine = world()
    first_day(mine, case)

    # -- the second day reads back what the first wrote
    mine.net.net.log.clear()
    before = mine.site()
    done = held(mine.day(TUESDAY))
    assert len(mine.papers()) == 2 * EACH
    assert mine.commits() == 2
    asked = [entry["headers"] for entry in mine.net.net.log.entries() if "/rss/" in entry["path"]]
    assert asked
    assert all({"if-none-match", "if-modified-since"} & {key.lower() for key in headers} for headers in asked)
    assert "cache: kept" in done.logs["build"]
    assert {name for name in before if name.endswith(".html")} < mine.site().keys(), "no address is lost"
    case("second day", done, f"{2 * EACH} papers, 0 twice; validators of day one sent; cache kept")

    # -- a cache that somebody else wrote is not believed
    newest = (mine.github.root / "caches" / "order.txt").read_text().split()[-1]
    (mine.github.root / "caches" / newest / "output" / "index.html").write_text("<script>")
    good = mine.site()
    done = held(mine.day(TUESDAY))
    assert "cache: discarded" in done.logs["build"]
    assert mine.site() == good
    assert mine.commits() == 2, "the same day again adds nothing"
    case("the day again, cache tampered with", done, "no commit; cache discarded, built in full to the same bytes")

    # -- the owner takes an upgrade of the code, after three days without a run
    theme = mine.owner / "theme" / "static" / "theme.css"
    fork.commit(
        mine.owner, {"theme/static/theme.css": theme.read_text("utf-8") + "\n.a-new-version { color: red; }\n"}
    )
    kept = mine.papers()
    done = held(mine.day_in_bash(SATURDAY))
    assert {paper: day for paper, day in mine.papers().items() if paper in kept} == kept
    assert len(mine.papers()) == 5 * EACH
    assert any(b"a-new-version" in data for name, data in mine.site().items() if name.endswith(".css"))
    case("upgrade of the code, after three days off", done, "data as it was; three days caught up, 0 lost; new theme")

    # -- a quiet day
    papers = {name: data for name, data in mine.data().items() if name.startswith("papers/")}
    done = held(mine.day(SUNDAY))
    assert {name: data for name, data in mine.data().items() if name.startswith("papers/")} == papers
    assert "**quiet**" in done.summaries["report"]
    case("quiet day", done, "no paper, one report; the site is good")

    for name, data in {**mine.data(), **mine.site()}.items():
        assert TOKEN.encode() not in data, name
    seen(f"{len(mine.papers())} papers of 6 days and an upgrade, no key")


@pytest.mark.fault("C1", quick=False)
def test_days_that_fail_keep_the_last_good_site_and_one_issue(world: Make, case: Case, seen: Seen) -> None:  # noqa: PLR0915 - the days of one story
    mine = world()
    held(mine.day(MONDAY))
    good, papers = mine.site(), mine.papers()

    # -- a clock that cannot be right: nothing is collected, nothing is replaced
    for _ in range(2):
        done = mine.day(TUESDAY, now="2026-03-09T08:00:00Z")
        assert done.results["collect"] == "failure"
        assert done.results["deploy"] == "skipped"
    assert (mine.site(), mine.papers()) == (good, papers)
    assert len(mine.github.issues) == 1
    body = mine.github.issues[0]["body"]
    assert body.count("\n- 2026-03-09: collect: https://github.com/sample-owner/radar/actions/runs/") == 2
    assert "collect 失败" in done.summaries["report"]
    case("failing day, twice", done, "site and archive as they were; one issue, two lines in it")

    # -- a radar.toml with mistakes: they are told, all of them
    whole = (mine.owner / "radar.toml").read_text("utf-8")
    fork.commit(mine.owner, {"radar.toml": whole.replace("keywords", "keyword").replace("[watch]", "[wach]")})
    done = mine.day(TUESDAY)
    assert done.results["collect"] == "failure"
    assert done.logs["collect"].count("::error file=radar.toml,line=") == 2
    assert "keywords" in done.summaries["report"]
    assert "wach" in done.summaries["report"]
    assert mine.site() == good
    fork.commit(mine.owner, {"radar.toml": whole})
    case("radar.toml with two mistakes", done, "both annotated at their lines, both in the summary; site as it was")

    # -- something that does not belong into the site: it is not deployed
    def spoil(job: str, step: str, folder: Path) -> None:
        if (job, step) == ("verify", "Verify"):
            (folder / "output" / ".env").write_text("canary")

    done = mine.day(TUESDAY, before=spoil)
    assert done.results["verify"] == "failure"
    assert done.results["deploy"] == "skipped"
    assert mine.site() == good
    case("verify finds a stray file", done, "not deployed; the last good site stands")

    # -- the branch refuses the push: nothing is built from what is not recorded
    hook = mine.remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho no >&2\nexit 1\n")
    hook.chmod(0o755)
    done = mine.day(WEDNESDAY)
    assert done.results["record"] == "failure"
    assert done.results["build"] == "skipped"
    assert "cannot be pushed" in done.logs["record"]
    assert mine.site() == good
    hook.unlink()
    case("push rejected", done, "red at record; the last good site stands")

    # -- sources down: the day is partial, the site good
    mine.weather({"match": "*", "fault": "status", "status": 503})
    done = held(mine.day(WEDNESDAY))
    assert "::warning::some sources or briefings failed" in done.logs["collect"]
    assert "**failed**" in done.summaries["report"]
    case("all sources down", done, "green with a warning; the status page and the summary name them")

    # -- a good day closes the issue and catches up
    mine.weather()
    done = held(mine.day(THURSDAY))
    assert [issue["state"] for issue in mine.github.issues] == ["closed"]
    assert len([paper for paper in mine.papers() if paper.startswith("arxiv:")]) == 4 * 4
    case("good day after them", done, "issue closed; the days missed are caught up, 0 lost")
    seen(f"{len(good)} files stood through five kinds of failing day")


@pytest.mark.fault("S9", "M11", quick=False)
def test_two_runs_at_once_end_in_the_union(world: Make, case: Case, seen: Seen) -> None:
    mine = world()
    held(mine.day(MONDAY))
    other = GitHub(root=mine.folder / "other")
    other.url = mine.github.url
    between: list[Done] = []

    def meanwhile(job: str, step: str, _folder: Path) -> None:
        """While the one has collected and not recorded, another runs from start to end."""
        if (job, step) == ("record", "Record") and not between:
            runner = mine.another(other)
            runner.count = 500
            mine.weather()
            between.append(mine.day(TUESDAY, runner=runner, now=f"{TUESDAY}T09:00:00Z"))

    mine.weather({"match": "/journal/*", "fault": "status", "status": 503})
    done = held(mine.day(TUESDAY, before=meanwhile))
    held(between[0])
    assert len(mine.papers()) == 2 * EACH
    assert mine.commits() == 3
    assert fork.git("log", "--merges", "--format=%h", "radar-data", folder=mine.remote) == ""
    report = json.loads(mine.data()["runs/2026/2026-03-03.json"])
    assert {line["name"]: line["new"] for line in report["sources"]} == {"arXiv": 4, "Sample Journal": 2}
    case("two at once", done, f"{2 * EACH} papers, 0 twice, 0 lost; 3 commits in a straight line")
    seen(f"{len(mine.papers())} papers, {mine.commits()} commits in a straight line")


@pytest.mark.fault("M1", "L11", quick=False)
def test_a_model_with_its_key_and_a_chat_that_is_told_once(world: Make, case: Case, seen: Seen) -> None:
    with chat() as (address, letters):
        push = '\n[[push.webhooks]]\nname = "team"\nkind = "json"\nlang = "en"\naddress_env = "JSON_WEBHOOK"\n'
        mine = world(tiny_world.CONFIG + MODEL + push)
        mine.runner.secrets = {"OPENAI_API_KEY": KEY, "JSON_WEBHOOK": address}
        looked: list[Path] = []

        def look(job: str, step: str, folder: Path) -> None:
            """Look for the key in every folder of every job but the one that may have it, before each step."""
            looked.append(folder)
            for path in folder.rglob("*"):
                if path.is_file() and not path.is_symlink() and ".venv" not in path.parts:
                    assert KEY.encode() not in path.read_bytes(), f"{job}, before {step}: {path}"

        done = held(mine.day(MONDAY, before=look))
        assert len(looked) > 30
        report = json.loads(mine.data()["runs/2026/2026-03-02.json"])
        assert report["model"]["calls"] > 0
        assert "model" in report["briefings"]
        assert f"{report['model']['usd']:.4f} USD" in done.summaries["report"]
        assert len(letters) == 1
        assert done.results["told"] == "success"
        pushed = json.loads(mine.data()["pushed/2026/2026-03-02.json"])
        assert pushed["channels"]["team"]["state"] == "sent"
        case("with a key and a chat", done, "briefings by the model, spend in the summary; told, and that recorded")

        done = held(mine.day(MONDAY))
        assert len(letters) == 1, "a day told is told"
        assert json.loads(mine.data()["runs/2026/2026-03-02.json"])["model"] == report["model"], "paid once"
        case("the same day again", done, "0 messages, 0 calls of the model")

        everything = {**mine.data(), **mine.site(), **{job: log.encode() for job, log in done.logs.items()}}
        for name, data in everything.items():
            assert KEY.encode() not in data, name
            assert address.encode() not in data, name
    seen(f"the key in 0 of {len(everything)} files and logs, {len(looked)} looks into folders of jobs")


@pytest.mark.fault("C6", quick=False)
def test_what_a_dispatch_asks_for_is_data_and_no_command(world: Make, case: Case, seen: Seen) -> None:
    mine = world()
    mine.runner.event = "workflow_dispatch"
    mine.runner.inputs = {"since": "$(touch /tmp/canary-of-a-dispatch)", "only": "`id`; true", "no_llm": True}
    done = mine.day_in_bash(MONDAY)
    assert done.results["collect"] == "failure"
    assert not Path("/tmp/canary-of-a-dispatch").exists()  # noqa: S108 - the canary's own place
    assert not mine.papers()
    case("dispatch with hostile inputs", done, "refused as no date; nothing executed")
    mine.runner.inputs = {"since": "", "only": "arXiv", "no_llm": True}
    done = held(mine.day(MONDAY))
    assert set(mine.papers().values()) == {MONDAY}
    assert len(mine.papers()) == EACH - 2
    case("dispatch for one source", done, "that source alone was asked")
    seen("hostile inputs refused, 0 commands run")


@contextmanager
def chat() -> Iterator[tuple[str, list[Any]]]:
    """Take what a webhook is sent."""
    letters: list[Any] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            letters.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/a-secret-path-of-a-webhook", letters
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
