"""`data`: the data sets on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.cli.options import echo_json, json_option

if TYPE_CHECKING:
    from graders.course.datasets.base import ImportedDataset


@click.group("data", help="List, verify, import or download data sets.")
def command() -> None:
    """Group the data verbs."""


@command.command("list", help="List the data sets and whether they are on this machine.")
@json_option
def list_data(*, as_json: bool) -> None:
    """Print one line per data set."""
    from tabulate import tabulate

    from graders.course.datasets.base import ImportedDataset
    from graders.course.datasets.registered import DATASETS
    from graders.course.workspace import default_workspace

    store = default_workspace().data
    rows = []
    for name in DATASETS:
        dataset = DATASETS.get(name)
        count = dataset.stored_examples(store) if isinstance(dataset, ImportedDataset) else None
        where = (
            "made by code"
            if not dataset.downloadable
            else str(store / name)
            if count
            else "missing"
        )
        rows.append(
            {"name": name, "classes": len(dataset.class_names), "examples": count, "where": where}
        )
    if as_json:
        echo_json(rows)
        return
    click.echo(tabulate(rows, headers="keys", missingval="-"))


@command.command("verify", help="Recompute the checksums of the stored data sets.")
def verify_data() -> None:
    """Check every stored data set."""
    from graders.course.datasets.base import ImportedDataset
    from graders.course.datasets.registered import DATASETS
    from graders.course.workspace import default_workspace

    store = default_workspace().data
    for name in DATASETS:
        dataset = DATASETS.get(name)
        if isinstance(dataset, ImportedDataset) and dataset.stored_examples(store):
            click.echo(f"{name}: {dataset.verify(store)} examples, checksum correct")


@command.command(
    "import", help="Import FILE.npz as data set NAME: images as Keras writes them, or texts."
)
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
def import_data(name: str, file: Path) -> None:
    """Check the file, pool its examples and store them once."""
    from graders.course.workspace import default_workspace

    store = default_workspace().data
    count = _pool(name).import_file(file, store)
    click.echo(f"{name}: {count} examples in {store / name}")


@command.command(
    "download", help="Download data set NAME with Keras and import it (needs the internet)."
)
@click.argument("name")
def download_data(name: str) -> None:
    """Let a separate process run `keras.datasets`, then import what it wrote."""
    import tempfile

    from graders.course.workspace import default_workspace
    from graders.sandbox.download import download_with_keras
    from graders.sandbox.temporary import own_prefix

    pool = _pool(name)
    store = default_workspace().data
    with tempfile.TemporaryDirectory(prefix=own_prefix("download")) as folder:
        click.echo(f"{name}: downloading with keras.datasets …", err=True)
        file = download_with_keras(name, Path(folder))
        count = pool.import_file(file, store)
    click.echo(f"{name}: {count} examples in {store / name}")


def _pool(name: str) -> ImportedDataset:
    from graders.course.datasets.base import ImportedDataset
    from graders.course.datasets.registered import DATASETS
    from graders.errors import UsageError

    dataset = DATASETS.get(name)
    if not isinstance(dataset, ImportedDataset):
        raise UsageError(f"{name} is made by code; there is nothing to import.")
    return dataset
