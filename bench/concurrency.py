"""Measure how long it takes to collect many feeds that answer slowly, and how much memory.

    python bench/concurrency.py

Loopback feeds answer after 200 ms each. Feeds of as many host names as there are feeds
are read by 1, 8 and 80 threads, with and without the child processes that a run parses
in; then feeds of one host, at the pace that a host keeps; then a day of all of these
together. Each row is a process of its own: peak memory is that process's `ru_maxrss`, and
the largest of its children's. The last line holds the day against the pace of its
slowest host alone, which no reader may go below.
"""

from __future__ import annotations

import json
import resource
import socketserver
import subprocess
import sys
import threading
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"
sys.path.insert(0, str(PLUGINS))

from radar.collect.pacing import DEFAULT_GAP  # noqa: E402 - found through the path set above

LATENCY = 0.2
NOW = datetime(2026, 3, 6, 8, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Row:
    """Say what one process does."""

    feeds: int
    hosts: int
    threads: int
    items: int
    apart: bool = False
    crowded: int = 0
    """Of the feeds, how many the first host has; the others share the other hosts."""
    port: int = 0

    def host(self, number: int) -> int:
        """Tell on which host a feed lies."""
        return 0 if number < self.crowded else number % self.hosts


ROWS = (
    *(Row(feeds=80, hosts=80, threads=threads, items=2) for threads in (1, 8, 80)),
    *(
        Row(feeds=80, hosts=80, threads=80, items=2, apart=True),
        Row(feeds=80, hosts=80, threads=80, items=30, apart=True),
    ),
    Row(feeds=20, hosts=1, threads=80, items=2),
    Row(feeds=80, hosts=61, threads=80, items=30, apart=True, crowded=20),
)


class Feeds(socketserver.StreamRequestHandler):
    """Serve invented feeds: `/ITEMS/NUMBER`."""

    def handle(self) -> None:
        """Answer one request, late."""
        path = self.rfile.readline().split()[1].decode("ascii")
        while self.rfile.readline().strip():
            pass
        _, items, number = path.split("/")
        body = feed(int(items), int(number))
        time.sleep(LATENCY)
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body)


class Server(socketserver.ThreadingTCPServer):
    """Take as many at once as come."""

    daemon_threads = True
    request_queue_size = 256


def feed(items: int, number: int) -> bytes:
    """Invent a feed of items with an abstract of about a thousand characters."""
    sentence = "Routers waste work, and this invented sentence says so in some sixty letters. "
    entries = "".join(
        f"<item><title>Invented result {n} of feed {number}</title><link>https://journal.example/{number}/{n}</link>"
        f"<description>{sentence * 13}</description></item>"
        for n in range(items)
    )
    return f'<rss version="2.0"><channel><title>F{number}</title>{entries}</channel></rss>'.encode()


def collect(row: Row) -> None:
    """Do what a row says, and print seconds and bytes."""
    from radar.collect import collect as room  # noqa: PLC0415 - only in the process that is measured
    from radar.collect.apart import IN_PROCESS, Apart, Parser  # noqa: PLC0415 - same
    from radar.collect.http import Door  # noqa: PLC0415 - same
    from radar.config import parse  # noqa: PLC0415 - same

    names = [f"host{n}.example" for n in range(row.hosts)]
    tables = [
        {"kind": "feed", "name": f"F{n}", "url": f"http://{names[row.host(n)]}:{row.port}/{row.items}/{n}"}
        for n in range(row.feeds)
    ]
    sources = parse({"version": 1, "sources": tables}).sources
    room.MOST_AT_ONCE = row.threads  # type: ignore[misc]  # what is measured
    parsers: AbstractContextManager[Parser] = Apart() if row.apart else nullcontext(IN_PROCESS)
    with Door(allow_hosts=names, resolver=lambda _host, _port: ["127.0.0.1"]) as door, parsers as parser:
        began = time.perf_counter()
        harvests = room.collect(sources, room.Order(now=NOW, today=NOW.date(), parser=parser), door)
        seconds = time.perf_counter() - began
    wrong = [one for one in harvests if len(one.listings) != row.items]
    if wrong:
        raise SystemExit(f"{len(wrong)} feeds failed, the first with: {wrong[0].reason}")
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps([seconds, *peaks]))


def main() -> None:
    """Serve, measure each row, and print a table in Markdown."""
    print(f"Feeds that answer after {LATENCY:g} s:\n")
    print("| feeds | hosts | threads | items a feed | parsed | wall time | peak memory | largest child |")
    print("|--:|--:|--:|--:|---|--:|--:|--:|")
    with Server(("127.0.0.1", 0), Feeds) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for row in ROWS:
            asked = json.dumps(asdict(row) | {"port": server.server_address[1]})
            ran = subprocess.run([sys.executable, __file__, asked], capture_output=True, text=True, check=True)
            seconds, own, children = json.loads(ran.stdout)
            where, child = ("apart", f"{children:.0f} MB") if row.apart else ("in process", "")
            counts = f"{row.feeds} | {row.hosts} | {row.threads} | {row.items}"
            print(f"| {counts} | {where} | {seconds:.1f} s | {own:.0f} MB | {child} |", flush=True)
        server.shutdown()
    # A pause is kept from the end of one request to the beginning of the next.
    slowest = row.crowded * LATENCY + (row.crowded - 1) * DEFAULT_GAP
    print(f"\n{seconds / slowest:.2f}x of the {slowest:.1f} s that the slowest host's own pace takes")


if __name__ == "__main__":
    if sys.argv[1:]:
        collect(Row(**json.loads(sys.argv[1])))
    else:
        main()
