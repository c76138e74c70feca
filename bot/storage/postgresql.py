"""Engines for PostgreSQL: how it is reached, how long it may take, and what its errors mean."""

from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import URL, ExceptionContext

from bot.storage.errors import DatabaseUnreachable, StorageError

CONNECT_TIMEOUT_S = 10
COMMAND_TIMEOUT_S = 60
LOCK_TIMEOUT = "30s"  # as long as SQLite waits for its one writer

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_CONNECTION_LOST = ("08", "57P")  # classes: connection exception; ended by an administrator or a restart
_NOT_ALLOWED = "42501"


def split(address: URL) -> tuple[URL, dict[str, Any]]:
    """An address that says where the database is, and how the driver is to connect to it.

    The driver reads options as PostgreSQL's own programs do (sslmode, application_name, …), but only from a DSN.
    """
    where = {name: value for name, value in address.query.items() if name in ("host", "port")}
    options = {name: value for name, value in address.query.items() if name not in where}
    arguments: dict[str, Any] = {"timeout": CONNECT_TIMEOUT_S}
    if options:
        arguments["dsn"] = f"postgresql:///?{urlencode(options, doseq=True)}"
    return address.set(query=where), arguments


def limits() -> dict[str, Any]:
    """Arguments of the driver for everyday work; a migration may take longer."""
    return {"command_timeout": COMMAND_TIMEOUT_S, "server_settings": {"lock_timeout": LOCK_TIMEOUT}}


def translate(context: ExceptionContext) -> BaseException | None:
    """Name what an operator can mend; take out of every error the row that it would quote into a log."""
    error = context.original_exception
    cause: Any = error.__cause__  # the driver's own error; the driver has no types
    if getattr(cause, "detail", None):
        cause.detail = None
    if context.connection is None:
        return None  # whoever is connecting tells it better
    if isinstance(error, TimeoutError):
        return DatabaseUnreachable(f"PostgreSQL did not finish within {COMMAND_TIMEOUT_S} s.")
    state = getattr(error, "sqlstate", None) or ""
    if context.is_disconnect or state.startswith(_CONNECTION_LOST):
        context.is_disconnect = True
        return DatabaseUnreachable("The connection to PostgreSQL was lost; nothing of this step was stored.")
    if state == _NOT_ALLOWED:
        return StorageError(f"PostgreSQL refuses: {cause}. Let the user of the address own the database.")
    return None
