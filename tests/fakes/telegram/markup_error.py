"""What a parser of mark-up complains of."""


class Unparsable(ValueError):
    """Mark-up that has no meaning; the message says where, in bytes, as Telegram does."""
