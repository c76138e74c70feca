"""What goes wrong with Slack before anything is served."""


class SlackUnusable(Exception):
    """Slack can't be used with these settings; says what to do."""
