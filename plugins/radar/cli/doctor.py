"""Hold the command `radar doctor`: what a run needs, line by line, each with what mends it.

0    all is well, or nothing worse than a note or a warning of what is not set up
3    with `--live`: some sources, the model or the site did not answer
1    the radar does not run like this: Python, disk, clock
2    radar.toml has mistakes
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from radar.cli import doctor_checks, doctor_live
from radar.cli.checking import configuration
from radar.cli.doctor_finding import Finding, Health
from radar.cli.talk import Answer, languages
from radar.config import Config
from radar.environment import Environment
from radar.errors import ConfigError
from radar.pipeline import Where

DONE, FAILED, USAGE, PARTIAL = 0, 1, 2, 3
_LIVE: Final = frozenset(("source", "model", "site"))


def options(parser: argparse.ArgumentParser) -> None:
    """Name what may be asked for."""
    parser.add_argument("--live", action="store_true", help="ask sources, model and site over the network")


def doctor(options: argparse.Namespace, surroundings: Environment) -> Answer:
    """Look at everything, whatever is wrong."""
    langs = languages(options.lang, surroundings.variables)
    found: list[Finding] = [doctor_checks.python()]
    mistakes: tuple[str, ...] = ()
    try:
        config, path = configuration(options.config)
        found += _looked(config, path, options, surroundings)
    except ConfigError as error:
        mistakes = error.lines(*langs)
        found.append(_mistaken(error))
    counts = Counter(str(one.health) for one in found)
    return Answer(
        command="doctor",
        code=USAGE if mistakes else _code(found),
        data={"findings": [_data(one) for one in found], "counts": counts},
        errors=mistakes,
        text="\n".join(one.line(*langs) for one in found),
    )


def _looked(config: Config, path: Path, options: argparse.Namespace, surroundings: Environment) -> Iterator[Finding]:
    where, now = Where(content=options.content), surroundings.clock()
    folder = options.config.resolve().parent
    repository = doctor_checks.repository(surroundings.variables, folder)
    yield doctor_checks.configuration(config, path, options.config)
    yield doctor_checks.sources(config)
    yield doctor_checks.key(config, surroundings)
    yield doctor_checks.clock(now)
    yield doctor_checks.disk(where)
    yield doctor_checks.last_run(where, now)
    yield doctor_checks.git(folder, repository)
    yield doctor_checks.schedule(repository)
    yield from filter(None, (doctor_checks.pages(config, surroundings, repository),))
    yield from doctor_checks.variables(surroundings)
    if options.live:
        yield from doctor_live.sources(config, surroundings)
        yield from filter(None, (doctor_live.the_model(config, surroundings),))
        yield from filter(None, (doctor_live.site(config, surroundings, repository),))


def _mistaken(error: ConfigError) -> Finding:
    count = len(error.mistakes)
    return Finding(
        name="config",
        health=Health.WRONG,
        what=f"{error.file}: {count} mistakes",
        zh=f"{error.file}：{count}处错误",
        fix="each is listed below",
        fix_zh="逐条列在下面",
    )


def _code(found: list[Finding]) -> int:
    if any(one.health is Health.WRONG for one in found):
        return FAILED
    return PARTIAL if any(one.health is Health.WARN and one.name in _LIVE for one in found) else DONE


def _data(one: Finding) -> dict[str, str]:
    return {"name": one.name, "health": str(one.health), "what": one.what, "fix": one.fix}
