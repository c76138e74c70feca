"""Keeps what the helpdesk knows and remembers in SQL: SQLite as a file, or PostgreSQL by its address."""

from bot.storage.answers import KeptAnswer, SqlAnswers
from bot.storage.engine import Database
from bot.storage.errors import DatabaseTooNew, DatabaseUnreachable, DriverMissing, StorageError
from bot.storage.library import SqlLibrary
from bot.storage.schema import migrate
from bot.storage.turns import Role, SqlTurns, Turn

__all__ = [
    "Database",
    "DatabaseTooNew",
    "DatabaseUnreachable",
    "DriverMissing",
    "KeptAnswer",
    "Role",
    "SqlAnswers",
    "SqlLibrary",
    "SqlTurns",
    "StorageError",
    "Turn",
    "migrate",
]
