"""Let a thousand readers at once read a built site behind a plain static server; see that pages need nothing else.

    python bench/fire/load.py --out FOLDER [--site SITE] [--readers 1000] [--seconds 20]

Without `--site` the bundled sample is built. nginx serves it; where there is none, `radar serve` does, which is made
for one reader, and then only a few read. wrk reads where there is one, else readers of asyncio do: every reader takes
pages in an order of its own, one after the other. Then Chromium, where there is one, opens a page of every kind in
each language and scrolls through it; told are the hosts that it asked, and what could not be had. That visited pages
are there when the server is gone is tested by tests/site/test_offline_in_browser.py.

Answers a second say little on a machine that reads and serves at the same time; errors say much.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, suppress
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "plugins"))

from radar.publish.serve import server  # noqa: E402 - found through the path above

PATIENCE: Final = 30.0
"""Seconds that a reader waits for an answer."""
OWN: Final = "radar serve"
FEW: Final = 20
"""Readers that `radar serve` is asked to bear."""
KINDS: Final = 60
"""Most pages that are opened in the browser: one for each template of addresses, then others."""
NGINX: Final = """daemon off; pid {out}/nginx.pid; error_log {out}/nginx.error; worker_processes 1;
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
  include {types};
  access_log off; client_body_temp_path {out}/body; proxy_temp_path {out}/proxy;
  fastcgi_temp_path {out}/fastcgi; uwsgi_temp_path {out}/uwsgi; scgi_temp_path {out}/scgi;
  server {{ listen 127.0.0.1:{port}; root {site}; index index.html; error_page 404 /404.html; }}
}}
"""
LUA: Final = """local paths = {{ {paths} }}
local at = 0
function init(args) math.randomseed({seed} + tonumber(tostring(wrk.thread):match("0x(%x+)") or "0", 16) % 65536) end
request = function()
  at = math.random(#paths)
  return wrk.format("GET", paths[at])
end
"""


def main() -> int:
    """Build, serve, read; the exit code is 1 where an answer was wrong or another host was asked."""
    options = parse()
    options.out.mkdir(parents=True, exist_ok=True)
    site = (options.site or built(options.out)).resolve()
    paths = pages(site)
    print(f"site: {sum(1 for one in site.rglob('*') if one.is_file())} files, {len(paths)} pages")
    with serving(site, options.out, options.port) as (base, name):
        options.readers = min(options.readers, FEW) if OWN in name else options.readers
        print(f"server: {name}; {options.readers} readers")
        wrong = read_by_wrk(base, paths, options) if shutil.which("wrk") else read_by_asyncio(base, paths, options)
        wrong += browse(base, paths)
    print(f"found: {len(wrong)}")
    for one in wrong[:20]:
        print(f"- {one}")
    return int(bool(wrong))


def built(out: Path) -> Path:
    """Build the bundled sample."""
    words = ("build", "--config", str(out / "radar.toml"), "--content", str(out / "content"))
    (out / "radar.toml").write_text((ROOT / "sample" / "radar.toml").read_text("utf-8"), encoding="utf-8")
    (out / "content").mkdir(exist_ok=True)
    environment = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
    subprocess.run(
        [sys.executable, "-m", "radar", *words, "--output", str(out / "site")], env=environment, check=True, cwd=out
    )
    return out / "site"


def pages(site: Path) -> list[str]:
    """Give the address of every page, and of what pages load."""
    kinds = (".html", ".css", ".js", ".json", ".svg", ".png", ".xml", ".woff2")
    found = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*")) if path.suffix in kinds)
    return ["/" + name.removesuffix("index.html") for name in found]


@contextmanager
def serving(site: Path, out: Path, port: int) -> Iterator[tuple[str, str]]:
    """Serve while the block runs; give the address and the server's name."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    types = Path("/etc/nginx/mime.types")
    if not (program and types.exists()):
        with server(site, port) as own, redirect_stderr(io.StringIO()):  # its log of requests
            threading.Thread(target=own.serve_forever, daemon=True).start()
            try:
                yield f"http://127.0.0.1:{own.server_address[1]}", f"{OWN} (no nginx here)"
            finally:
                own.shutdown()
        return
    settings = out / "nginx.conf"
    settings.write_text(NGINX.format(out=out, types=types, port=port, site=site), encoding="utf-8")
    with subprocess.Popen([program, "-c", str(settings), "-e", str(out / "nginx.error")]) as process:
        try:
            time.sleep(1)
            yield f"http://127.0.0.1:{port}", "nginx, one worker"
        finally:
            process.terminate()


def read_by_wrk(base: str, paths: Sequence[str], options: argparse.Namespace) -> list[str]:
    """Read with wrk; give what was wrong."""
    script = options.out / "read.lua"
    listed = ", ".join(json.dumps(path) for path in paths)
    script.write_text(LUA.format(paths=listed, seed=options.seed), encoding="utf-8")
    shape = ("-t", "2", "-c", str(options.readers), "-d", f"{options.seconds}s", "--timeout", f"{PATIENCE:.0f}s")
    program = ("wrk", *shape, "--latency", "-s", str(script), base)
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    print(done.stdout.strip())
    return [line.strip() for line in done.stdout.splitlines() if "Non-2xx" in line or "Socket errors" in line]


def read_by_asyncio(base: str, paths: Sequence[str], options: argparse.Namespace) -> list[str]:
    """Read with readers of our own; give what was wrong."""
    times: list[float] = []
    codes: Counter[str] = Counter()
    asyncio.run(_crowd(base, paths, options, times, codes))
    cuts = statistics.quantiles(times, n=100)
    shown = ", ".join(f"{n} % {1000 * cuts[n - 1]:.0f} ms" for n in (50, 75, 90, 99))
    print(f"asyncio: {options.readers} readers, {len(times)} answers in {options.seconds} s; {shown}; {dict(codes)}")
    return [f"{code}: {count}" for code, count in codes.items() if code != "200"]


async def _crowd(
    base: str, paths: Sequence[str], options: argparse.Namespace, times: list[float], codes: Counter[str]
) -> None:
    end = time.monotonic() + options.seconds
    dice = [random.Random(options.seed + n) for n in range(options.readers)]  # noqa: S311 - no secret
    readers = (_reader(base, paths, one, end, times, codes) for one in dice)
    await asyncio.gather(*readers)


async def _reader(
    base: str, paths: Sequence[str], dice: random.Random, end: float, times: list[float], codes: Counter[str]
) -> None:
    """Take page after page until the time is up; a connection that the server closes is opened again."""
    where = urlsplit(base)
    stream: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    while time.monotonic() < end:
        began = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                stream = stream or await asyncio.open_connection(where.hostname, where.port)
                codes[await _get(*stream, dice.choice(paths))] += 1
            times.append(time.monotonic() - began)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            codes[type(error).__name__] += 1
            stream = None
            continue
        if stream[0].at_eof():
            stream = None
    if stream:
        stream[1].close()


async def _get(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> str:
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    await writer.drain()
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    await reader.readexactly(int(fields["content-length"]))
    if head.startswith("HTTP/1.0") or fields.get("connection") == "close":
        reader.feed_eof()
    return head.split(" ", 2)[1]


def browse(base: str, paths: Sequence[str]) -> list[str]:
    """Open pages in Chromium; tell the hosts asked, and give what was wrong."""
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - a bench without a browser still reads
    except ImportError:
        print("no browser here: hosts are not looked at")
        return []
    hosts: Counter[str] = Counter()
    wrong: list[str] = []
    html = [path for path in paths if path.endswith(("/", ".html")) and path != "/404.html"]
    kinds = list({_kind(path): path for path in html}.values())
    chosen = (kinds + [path for path in html if path not in kinds])[:KINDS]
    with sync_playwright() as play:
        program = shutil.which("chromium")
        with play.chromium.launch(executable_path=program, args=["--no-sandbox"]) as browser:
            page = browser.new_page()
            page.on("request", lambda one: hosts.update([urlsplit(one.url).netloc or one.url.split(":")[0]]))
            page.on("requestfailed", lambda one: wrong.append(f"{page.url}: {one.url}: {one.failure}"))
            page.on("response", lambda one: wrong.extend([] if one.ok else [f"{one.url}: {one.status}"]))
            page.on("pageerror", lambda one: wrong.append(f"{page.url}: {one}"))
            for path in chosen:
                with suppress(Error):
                    page.goto(base + path, wait_until="load")
                    page.mouse.wheel(0, 20_000)
                    page.wait_for_load_state("networkidle")
    print(f"browser: {len(chosen)} pages, {sum(hosts.values())} requests, hosts seen {len(hosts)}: {dict(hosts)}")
    own = urlsplit(base).netloc
    return wrong + [
        f"asked {host} {count} times" for host, count in hosts.items() if host not in (own, "data", "blob")
    ]


def _kind(path: str) -> str:
    """Tell addresses that are made alike: names and numbers left out, the language kept."""
    parts = ["#" if any(letter.isdigit() for letter in part) else part for part in path.split("/")]
    return "/".join(parts[:3])


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--site", type=Path, help="a built site; its address must have no path")
    parser.add_argument("--readers", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--port", type=int, default=8721)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out = options.out.resolve()
    return options


if __name__ == "__main__":
    sys.exit(main())
