"""Questions that the starter content answers, each in words of its own.

The last questions' vectors are kept (`knowledge.embeddings.caching`): the same eight again and again would cost nothing.
"""

OPENINGS = (
    "",
    "Hi there. ",
    "Please tell me: ",
    "One thing that I wonder: ",
    "Good morning! ",
    "Quick question: ",
)
ABOUT = (
    "What is a peer review?",
    "Who may use matchmaking?",
    "How do I submit a good practice?",
    "I forgot my password, what now?",
    "How many countries take part?",
    "When is the pilot action call?",
    "What topics are there?",
    "What does a peer review cost?",
)
DISTINCT = len(OPENINGS) * len(ABOUT)


def question(number: int) -> str:
    """One of 48 questions, neighbours about different things."""
    about, opening = number % len(ABOUT), number // len(ABOUT) % len(OPENINGS)
    return OPENINGS[opening] + ABOUT[about]
