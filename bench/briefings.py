"""Let a fake model brief a real day, and count what it took: wall time, calls, tokens, what was published.

    python bench/briefings.py --out /tmp/briefed [--day 2016-06-17] [--history 11] [--delay 0.3] [--llm grounded]
    python bench/briefings.py --out /tmp/briefed --again               the same day once more
    python bench/briefings.py --out /tmp/third --tokens 40000          under a bound

`radar update` in a process of its own against the fake internet (`tests/fakenet`'s full
form in the shared folder), whose arXiv lists the real papers of the day and whose model
answers after `--delay` seconds. The days before are briefed too, without delay.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ARCHIVES = "astro-ph+cond-mat+cs+gr-qc+hep-ph+hep-th+math+nlin+physics+q-bio+q-fin+quant-ph+stat"
CONFIG = """version = 1
[[sources]]
kind = "arxiv"
categories = {categories}
base_url = "{base}"
api_url = "{base}/api/query"
oai_url = "{base}/oai"
[abstracts]
enabled = false
{topics}
[briefings]
gists_per_day = {gists}
topics_per_day = 8
cross_field_per_day = 3
[briefings.model]
base_url = "{base}/v1"
model = "sample-model"
concurrency = 4
[briefings.budget]
max_tokens_per_day = {tokens}
max_calls_per_day = {calls}
price_in_per_mtok = 0.5
price_out_per_mtok = 1.5
"""
TOPICS = (
    ("learning", "机器学习", "Machine learning", "cs", "neural network, deep learning, machine learning, classifier"),
    ("networks", "复杂网络", "Complex networks", "physics", "complex network, social network, epidemic, community"),
    ("quantum", "量子信息", "Quantum information", "physics", "qubit, entanglement, quantum computing"),
    ("galaxies", "星系", "Galaxies", "astro", "galaxy, galaxies, dark matter, star formation"),
    ("materials", "材料", "Materials", "mater", "superconductor, graphene, topological insulator, thin film"),
    ("biology", "定量生物学", "Quantitative biology", "bio", "protein, gene, neuron, cell, evolution"),
    ("particles", "粒子物理", "Particle physics", "physics", "LHC, Higgs, neutrino, dark photon, QCD"),
    ("inference", "统计推断", "Statistical inference", "stat", "Bayesian, estimator, regression, Monte Carlo"),
)


def main() -> int:
    """Collect the days before, brief the day, print the figures."""
    options = parse()
    sys.path.insert(0, str(shared() / "fakenet"))
    from fakenetlib.control import change  # noqa: PLC0415 - same

    from fakenet import Scenario, start  # noqa: PLC0415 - found through the path set above

    slow = [{"match": "*/chat/completions", "fault": "delay", "seconds": options.delay}] if options.delay else []
    scenario = Scenario(llm="grounded")
    options.out.mkdir(parents=True, exist_ok=True)
    first = options.day - timedelta(days=0 if options.again else options.history)
    with start(shared() / "data", day=str(first), corpora=["arxiv-all"], scenario=scenario, port=options.port) as net:
        write_config(options, net.base_url)
        for n in range((options.day - first).days):
            day = first + timedelta(days=n)
            with net.net.lock:
                net.net.day = str(day)
            run(options.out, day)
        llm = json.loads(options.llm) if options.llm[0] in "[{" else options.llm
        change(net.net, {"day": str(options.day), "faults": slow, "llm": llm})
        net.net.log.clear()
        write_config(options, net.base_url, tokens=options.tokens, calls=options.calls)
        if not options.again:
            print(run(options.out, options.day, "--dry-run").stdout)
        began = time.monotonic()
        done = run(options.out, options.day)
        took = time.monotonic() - began
        calls = sum("chat/completions" in entry["path"] for entry in net.net.log.entries())
    print(f"exit {done.returncode}\n{done.stdout}{done.stderr[-1500:]}")
    report = json.loads(
        (options.out / f"content/daily/runs/{options.day.year}/{options.day}.json").read_text("utf-8")
    )
    print(f"wall {took:.1f} s; calls at the model {calls}; report's model {report['model']}")
    print(f"briefings {report['briefings']}; trouble {report.get('model_trouble', '')!r}")
    print(f"gists: {gists(options.out, options.day)}")
    return 0


def run(out: Path, day: date, *extra: str) -> subprocess.CompletedProcess[str]:
    """Run one update; stop when it fails outright."""
    environment = os.environ | {
        "RADAR_NOW": f"{day}T08:00:00Z+",
        "RADAR_ALLOW_HOST": "127.0.0.1",
        "RADAR_PACE": "0",
        "OPENAI_API_KEY": "sk-bench",
    }
    command = [sys.executable, "-m", "radar", "update", "--config", str(out / "radar.toml")]
    command += ["--content", str(out / "content"), *extra]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode not in (0, 3):
        raise SystemExit(f"{day}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def write_config(options: argparse.Namespace, base: str, *, tokens: int = 0, calls: int = 0) -> None:
    """Write the radar.toml of the bench, with the day's bounds."""
    topics = "".join(
        f'[[topics]]\nid = "{ident}"\nname = {{ zh = "{zh}", en = "{en}" }}\nfields = ["{field}"]\n'
        f"keywords = {json.dumps(words.split(', '))}\n"
        for ident, zh, en, field, words in TOPICS
    )
    settings: dict[str, Any] = {"tokens": tokens, "calls": calls, "gists": options.gists}
    text = CONFIG.format(base=base, categories=json.dumps(ARCHIVES.split("+")), topics=topics, **settings)
    (options.out / "radar.toml").write_text(text, encoding="utf-8")


def gists(out: Path, day: date) -> dict[str, int]:
    """Count the day's gists by who wrote them."""
    path = out / f"content/daily/gists/{day:%Y}/{day:%m}/{day}.jsonl"
    found: dict[str, int] = {}
    for line in path.read_text("utf-8").splitlines():
        gist = json.loads(line)
        key = f"{gist['by']} {gist['lang']}".strip()
        found[key] = found.get(key, 0) + 1
    return found


def shared() -> Path:
    """Find the shared folder."""
    return Path(os.environ.get("RADAR_SHARED") or ROOT.parent / "shared")


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--day", type=date.fromisoformat, default=date(2016, 6, 17))
    parser.add_argument("--history", type=int, default=11)
    parser.add_argument("--delay", type=float, default=0.3)
    parser.add_argument("--llm", default="grounded", help="a persona, or JSON")
    parser.add_argument("--tokens", type=int, default=0)
    parser.add_argument("--calls", type=int, default=0)
    parser.add_argument("--gists", type=int, default=100)
    parser.add_argument("--port", type=int, default=8771)
    parser.add_argument("--again", action="store_true", help="the same day once more, on what an earlier run left")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
