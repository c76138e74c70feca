"""Keeps what the helpdesk knows and remembers in SQL: SQLite as a file, or PostgreSQL by its address."""

from bot.storage import channel_tables as channel_tables
from bot.storage import organiser_tables as organiser_tables
from bot.storage import slack_tables as slack_tables  # among the tables, whoever looks at them
from bot.storage.answers import KeptAnswer, SqlAnswers, Verdict
from bot.storage.copying import copy_content
from bot.storage.deliveries import Delivery, SqlDeliveries
from bot.storage.engine import Database
from bot.storage.errors import DatabaseTooNew, DatabaseUnreachable, DriverMissing, StorageError
from bot.storage.events import SqlEvents, SqlRegistrations
from bot.storage.experts import SqlRoster
from bot.storage.inbox import Inbound, Received, SqlInbox
from bot.storage.library import SqlLibrary
from bot.storage.schema import migrate
from bot.storage.talks import SqlTalks
from bot.storage.tickets import SqlTickets
from bot.storage.turns import Role, SqlTurns, Turn
from bot.storage.unit import UnitOfWork, unit_of_work

__all__ = [
    "Database",
    "DatabaseTooNew",
    "DatabaseUnreachable",
    "Delivery",
    "DriverMissing",
    "Inbound",
    "KeptAnswer",
    "Received",
    "Role",
    "SqlAnswers",
    "SqlDeliveries",
    "SqlEvents",
    "SqlInbox",
    "SqlLibrary",
    "SqlRegistrations",
    "SqlRoster",
    "SqlTalks",
    "SqlTickets",
    "SqlTurns",
    "StorageError",
    "Turn",
    "UnitOfWork",
    "Verdict",
    "copy_content",
    "migrate",
    "unit_of_work",
]
