from bot.conversation.rendering import render


def test_english_messages_are_left_as_they_are() -> None:
    rendering = render("What does a peer review cost?", ["hi", "Where is Málaga?"])
    assert (rendering.language, rendering.text) == ("en", "What does a peer review cost?")
    assert rendering.history == ("hi", "Where is Málaga?")
    assert rendering.is_covered


def test_each_turn_of_a_talk_is_rendered_from_its_own_language() -> None:
    rendering = render("What does it cost?", ["Was ist ein Peer Review?"])
    assert rendering.language == "en"
    assert rendering.history == ("what is peer review?",)


def test_words_that_are_not_known_are_said_not_to_be_covered() -> None:
    assert not render("Wann stürzte der Zeppelin über dem Schwarzwald ab?", []).is_covered
