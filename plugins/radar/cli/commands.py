"""Hold the commands: each takes the options and the environment, and gives an Answer."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Final

from radar import environment, pipeline
from radar.archive import runs
from radar.archive.ledger import Ledger
from radar.cli import pushing
from radar.cli.checking import check, configuration
from radar.cli.doctor import doctor
from radar.cli.init import init
from radar.cli.probing import probe
from radar.cli.schema import schema
from radar.cli.syncing import sync
from radar.cli.talk import Answer, one_line
from radar.cli.workflow import workflow
from radar.config import Config
from radar.environment import Edition, Environment
from radar.errors import ConfigError, Mistake
from radar.outcomes import RunReport
from radar.pipeline import Options, Plan, Where
from radar.publish import serve as server
from radar.publish.build import build as build_site
from radar.publish.site import load_site
from radar.publish.verification.verify import verify as verify_site
from radar.run_report import TORN

log = logging.getLogger("radar")

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
PARTIAL: Final = 3
INTERRUPTED: Final = 130
_BY: Final = {"abstract": "extract", "failed": "nobody: the model failed"}
_SECRET: Final = 8
"""Characters from which a value of the environment is a secret and not a placeholder."""


def update(options: argparse.Namespace, surroundings: Environment) -> Answer:
    """Collect, sift, brief, archive."""
    config, _ = configuration(options.config)
    return _update(options, surroundings, config)


def build(options: argparse.Namespace, surroundings: Environment) -> Answer:
    """Build the site from what the archive holds, or from the sample while it holds nothing."""
    config, path = configuration(options.config)
    chosen = environment.edition(config, path, Where(content=options.content), url=surroundings.site_url)
    return _build(options, chosen, command="build")


def run(options: argparse.Namespace, surroundings: Environment) -> Answer:
    """Update, then build; a failed update still builds from what the archive holds."""
    config, path = configuration(options.config)
    where = Where(content=options.content)
    updated = Answer(command="run")
    if not options.sample:
        updated = _update(options, surroundings, config)
        if options.dry_run:
            return updated
    chosen = environment.edition(config, path, where, sample=options.sample, url=surroundings.site_url)
    built = _build(options, chosen, command="run")
    if chosen.sample and not options.sample:
        _note_sample(where, surroundings)
    built.data = {**updated.data, **built.data}
    built.warnings = [*updated.warnings, *built.warnings]
    built.errors = [*updated.errors, *built.errors]
    if built.code == DONE and not chosen.sample:
        built.code = updated.code
    built.text = "\n".join(filter(None, (updated.text, built.text)))
    return built


def push(options: argparse.Namespace, surroundings: Environment) -> Answer:
    """Tell the days that are due, by e-mail, in chats and through the hub."""
    config, path = configuration(options.config)
    chosen = environment.edition(config, path, Where(content=options.content), url=surroundings.site_url)
    return pushing.push(options, surroundings, chosen)


def serve(options: argparse.Namespace, _surroundings: Environment) -> Answer:
    """Serve the built site on loopback until interrupted."""
    config, _ = configuration(options.config)
    server.serve(options.output, options.port, server.base_path(config.site.url))
    return Answer(command="serve")


def verify(options: argparse.Namespace, surroundings: Environment) -> Answer:
    """Check what was built against the archive it was built from."""
    config, path = configuration(options.config)
    chosen = environment.edition(config, path, Where(content=options.content), url=surroundings.site_url)
    site = load_site(chosen.config, chosen.content, sample=chosen.sample)
    keys = (chosen.config.briefings.model.api_key_env, config.briefings.model.api_key_env)
    named = (*keys, "GITHUB_TOKEN", *config.push.variables)
    secrets = [value for name in named if len(value := os.environ.get(name, "")) >= _SECRET]
    problems = verify_site(options.output, site=site, secrets=secrets)
    errors = [f"{problem.path}: {problem.what}" for problem in problems]
    text = "" if errors else f"{options.output}: complete, well-formed, nothing else"
    return Answer(
        command="verify",
        code=FAILED if errors else DONE,
        data={"problems": len(errors)},
        errors=errors,
        text=text,
    )


def _update(options: argparse.Namespace, surroundings: Environment, config: Config) -> Answer:
    where = Where(content=options.content)
    asked = Options(day=options.day, since=options.since, only=options.only, use_model=not options.no_llm)
    if options.only and options.only not in {source.label for source in config.sources}:
        known = ", ".join(source.label for source in config.sources)
        mistake = Mistake(path="--only", what=f"no source `{options.only}`", fix=f"one of: {known}")
        raise ConfigError("radar update", (mistake,))
    if options.dry_run:
        access = surroundings.access(config.briefings.model)
        todo = pipeline.plan(config, where=where, now=surroundings.clock(), options=asked)
        if access and asked.use_model and config.briefings.enabled:
            todo = replace(todo, estimate=pipeline.estimate(config, where=where, today=todo.today))
        return Answer(command=options.command, data=_plan_data(todo), text=_plan_text(todo))
    with surroundings.door() as door:
        updated = pipeline.update(
            config,
            where=where,
            clock=surroundings.clock,
            door=door,
            options=asked,
            keys=surroundings.keys,
            access=surroundings.access(config.briefings.model),
        )
    report = updated.report
    failed = [line for line in report.sources if line.state.is_failure]
    damage = [f"{Ledger(where.archive).path(day)}: {TORN}" for day in updated.torn]
    gaps = [_gap(name, days) for name, days in updated.lost.items()]
    return Answer(
        command=options.command,
        code=PARTIAL if failed or damage or report.briefings.get("failed") else DONE,
        data=_report_data(report),
        warnings=[one_line(f"{line.name}: {line.state}: {line.reason}") for line in failed]
        + damage
        + gaps
        + ([one_line(f"model: {report.model_trouble}")] if report.model_trouble else []),
        text=_report_text(report),
    )


def _gap(name: str, lost: Sequence[date]) -> str:
    """Say which days were never got, and how they may yet be."""
    days = f"{lost[0]} to {lost[-1]}" if len(lost) > 1 else str(lost[0])
    return one_line(
        f"{name}: {len(lost)} announcement days ({days}) left the window before they came; "
        f"`radar update --since {lost[0]}` asks for them"
    )


def _build(options: argparse.Namespace, chosen: Edition, *, command: str) -> Answer:
    built = build_site(
        chosen.config,
        config_path=chosen.config_path,
        content=chosen.content,
        output=options.output,
        sample=chosen.sample,
    )
    label = "sample site" if chosen.sample else "site"
    return Answer(
        command=command,
        data={"output": str(options.output), "sample": chosen.sample, "files": built.files, "written": built.written},
        warnings=[
            *(["the archive holds no paper yet: this is the bundled sample"] if chosen.sample else []),
            *([one_line(f"the archive cannot be searched as a whole: {built.search}")] if built.search else []),
        ],
        text=f"{label}: {built.files} files in {options.output}, {built.written} written",
    )


def _note_sample(where: Where, surroundings: Environment) -> None:
    """Say in the day's run report that what was built is the sample."""
    runs.mark_sample(where.archive, surroundings.clock().date())


