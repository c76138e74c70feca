import pytest

from knowledge.vocabulary.abbreviations import written_out


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("where is the JS?", "where is the joint secretariat?"),
        ("how do i reach my ncp", "how do i reach my national point of contact"),
        ("our PoC, please", "our national point of contact, please"),
        ("how many PPs may join", "how many project partners may join"),
        ("which MAs are in", "which managing authorities are in"),
        ("the plp's RIS3 page", "the Policy Learning Platform's smart specialisation page"),
    ],
)
def test_abbreviations_are_written_out(text: str, full: str) -> None:
    assert written_out(text) == full


@pytest.mark.parametrize(
    "text",
    [
        "", "ma quanto costa?", "the js on your page", "Ms Ma-Lee", "lp@example.eu", "https://plp.example/ma",
        "node.js", "MAP", "PPP", "S3-bucket", "files.GP.org",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert written_out(text) == text


def test_a_long_text_is_read_quickly_and_once() -> None:
    assert written_out("JS " * 3000) == "joint secretariat " * 3000
