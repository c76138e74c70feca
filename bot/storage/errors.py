"""What can go wrong with the database, and what the caller can do.

StorageError
├── DatabaseTooNew       a newer Policy Helpdesk made this database: update, or choose another data folder
├── DatabaseUnreachable  it refuses, does not answer, or went away: what was not committed can be tried again
└── DriverMissing        the address is right but the package that speaks to it is not installed: install it
"""


class StorageError(Exception):
    """The database is not as it should be; the message is a sentence for the operator."""


class DatabaseTooNew(StorageError):
    """The database's schema is one that this version does not know."""


class DatabaseUnreachable(StorageError):
    """There is no connection to the database, or there is none any more."""


class DriverMissing(StorageError):
    """The package that speaks to this kind of database is not installed."""