def _report_data(report: RunReport) -> dict[str, object]:
    return {
        "day": report.day.isoformat(),
        "state": report.state,
        "model": dict(report.model),
        "sources": {line.name: {"state": str(line.state), "new": line.new} for line in report.sources},
    }


def _report_text(report: RunReport) -> str:
    lines = [f"{report.day}: {report.state}"]
    lines += [
        one_line(
            f"  {line.name}: {line.state}, {line.fetched} fetched, {line.new} new, "
            f"{line.updated} updated, {line.duplicate} known already"
        )
        for line in report.sources
    ]
    if report.briefings:
        lines.append(
            "  briefings: " + ", ".join(f"{n} by {_BY.get(by, by)}" for by, n in sorted(report.briefings.items()))
        )
    if report.model.get("calls"):
        model = report.model
        lines.append(
            f"  model: {model['calls']:.0f} calls, {model['tokens_in']:.0f} tokens in, "
            f"{model['tokens_out']:.0f} out, {model['usd']:.4f} USD"
        )
    return "\n".join(lines)


def _plan_data(todo: Plan) -> dict[str, object]:
    return {
        "day": todo.today.isoformat(),
        "sources": [source.label for source in todo.sources],
        "missed": {name: [day.isoformat() for day in days] for name, days in todo.missed.items()},
        "estimated_usd": todo.estimate.likely.usd if todo.estimate else 0.0,
        "model": asdict(todo.estimate) if todo.estimate else None,
    }


def _plan_text(todo: Plan) -> str:
    lines = [f"{todo.today}: would ask {len(todo.sources)} sources; nothing is written"]
    for source in todo.sources:
        owed = ", ".join(day.isoformat() for day in todo.missed.get(source.label, ()))
        lines.append(f"  {source.label}" + (f"; catching up {owed}" if owed else ""))
    if todo.estimate:
        lines += [
            f"  model, {name}: {taken.calls} calls, {taken.tokens_in} tokens in, "
            f"{taken.tokens_out} out, {taken.usd:.4f} USD"
            for name, taken in (("likely", todo.estimate.likely), ("at most", todo.estimate.worst))
        ]
    else:
        lines.append("  model: none is set up; briefings are extracts")
    return "\n".join(lines)


COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace, Environment], Answer]]] = {
    "update": update,
    "build": build,
    "run": run,
    "push": push,
    "init": init,
    "check": check,
    "doctor": doctor,
    "schema": schema,
    "probe": probe,
    "serve": serve,
    "verify": verify,
    "sync": sync,
    "workflow": workflow,
}
