"""Dagster's event log in SQLite, with its connections kept: a refresh writes some 900 events, most of them twice.

As it comes, Dagster opens a database, compiles its statements, and moves the write-ahead log into the database anew
for each event, with several waits for the disk: at 300 documents that was a third of what a refresh cost. Three events
in four tell of a check; these are written some at a time.
"""

import os
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from dagster import DagsterEventType, EventLogEntry
from dagster._core.events import ASSET_CHECK_EVENTS
from dagster._core.storage.event_log import SqlEventLogStorageTable, SqliteEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from assets.folders import HOME

OPEN = 16
"""Databases that stay open, one a run; the webserver looks at many."""


GATHERED = frozenset({*ASSET_CHECK_EVENTS, DagsterEventType.STEP_OUTPUT})
"""Events that wait for others, until one of another kind comes or anything is read; a step has hundreds of them."""

MOST, LONGEST = 100, 1.0
"""Events that wait, and the seconds after which the next one takes them along."""


class EventLog(SqliteEventLogStorage):
    """The same files, at the same place and of the same content, as Dagster's own. Named in dagster.yaml."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: OrderedDict[str, Engine] = OrderedDict()
        self._open: dict[str, Connection] = {}
        self._tables: set[str] = set()
        self._waiting: list[EventLogEntry] = []
        self._lock = threading.RLock()
        super().__init__(base_dir, inst_data)

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        """Nothing can be set: the log lies where Dagster's own would."""
        return {}

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]) -> "EventLog":
        """As Dagster makes it from dagster.yaml."""
        return cls(str(HOME / "history" / "runs"), inst_data)

    def store_event(self, event: EventLogEntry) -> None:
        """Write one event, or keep it until it is written with the next ones."""
        if event.run_id and event.is_dagster_event and event.dagster_event_type in GATHERED:
            with self._lock:
                first = self._waiting[0] if self._waiting else event
                if first.run_id != event.run_id:
                    self._write_waiting()
                self._waiting.append(event)
                if len(self._waiting) >= MOST or event.timestamp - first.timestamp > LONGEST:
                    self._write_waiting()
        else:
            super().store_event(event)
            self._tell(event.run_id)

    def _write_waiting(self) -> None:
        """As `store_event` of Dagster writes them, in one transaction for each of the two databases."""
        with self._lock:
            events, self._waiting = self._waiting, []
            if not events:
                return
            rows = [self._event_to_row(event) for event in events]
            with self._connect(events[0].run_id) as connection:
                connection.execute(SqlEventLogStorageTable.insert(), rows)
            with self._connect(INDEX_SHARD_NAME) as connection:
                for event, row in zip(events, rows, strict=True):
                    if event.dagster_event_type in ASSET_CHECK_EVENTS:
                        key = connection.execute(SqlEventLogStorageTable.insert(), row).inserted_primary_key
                        self.store_asset_check_event(event, key[0] if key else None)
            self._tell(events[0].run_id)

    def _tell(self, run_id: str) -> None:
        """The UI watches the file of a run, which is written only when the write-ahead log is full or closed."""
        os.utime(self.path_for_shard(run_id))

    def has_table(self, table_name: str) -> bool:
        """Whether the database has a table. One that is there stays, and Dagster asks at every check."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._lock:
            if shard in self._open:
                yield self._open[shard]
                return
            self._write_waiting()
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.connect() as connection, connection.begin():
                self._open[shard] = connection
                try:
                    yield connection
                finally:
                    del self._open[shard]

    def _engine(self, shard: str) -> Engine:
        if shard not in self._engines:
            self._engines[shard] = create_engine(
                self.conn_string_for_shard(shard),
                poolclass=QueuePool,
                pool_size=1,
                connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
            )
            event.listen(self._engines[shard], "connect", _settle)
        self._engines.move_to_end(shard)
        while len(self._engines) > OPEN:
            oldest = next(s for s in self._engines if s != INDEX_SHARD_NAME)
            self._engines.pop(oldest).dispose()
        return self._engines[shard]


def _settle(connection: Any, _record: Any) -> None:
    """With a write-ahead log NORMAL cannot damage the database; a loss of power may lose the last lines of a log."""
    connection.execute("PRAGMA synchronous=NORMAL")
