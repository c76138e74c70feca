"""What stands in the way of a session with Telegram."""


class TelegramUnusable(Exception):
    """Telegram can't be used as it is set up; the message says what to do."""
