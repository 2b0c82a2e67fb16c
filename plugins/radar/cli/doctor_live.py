"""Try over the network what a run would need: sources, the model, the published site; with `--live` alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from radar.brief import model
from radar.brief.asking import Ask, Reply
from radar.brief.budget import Purse
from radar.cli.doctor_checks import address
from radar.cli.doctor_finding import Finding, Health
from radar.cli.github import Repository
from radar.cli.talk import one_line
from radar.collect.answers import Response
from radar.collect.apart import Apart
from radar.collect.collect import collect
from radar.collect.order import Order
from radar.config import Config
from radar.environment import Environment
from radar.outcomes import Harvest

_QUESTION: Final = Ask(
    name="doctor",
    system="You answer in JSON alone.",
    user='Answer with the word "ready".',
    schema={
        "type": "object",
        "properties": {"answer": {"type": "string"}},
        "required": ["answer"],
        "additionalProperties": False,
    },
    example='{"answer": "ready"}',
    most_tokens_out=200,
)


def sources(config: Config, surroundings: Environment) -> Iterator[Finding]:
    """Ask every source once, as a run would, and keep nothing."""
    now = surroundings.clock()
    with surroundings.door() as door, Apart() as parser:
        order = Order(now=now, today=now.date(), window_days=1, parser=parser, keys=surroundings.keys)
        for harvest in collect(config.sources, order, door):
            yield _source(harvest)


def the_model(config: Config, surroundings: Environment) -> Finding | None:
    """Put one small question to the model, within the day's budget; None where none is set up."""
    access = surroundings.access(config.briefings.model)
    if access is None:
        return None
    asker = model.connect(
        config.briefings.model,
        key=access.key,
        purse=Purse(config.briefings.budget),
        base_url=access.base_url,
        allow_hosts=access.allow_hosts,
    )
    answer = asker.ask(_QUESTION)
    if isinstance(answer, Reply):
        said = f"{asker.model} answers ({answer.spent.seconds:.1f} s)"
        return Finding(
            name="model", health=Health.OK, what=said, zh=f"{asker.model}有回答（{answer.spent.seconds:.1f}秒）"
        )
    reason = one_line(f"{answer.trouble}: {answer.reason}")
    return Finding(
        name="model",
        health=Health.WARN,
        what=reason,
        zh=reason,
        fix="look at [briefings.model] and its key; meanwhile briefings are extracts",
        fix_zh="检查[briefings.model]和密钥；在此之前简报由摘要原句组成",
    )


def site(config: Config, surroundings: Environment, found: Repository | None) -> Finding | None:
    """Open the published site; None where its address is not known."""
    url = address(config, surroundings, found)
    if not url:
        return None
    with surroundings.door() as door:
        answer = door.get(f"{url}/")
    if isinstance(answer, Response):
        return Finding(name="site", health=Health.OK, what=f"{url} answers", zh=f"{url}打得开")
    link = f"{found.page}/settings/pages" if found else ""
    reason = one_line(getattr(answer, "reason", ""))
    return Finding(
        name="site",
        health=Health.WARN,
        what=f"{url}: {reason}",
        zh=f"{url}：{reason}",
        fix=f"switch Pages on (Source: GitHub Actions): {link}" if link else "publish `output/` there",
        fix_zh=f"打开Pages（Source选GitHub Actions）：{link}" if link else "把output/发布到那里",
    )


def _source(harvest: Harvest) -> Finding:
    name = one_line(harvest.source)
    if not harvest.state.is_failure:
        count = len(harvest.listings)
        return Finding(name="source", health=Health.OK, what=f"{name}: {count} records", zh=f"{name}：{count}条")
    reason = one_line(f"{harvest.state}: {harvest.reason}")
    return Finding(
        name="source",
        health=Health.WARN,
        what=f"{name}: {reason}",
        zh=f"{name}：{reason}",
        fix="a later run asks again; `enabled = false` leaves it out",
        fix_zh="下一次运行会再问；写enabled = false则不再问",
    )
