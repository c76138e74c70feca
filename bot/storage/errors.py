"""What can go wrong with the database, and what the caller can do.

StorageError
├── DatabaseTooNew       a newer Policy Helpdesk made this database: update, or choose another data folder
├── DatabaseUnreachable  it refuses, does not answer, or went away: what was not committed can be tried again
└── DriverMissing        the address is right but the package that speaks to it is not installed: install it
"""

from sqlalchemy import exc

_OF_THE_VALUES = ("21", "22", "23")
"""Classes of states that what was to be stored brings about, not where: cardinality, data, integrity.
https://www.postgresql.org/docs/current/errcodes-appendix.html"""


class StorageError(Exception):
    """The database is not as it should be; the message is a sentence for the operator."""


class DatabaseTooNew(StorageError):
    """The database's schema is one that this version does not know."""


class DatabaseUnreachable(StorageError):
    """There is no connection to the database, or there is none any more."""


class DriverMissing(StorageError):
    """The package that speaks to this kind of database is not installed."""


def is_passing(error: BaseException) -> bool:
    """Whether an error comes from the state of the database or the machine: tried later, the same may succeed.

    A full disk, a lock, a lost connection; not a value that can't be stored.
    """
    if isinstance(error, StorageError | OSError | exc.OperationalError | exc.TimeoutError):
        return True
    if not isinstance(error, exc.DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return isinstance(state, str) and not state.startswith(_OF_THE_VALUES)
