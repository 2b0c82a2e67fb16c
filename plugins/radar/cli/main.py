"""Parse the command line, run the command, turn what happened into an exit code.

0    done, a quiet day included
3    done in part: some sources or briefings failed, the site is good (1 with --strict)
1    failed: publish nothing
2    usage or configuration
130  interrupted
"""

from __future__ import annotations

import argparse
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import NoReturn

from radar import __version__, environment
from radar.cli import commands, doctor, init, schema, syncing, workflow
from radar.cli.annotations import as_annotations
from radar.cli.talk import Answer, languages, listen, one_line
from radar.errors import ConfigError, Locked, RadarError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; never raises."""
    options = _parser().parse_args(arguments)
    listen(quiet=options.quiet, verbose=options.verbose, form=options.log_format)
    with _interruptible():
        answer = _answer(options)
    if options.strict and answer.code == commands.PARTIAL:
        answer.code = commands.FAILED
    answer.say(as_json=options.json)
    return answer.code


class _Parser(argparse.ArgumentParser):
    """Repeat what was wrong on the command line, where a workflow may have put its inputs, as safe text."""

    def error(self, message: str) -> NoReturn:
        """Say it on one line, and exit with 2."""
        super().error(one_line(message))


@contextmanager
def _interruptible() -> Iterator[None]:
    """Take SIGTERM, by which a runner cancels a job, for an interruption while the block runs."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _answer(options: argparse.Namespace) -> Answer:
    name = str(options.command)
    try:
        surroundings = environment.read(os.environ)
        answer = commands.COMMANDS[name](options, surroundings)
    except ConfigError as error:
        langs = languages(options.lang, os.environ)
        text = as_annotations(error) if os.environ.get("GITHUB_ACTIONS") else ""
        data = {"mistakes": [{"file": error.file, **asdict(each)} for each in error.mistakes]}
        return Answer(command=name, code=commands.USAGE, data=data, errors=error.lines(*langs), annotations=text)
    except Locked as error:
        return Answer(command=name, code=commands.DONE, warnings=[str(error)])
    except RadarError as error:
        return Answer(command=name, code=commands.FAILED, errors=[str(error)])
    except OSError as error:
        return Answer(command=name, code=commands.FAILED, errors=[f"{type(error).__name__}: {error}"])
    except KeyboardInterrupt:
        return Answer(command=name, code=commands.INTERRUPTED, errors=["interrupted"])
    return answer


def _parser() -> argparse.ArgumentParser:
    shared = _shared_options()
    parser = _Parser(prog="radar", description="A research radar: collect papers, brief them, build the site.")
    parser.add_argument("--version", action="version", version=f"radar {__version__}")
    sub = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, about: str) -> argparse.ArgumentParser:
        return sub.add_parser(name, help=about, description=about, parents=[shared])

    _update_options(command("update", "collect, sift, brief, archive"))
    _build_options(command("build", "build the site from the archive; no network, no secret"))
    run = command("run", "update, then build")
    _update_options(run)
    _build_options(run)
    run.add_argument("--sample", action="store_true", help="build the bundled sample; ask no source")
    _push_options(command("push", "tell the days that are due: by e-mail, in chats, through the hub"))
    init.options(command("init", "write a commented radar.toml from a few answers; never over one that is there"))
    command("check", "check radar.toml and tell every mistake at once")
    doctor.options(command("doctor", "look at what a run needs, each line with what mends it"))
    schema.options(command("schema", "print radar.toml's JSON Schema, or its reference"))
    probe = command("probe", "open journals of the catalogue over the network, and say what came")
    probe.add_argument("journals", nargs="*", metavar="JOURNAL", help="ids of the catalogue; none means all")
    serve = command("serve", "serve the built site on loopback")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--output", type=Path, default=Path("output"), metavar="DIR")
    verify = command("verify", "check that what was built is complete, well-formed and holds nothing else")
    verify.add_argument("--output", type=Path, default=Path("output"), metavar="DIR")
    _step_options(command("sync", "keep the archive on the branch radar-data of the repository"), syncing.STEPS)
    _step_options(command("workflow", "do a step of a workflow on GitHub Actions"), workflow.STEPS)
    return parser


def _shared_options() -> _Parser:
    shared = _Parser(add_help=False)
    shared.add_argument("--config", type=Path, default=Path("radar.toml"), metavar="FILE")
    shared.add_argument("--content", type=Path, default=Path("content"), metavar="DIR")
    shared.add_argument("--lang", choices=("zh", "en"), help="language of mistakes; by default that of the locale")
    shared.add_argument("--json", action="store_true", help="one JSON object on stdout")
    shared.add_argument("-q", "--quiet", action="store_true")
    shared.add_argument("-v", "--verbose", action="store_true")
    shared.add_argument("--log-format", choices=("text", "json"), default="text")
    shared.add_argument("--strict", action="store_true", help="exit 1 where it would be 3")
    return shared


def _update_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--day", type=date.fromisoformat, metavar="D", help="ask again for this missed day")
    parser.add_argument("--since", type=date.fromisoformat, metavar="D", help="catch up from this day on")
    parser.add_argument("--only", default="", metavar="SOURCE", help="ask this source alone")
    parser.add_argument("--no-llm", action="store_true", help="call no model")
    parser.add_argument("--dry-run", action="store_true", help="print the plan; write nothing, call nothing")


def _push_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--day", type=date.fromisoformat, metavar="D", help="tell this day alone, however old")
    parser.add_argument("--again", action="store_true", help="send once more what may have arrived already")
    parser.add_argument("--dry-run", action="store_true", help="say who would be told; send nothing")


def _step_options(parser: argparse.ArgumentParser, steps: Sequence[str]) -> None:
    parser.add_argument("step", choices=steps)
    parser.add_argument("--output", type=Path, default=Path("output"), metavar="DIR")
    parser.add_argument("--handover", type=Path, default=Path("handover"), metavar="DIR", help="what jobs hand over")


def _build_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, default=Path("output"), metavar="DIR")
    parser.add_argument("--full", action="store_true", help="ignore what was built before")
