"""Kill `radar update` and `radar build` at random moments, and hold what is left against undisturbed runs.

    python bench/fire/kills.py --out FOLDER [--update-kills 1000] [--build-kills 100] [--days 50] [--seed 1]

Two owners live the same days. The calm one is let alone. The other one's updates are killed, and the next begins
with what is left; when a day has had its kills, one update may come through, and the two archives must be the same,
byte for byte. Every few days the builds are killed in the same way, and the two sites must be the same.

A moment is drawn from the time that such a run takes and a tenth more: of the whole run for every second kill, for
the others from where it begins to change what stays (the first half would otherwise take most of the kills: it is
spent waiting for sources). A kill counts where it met a running program. A run that came to its end before its
moment is mostly undone, so that the next one has the whole day before it again.

On the last day, before all that, the update is killed once before each change of a file that it makes, each time
from the same state, then let run.

After each kill all records of the archive must be readable and no paper stand twice; every file of a site must
be whole, of the old site or of the new one. What a run leaves behind (processes) must end by itself.

Every kill is a line of `kills.jsonl` in the folder: when interrupted, the same command goes on from there.
Papers come from the shared corpora (RADAR_SHARED), else they are composed; see `ground`.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import sys
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

import ground
from against import TIMES, compare, look
from forks import LATE, Ended, Forks
from ground import Owner, hashes
from trial import GOOD, Log, Trial, give_back, keep, open_days

SCENARIO: Final[dict[str, Any]] = {
    "shift": ground.SHIFT,
    "held": {"share": 0.05, "days": [1, 9], "seed": 1},
    "auto_versions": {"share": 0.1, "after": [1, 10], "max": 2, "seed": 1},
    "biorxiv": {"per_day": 4, "twins": 0},
}
BEYOND: Final = 1.1
"""Moments are drawn up to this share of the time a run takes."""
NOTHING_CAME: Final = "suspicious: nothing"
"""What is said of a source that the corpus has no papers of on an open day."""
KILLED: Final = -9
UNDONE: Final = 0.75
"""Share of the runs that came to their end too soon which are undone."""
MOST_TRIES: Final = 5
"""Runs for a kill, beyond which the moments must be wrong."""
SLOW_DEATH: Final = 30.0
"""Seconds after which what a killed run left behind is held to be stuck."""


def main() -> int:
    """Go through the days, then print the table; the exit code is 1 where anything was found."""
    options = parse()
    options.out.mkdir(parents=True, exist_ok=True)
    days = open_days(options.first, options.days)
    told = options.out / "data"
    if not told.exists():
        earlier = [options.first - timedelta(days=n) for n in range(1, 15)]
        real = ground.lay_corpora(told, [*earlier, *days], options.papers)
        (options.out / "real").write_text(str(int(real)), encoding="utf-8")
    real = (options.out / "real").read_text("utf-8") == "1"
    began = time.monotonic()
    with ground.serving(told, options.port, SCENARIO, days[0], options.out) as net:
        owners = [Owner(folder=options.out / name) for name in ("calm", "fire")]
        for owner in owners:
            owner.settle(ground.config(net.base_url, real=real))
        log = Log(path=options.out / "kills.jsonl")
        forks = Forks(options.out / "said")
        trial = Trial(options=options, net=net, forks=forks, calm=owners[0], fire=owners[1], log=log, days=days)
        load(trial)
        for day in days:
            live(trial, day)
        stuck = wait_for_the_left(forks)
        problems = last(trial) + [f"process {pid} outlived its run by {s:.0f} s" for pid, s in stuck.items()]
    return report(trial, problems, time.monotonic() - began)


def load(trial: Trial) -> None:
    """Load all modules by an update and a build that are thrown away."""
    rehearsal = Owner(folder=trial.path("rehearsal"))
    shutil.rmtree(rehearsal.folder, ignore_errors=True)
    rehearsal.settle((trial.calm.folder / "radar.toml").read_text("utf-8"))
    trial.net.go_to(trial.days[0])
    for name in ("update", "build"):
        ended = trial.forks.load(rehearsal.words(name), rehearsal.surroundings(trial.days[0]), rehearsal.folder)
        if ended.code not in GOOD:
            raise SystemExit(f"a first {name} ended with {ended.code}: {ended.said}")


def live(trial: Trial, day: date) -> None:
    """Live one day: the calm owner's, then the other one's with all its kills."""
    if trial.log.of("same", day):
        return
    trial.net.go_to(day)
    live_calmly(trial, day)
    builds = [each for each in trial.days if trial.is_built(each)]
    kills = {"update": share(trial.options.update_kills, len(trial.days), trial.days.index(day))}
    if trial.is_built(day):
        kills["build"] = share(trial.options.build_kills, len(builds), builds.index(day))
    for name, count in kills.items():
        if trial.log.of(f"{name} through", day):
            continue
        keep(trial.fire, trial.path("before"), day, name)
        if name == "update" and day == trial.days[-1] and trial.options.every_change:
            every_change(trial, day)
        wear_down(trial, name, day, count)
        run_well(trial, trial.fire, name, day)
        trial.log.add(what=f"{name} through", day=str(day))
    wrong = compare(trial, day)
    trial.log.add(what="same", day=str(day), problems=wrong)
    print(f"{day}: {kills} killed; {'; '.join(wrong) or 'same'}", file=sys.stderr, flush=True)


def share(whole: int, parts: int, number: int) -> int:
    """Give one part of a number that is to be spread evenly."""
    return whole * (number + 1) // parts - whole * number // parts


def live_calmly(trial: Trial, day: date) -> None:
    """Update and build undisturbed, and note how long it took."""
    if trial.log.of("calm", day):
        return
    times = {}
    for name in ("update", "build") if trial.is_built(day) else ("update",):
        ended = run_well(trial, trial.calm, name, day)
        times[name] = {"wall": ended.wall, "late": ended.late or ended.wall}
    tables = {"archive": hashes(trial.calm.archive)}
    if trial.is_built(day):
        tables["site"] = hashes(trial.calm.output)
    trial.path(f"calm-{day}.json").write_text(json.dumps(tables), encoding="utf-8")
    trial.log.add(what="calm", day=str(day), **times)


def run_well(trial: Trial, owner: Owner, name: str, day: date) -> Ended:
    """Run a command that must succeed; a source may be late on a busy machine, or have nothing on a day."""
    for _ in range(3):
        ended = trial.forks.run(owner.words(name), owner.surroundings(day), owner.folder)
        if ended.code == 0 or (ended.code in GOOD and NOTHING_CAME in ended.said):
            return ended
    raise SystemExit(f"{owner.folder.name}: {name} of {day} ended with {ended.code}: {ended.said}")


def wear_down(trial: Trial, name: str, day: date, kills: int) -> None:
    """Run a command again and again, until so many runs of it have been killed."""
    while sum(one["code"] == KILLED for one in trial.log.of(name, day)) < kills:
        number = len(trial.log.of(name, day))
        if number > MOST_TRIES * kills:
            raise SystemExit(f"{name} of {day}: {number} runs, and less than {kills} kills met a running one")
        if kill(trial, name, day, number):
            give_back(trial.fire, trial.path("before"))


def kill(trial: Trial, name: str, day: date, number: int) -> bool:
    """Run a command, kill it at its moment, look at what it left; tell whether it is to be undone."""
    kind = "again" if is_whole(trial, name, day) else "first"
    dice = random.Random(f"{trial.options.seed} {name} {day} {number}")  # noqa: S311 - moments of kills, no secret
    clock = "late" if number % 2 else "wall"
    whole = usual(trial, name, kind, day, clock)
    moment = dice.uniform(0, BEYOND) * whole
    began = time.time() - 1
    ended = trial.forks.run(
        trial.fire.words(name),
        trial.fire.surroundings(day),
        trial.fire.folder,
        kill_after=moment,
        since_late=clock == "late",
    )
    problems = look(trial, name, day, began)
    if ended.is_hung:
        problems.append(f"hung at {ended.step}")
    if ended.code not in (GOOD | {KILLED}):
        problems.append(f"exit {ended.code}: {ended.said[-300:]}")
    undone = ended.code in GOOD and dice.random() < UNDONE
    left = trial.forks.left_over()
    trial.log.add(
        what=name,
        day=str(day),
        number=number,
        kind=kind,
        clock=clock,
        moment=round(moment, 4),
        usual=round(whole, 4),
        code=ended.code,
        wall=round(ended.wall, 4),
        late=ended.late and round(ended.late, 4),
        cpu=round(ended.cpu, 3),
        step=ended.step,
        changes=ended.changes,
        problems=problems,
        undone=undone,
        oldest=round(max(left.values(), default=0.0), 1),
    )
    return undone


def is_whole(trial: Trial, name: str, day: date) -> bool:
    """Tell whether a run of this day has come through and stands: another has little left to do."""
    lines = trial.log.of(name, day)
    began = max((n + 1 for n, line in enumerate(lines) if line["undone"]), default=0)
    return any(line["code"] in GOOD for line in lines[began:])


def usual(trial: Trial, name: str, kind: str, day: date, clock: str) -> float:
    """Tell the seconds that such a run takes by a clock: the middle of the last ones that came to their end."""
    ended = [one for one in trial.log.of(name) if one["kind"] == kind and one["code"] in GOOD and one[clock]]
    whole = [float(one[clock]) for one in ended[-5:]]
    return statistics.median(whole) if len(whole) > 1 else float(trial.log.of("calm", day)[0][name][clock])


def last(trial: Trial) -> list[str]:
    """Verify the last site, and gather what was found on the way."""
    found = [f"{line['day']}: {each}" for line in trial.log.of("same") for each in line["problems"]]
    for name in ("update", "change", "build"):
        found += [f"{line['day']} {name}: {each}" for line in trial.log.of(name) for each in line["problems"]]
    day = next((each for each in reversed(trial.days) if trial.is_built(each)), None)
    if day == trial.days[-1]:
        ended = trial.forks.run(trial.fire.words("verify"), trial.fire.surroundings(day), trial.fire.folder)
        found += [] if ended.code == 0 else [f"verify: {ended.said}"]
    return found


def wait_for_the_left(forks: Forks) -> dict[int, float]:
    """Give what killed runs left behind time to end; name what does not."""
    end = time.monotonic() + SLOW_DEATH
    while (left := forks.left_over()) and time.monotonic() < end:
        time.sleep(0.5)
    return left


def every_change(trial: Trial, day: date) -> None:
    """Kill a day's update before each change of a file in turn, each time from the same state; then let it run."""
    number = len(trial.log.of("change", day))
    while not number or trial.log.of("change", day)[-1]["code"] == KILLED:
        number += 1
        give_back(trial.fire, trial.path("before"))
        began = time.time() - 1
        words, surroundings = trial.fire.words("update"), trial.fire.surroundings(day)
        ended = trial.forks.run(words, surroundings, trial.fire.folder, kill_at=number)
        problems = look(trial, "update", day, began)
        run_well(trial, trial.fire, "update", day)
        problems += compare(trial, day, site=False)
        trial.log.add(what="change", day=str(day), number=number, code=ended.code, step=ended.step, problems=problems)
    give_back(trial.fire, trial.path("before"))


