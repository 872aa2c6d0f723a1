"""Every engine that can hold rows, each as a function from a pandas frame to the same rows there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

ENGINES = (
    "pandas",
    "pyarrow",
    "polars",
    "polars lazy",
    "duckdb",
    "dask",
    "pyspark",
    "ibis",
    "parquet",
    "csv",
)
Holder = Callable[[str, pd.DataFrame], Any]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    if shutil.which("java") is None:
        pytest.skip("PySpark needs Java, which is not installed")
    session = (
        pytest.importorskip("pyspark.sql")
        .SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.driver.memory", "512m")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture
def hold(request: pytest.FixtureRequest, tmp_path: Path) -> Holder:
    """Put rows on an engine."""

    def on(engine: str, rows: pd.DataFrame) -> Any:
        if engine == "pandas":
            return rows
        pa = pytest.importorskip("pyarrow")
        table = pa.Table.from_pandas(rows, preserve_index=False)
        match engine:
            case "pyarrow":
                return table
            case "polars" | "polars lazy":
                pl = pytest.importorskip("polars")
                frame = pl.from_arrow(table)
                return frame.lazy() if engine == "polars lazy" else frame
            case "duckdb":
                return pytest.importorskip("duckdb").from_arrow(table)
            case "dask":
                return pytest.importorskip("dask.dataframe").from_pandas(rows, npartitions=2)
            case "pyspark":
                return request.getfixturevalue("spark").createDataFrame(table)
            case "ibis":
                return pytest.importorskip("ibis").memtable(table)
            case "parquet":
                pytest.importorskip("polars")
                pytest.importorskip("pyarrow.parquet").write_table(table, tmp_path / "rows.parquet")
                return tmp_path / "rows.parquet"
            case _:
                pytest.importorskip("polars")
                rows.to_csv(tmp_path / "rows.csv", index=False)
                return str(tmp_path / "rows.csv")

    return on
