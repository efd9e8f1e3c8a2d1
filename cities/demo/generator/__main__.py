"""`python -m cities.demo.generator TARGET --scale small --seed 2019` writes a synthetic city."""

from __future__ import annotations

import argparse
from pathlib import Path

from cities.demo.generator import generate


def main() -> None:
    """Parse the arguments, generate, say in one line per night what lies there."""
    parser = argparse.ArgumentParser(prog="python -m cities.demo.generator", description=__doc__)
    parser.add_argument("target", type=Path, help="a folder that is empty or does not exist")
    parser.add_argument("--scale", choices=("small", "city"), default="small")
    parser.add_argument("--seed", type=int, default=2019)
    arguments = parser.parse_args()
    truth = generate(arguments.target, scale=arguments.scale, seed=arguments.seed)
    for night, told in truth.data["nights"].items():
        figures = {name: f"{found['numerator']}/{found['denominator']}" for name, found in told["measures"].items()}
        print(night, figures)


if __name__ == "__main__":
    main()
