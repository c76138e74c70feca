"""What members choose for themselves in Telegram: topics ticked on one message, in the private chat alone."""

from bot.conversation.interests import Interests
from bot.settings import Settings
from bot.storage.interests import SqlInterests
from bot.texts import languages
from tests.adapters.telegram.seeing import accepted
from tests.adapters.telegram.serving import Served, served
from tests.fakes.telegram import Message, Person, Telegram

TAKE = "Take what is ticked"
CYCLING = "Cycling cities, part 1"


async def kept(helpdesk: Served, person: Person) -> Interests | None:
    return await SqlInterests(helpdesk.app.database).of(f"telegram:{person.id}")


async def asks(telegram: Telegram, ana: Person) -> Message:
    await ana.says("/settings")
    await ana.waits_to_see(f"[{TAKE}]")
    return telegram.said(ana.chat)[-1]


async def ticks(telegram: Telegram, ana: Person, label: str, becomes: str) -> None:
    await ana.presses(label, waits=True)
    await telegram.until(lambda: f"[{becomes}]" in ana.sees())


async def test_topics_are_ticked_agreed_to_and_kept_after_restarts_in_between(
    settings: Settings, telegram: Telegram
) -> None:
    telegram.limits.enforced = False  # a new process does not know how much the one before has just sent
    ana = telegram.person("Ana")
    async with served(settings, telegram):
        await asks(telegram, ana)
        await ticks(telegram, ana, "Green", "✓ Green")
        await telegram.polled()
    async with served(settings, telegram) as helpdesk:
        await ticks(telegram, ana, "Social", "✓ Social")
        await ana.presses(TAKE, waits=True)
        await ana.waits_to_see("come first when I list events for you?")
        await ana.presses("Yes", waits=True)
        await ana.waits_to_see("I keep this choice until you delete it")
        assert await kept(helpdesk, ana) is None
        await telegram.polled()
    async with served(settings, telegram) as helpdesk:
        await ana.presses("Yes", waits=True)
        seen = await ana.waits_to_see("I have set that.")
        assert CYCLING in seen
        assert await kept(helpdesk, ana) == Interests(frozenset({"Green", "Social"}))


async def test_what_is_set_is_ticked_already_and_can_be_unticked(helpdesk: Served) -> None:
    helpdesk.telegram.limits.enforced = False
    ana, telegram = helpdesk.telegram.person("Ana"), helpdesk.telegram
    member = f"telegram:{ana.id}"
    green_and_smart = Interests(frozenset({"Green", "Smart"}))
    await SqlInterests(helpdesk.app.database).keep(member, green_and_smart, at=helpdesk.clock.now())
    question = await asks(telegram, ana)
    assert [each["text"] for each in question.buttons if "✓" in str(each["text"])] == ["✓ Smart", "✓ Green"]
    await ticks(telegram, ana, "✓ Smart", "Smart")
    await ana.presses(TAKE, waits=True)
    await ana.waits_to_see("So far: yes")
    await ana.presses("No", waits=True)
    await ana.waits_to_see("Events on them first: no")
    await ana.presses("Yes", waits=True)
    await ana.waits_to_see("I have set that.")
    assert await kept(helpdesk, ana) == Interests(frozenset({"Green"}), lead=False)


async def test_none_of_these_and_the_button_delete(helpdesk: Served) -> None:
    helpdesk.telegram.limits.enforced = False
    ana, now = helpdesk.telegram.person("Ana"), helpdesk.clock.now()
    interests, green = SqlInterests(helpdesk.app.database), Interests(frozenset({"Green"}))
    await interests.keep(f"telegram:{ana.id}", green, at=now)
    await asks(helpdesk.telegram, ana)
    await ana.presses("None of these", waits=True)
    await ana.waits_to_see("what you chose before is deleted")
    assert await kept(helpdesk, ana) == green
    await ana.presses("Yes", waits=True)
    await ana.waits_to_see("I keep no settings of yours any more")
    assert await kept(helpdesk, ana) is None
    await asks(helpdesk.telegram, ana)
    for words, then in (("green", "come first"), ("yes", "Shall I keep it?"), ("yes", "I have set that.")):
        await ana.says(words)
        await ana.waits_to_see(then)
    await ana.presses("Delete my settings", waits=True)
    await helpdesk.telegram.until(lambda: ana.sees().count("Deleted.") == 2)
    assert await kept(helpdesk, ana) is None


async def test_nobody_ticks_for_another_and_a_forged_choice_is_none(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    question = await asks(helpdesk.telegram, ana)
    before = await accepted(helpdesk)
    for data in ("t:999:1", "b:1:99", "w:999", "s:\x00", "u:1:999999999999"):
        question.markup = {"inline_keyboard": [[{"text": "Forged", "callback_data": data}]]}
        await ana.presses("Forged", on=question, waits=True)
    assert await accepted(helpdesk) == before
    assert await kept(helpdesk, ana) is None


async def test_the_menu_in_private_has_settings_in_the_language_of_whoever_looks(helpdesk: Served) -> None:
    menus = helpdesk.telegram.state.profile.menus
    await helpdesk.telegram.until(lambda: len(menus) == 3 * (1 + len(languages())))
    for language, words in (("", "My settings"), ("pl", "Moje ustawienia"), ("de", "Meine Einstellungen")):
        told = [each for (_, code), menu in menus.items() if code == language for each in menu]
        assert {"command": "settings", "description": words} in told