def report(trial: Trial, problems: list[str], seconds: float) -> int:
    """Print what was killed, and what was found."""
    for name in ("update", "build"):
        lines = trial.log.of(name)
        killed = [line for line in lines if line["code"] == KILLED]
        print(f"\nradar {name}: {len(killed)} killed, {len(lines) - len(killed)} done before their moment came")
        print("| step | kills | after changes of files |\n|---|--:|---|")
        for step, count in Counter(line["step"] for line in killed).most_common():
            changes = sorted(line["changes"] for line in killed if line["step"] == step)
            print(f"| {step} | {count} | {changes[0]} to {changes[-1]} |")
        for clock, about in (("wall", "whole run"), ("late", f"time from {LATE[name]} on")):
            tenths = Counter(int(10 * one["moment"] / one["usual"]) for one in killed if one["clock"] == clock)
            print(f"kills by tenth of the {about}: " + " ".join(str(tenths[n]) for n in range(11)))
        print(f"longest that a process outlived its killed run: {max((one['oldest'] for one in lines), default=0)} s")
    changes = trial.log.of("change")
    every = sum(one["code"] == KILLED for one in changes)
    print(f"\nradar update: killed before each of the {every} changes of files that a day makes")
    days = trial.log.of("same")
    print(f"\ndays {len(days)}, seed {trial.options.seed}, {seconds:.0f} s of this call")
    print(f"not compared in run reports: {', '.join(TIMES)}; everything else byte for byte")
    print(f"found: {len(problems)}")
    for problem in problems[:50]:
        print(f"- {problem}")
    return int(bool(problems))


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--update-kills", type=int, default=1000)
    parser.add_argument("--build-kills", type=int, default=100)
    parser.add_argument("--days", type=int, default=50)
    parser.add_argument("--every-change", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--first", type=date.fromisoformat, default=date(2025, 10, 1), metavar="DAY")
    parser.add_argument("--build-every", type=int, default=5, metavar="N")
    parser.add_argument("--papers", type=int, default=12, help="most of a day and corpus")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=8701, help="the same when going on: addresses are in the archive")
    options = parser.parse_args()
    options.out = options.out.resolve()
    return options


if __name__ == "__main__":
    sys.exit(main())
