"""Dagster's event log in SQLite, with its connections kept: a refresh writes some 900 events, most of them twice.

As it comes, Dagster opens a database, compiles its statements, and moves the write-ahead log into the database anew
for each event, with several waits for the disk: at 300 documents that was a third of what a refresh cost.
"""

import os
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from dagster import EventLogEntry
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from assets.folders import HOME

OPEN = 16
"""Databases that stay open, one a run; the webserver looks at many."""


class EventLog(SqliteEventLogStorage):
    """The same files, at the same place and of the same content, as Dagster's own. Named in dagster.yaml."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: OrderedDict[str, Engine] = OrderedDict()
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
        """Write one event."""
        super().store_event(event)
        # The UI watches the file of a run, which is written only when the write-ahead log is full or closed.
        os.utime(self.path_for_shard(event.run_id))

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.connect() as connection, connection.begin():
                yield connection

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
