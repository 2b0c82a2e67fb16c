"""Hold the command `radar push`: tell the days that are due, each on each channel once."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Final

from radar import __version__
from radar.archive import atomic
from radar.cli.talk import Answer, one_line
from radar.config import Config
from radar.environment import Edition, Environment
from radar.pipeline import Where
from radar.publish.site import load_site
from radar.publish.view import Site
from radar.push.channels import Missing, channels
from radar.push.outcome import Sent
from radar.push.post import Post
from radar.push.push import Asked, Task, Told, by_day, due, tasks, tell, tell_hub, unclear_before

DONE, PARTIAL = 0, 3
NOTHING: Final = "push: nobody to tell is set up in radar.toml"


def push(options: argparse.Namespace, surroundings: Environment, chosen: Edition) -> Answer:
    """Tell by e-mail, in chats and through the hub; partial where a channel fails, the hub aside."""
    config = chosen.config
    if chosen.sample:
        return Answer(command="push", text="push: the archive holds no paper yet: nothing to tell")
    if not (config.push.email or config.push.webhooks or config.feeds.websub):
        return Answer(command="push", text=NOTHING)
    now, where = surroundings.clock(), Where(content=chosen.content)
    asked = Asked(day=options.day, again=options.again)
    post = Post(
        allow_hosts=surroundings.allow_hosts,
        user_agent=f"AcademicHub-radar/{__version__}",
        now=surroundings.clock,
    )
    usable, missing = channels(config, surroundings.variables, post=post, allow_hosts=surroundings.allow_hosts)
    site = load_site(config, chosen.content, sample=False)
    if options.dry_run:
        todo = tasks(site, where.archive, usable, asked, now)
        return Answer(command="push", data={"would": _planned(todo)}, text=_plan(config, site, todo, missing))
    with atomic.lock(where.private / "lock"):
        todo = tasks(site, where.archive, usable, asked, now)
        before = unclear_before(where.archive, due(site, asked, now), [channel.name for channel in usable])
        told = tuple(tell(site, where.archive, todo, now))
        hub = tell_hub(site, where.archive, config.feeds.hub, post, now) if config.feeds.websub else None
    sent_now = {(each.day, each.channel) for each in told}
    return _answer(
        config,
        site,
        (*told, *([hub] if hub else [])),
        missing,
        [each for each in before if (each.day, each.channel) not in sent_now],
    )


def hints(config: Config, surroundings: Environment) -> Iterator[str]:
    """Name what of the push settings has no effect as things stand."""
    rules = config.push
    if not (rules.email or rules.webhooks or config.feeds.websub):
        return
    post = Post(allow_hosts=surroundings.allow_hosts, now=surroundings.clock)
    _, missing = channels(config, surroundings.variables, post=post, allow_hosts=surroundings.allow_hosts)
    yield from (f"push: {each.name} is skipped: {each.what}" for each in missing)
    if config.site.url == "auto" or not config.site.url:
        what = "the hub is told of nothing" if config.feeds.websub else "messages lead to the papers' sources"
        yield f"push: while site.url is not set, {what}"


def _answer(
    config: Config, site: Site, told: Sequence[Told], missing: Sequence[Missing], before: Sequence[Told]
) -> Answer:
    bad = [each for each in told if each.outcome.state is not Sent.SENT]
    warnings = [_line(each) for each in told if each.outcome.reason]
    warnings += [f"{_line(each)}; `radar push --day {each.day} --again` sends it once more" for each in before]
    if config.feeds.websub and not site.url:
        warnings.append("websub: site.url is not known, so the hub cannot be told of any feed")
    lines = [f"{each.day}: {each.channel}: {each.outcome.state}" for each in told]
    lines += [f"{each.name}: skipped: {each.what}" for each in missing]
    return Answer(
        command="push",
        code=PARTIAL if any(each.channel != "websub" for each in bad) else DONE,
        data={"days": by_day(told), "skipped": {each.name: each.what for each in missing}},
        warnings=[one_line(warning) for warning in warnings],
        text="\n".join(map(one_line, lines)) or "push: nothing new to tell",
    )


def _line(told: Told) -> str:
    return f"{told.day}: {told.channel}: {told.outcome.state}: {told.outcome.reason}"


def _planned(todo: Sequence[Task]) -> list[dict[str, str]]:
    return [{"day": task.day.day.isoformat(), "channel": task.channel.name} for task in todo]


def _plan(config: Config, site: Site, todo: Sequence[Task], missing: Sequence[Missing]) -> str:
    lines = [f"{task.day.day}: would tell {task.channel.name}: {len(task.day.papers)} papers" for task in todo]
    lines += [f"{each.name}: skipped: {each.what}" for each in missing]
    if config.feeds.websub:
        lines.append("websub: would tell the hub" if site.url else "websub: site.url is not known")
    return "\n".join(map(one_line, lines)) or "push: nothing new to tell"
