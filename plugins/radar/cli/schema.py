"""Hold the command `radar schema`: print the JSON Schema of radar.toml, or its reference made from the same."""

from __future__ import annotations

import argparse

from radar.cli import reference
from radar.cli.talk import Answer
from radar.environment import Environment
from radar.publish.data import open_data_schema


def options(parser: argparse.ArgumentParser) -> None:
    """Name what may be printed."""
    parser.add_argument("--reference", choices=("zh", "en"), help="print the reference in Markdown instead")


def schema(options: argparse.Namespace, _surroundings: Environment) -> Answer:
    """Print one of them."""
    made = open_data_schema.schema("radar")
    if options.reference:
        return Answer(command="schema", text=reference.written(made, options.reference))
    return Answer(command="schema", data=made, text=open_data_schema.written(made).decode())
