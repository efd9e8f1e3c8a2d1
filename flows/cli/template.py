"""`credit template`: the workbook that a department fills in."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli import _options
from flows.cli._group import InputError


@click.command(short_help="Write the workbook that a department fills in.")
@click.argument("dataset")
@click.argument("out", metavar="OUT.xlsx", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--layout", help="The layout, where the dataset has several (default: the newest, e.g. 2018).")
@_options.home
@_options.as_json
def command(dataset: str, out: Path, layout: str | None, home: Path, as_json: bool) -> None:
    """Write the template of DATASET to OUT.xlsx: official headings, text cells, drop-downs for codes, notes.

    Filled in, it can be checked (credit check OUT.xlsx --dataset DATASET) and handed in as it is; empty it is a zero
    report. A file that is there is never overwritten.
    """
    from expectations.template import write_template
    from flows.cli._datasets import chosen
    from flows.cli._print import print_json

    (contract,) = chosen(dataset)
    if layout is not None and layout not in contract.layout_names:
        known = "、".join(name for name in contract.layout_names if name)
        raise InputError(f"{dataset} has no layout {layout!r}; there are: {known or 'none'}")
    check_out(out)
    try:
        write_template(contract, out, layout)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}") from None
    if as_json:
        print_json({"dataset": dataset, "layout": layout or contract.layout_names[0], "path": str(out)})
        return
    click.echo(f"已写出{contract.title}的模板：{out}\n填好后核对：credit check {out} --dataset {dataset}")


def check_out(out: Path) -> None:
    """InputError when the template has nowhere to go."""
    if out.suffix.lower() != ".xlsx":
        raise InputError(f"a template is a workbook: its name must end in .xlsx, found {out.name!r}")
    if not out.parent.is_dir():
        raise InputError(f"there is no folder {out.parent}")
    if out.exists():
        raise InputError(f"{out} is there already; name another file")
