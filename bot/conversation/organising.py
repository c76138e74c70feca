"""The skill of organisers: their events at a glance, who is coming, the table of registrations, announcements."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.conversation.announcing import Announcing
from bot.conversation.commands import Command
from bot.conversation.forms.dialog import FormDialog
from bot.conversation.organised import OrganisedEvents, name_of
from bot.conversation.talk import Outcome, Talk
from bot.events.calendar_files import file_name
from bot.events.catalogue import Event
from bot.events.export import as_csv
from bot.events.keeping import Count, Registrations
from bot.events.organisers import Organiser
from bot.events.registration import Registration, Standing
from bot.events.wording import EventWords
from bot.messages import Action, Button, File, Reply, Said
from bot.texts import Texts

ON_A_PAGE = 8  # events, with three buttons each; a message of Slack has room for 25
SHOWN = 20  # registrations; all of them are in the file
ANSWER = 80  # characters of what was asked on registering
ID = 60  # characters that are said of an id that is no event's


@dataclass
class Organising:
    """What organisers can do by chat. Who is one is looked up for each command."""

    organised: OrganisedEvents
    registrations: Registrations
    announcing: Announcing
    forms: FormDialog
    texts: Texts
    clock: Clock

    async def commanded(self, said: Said, command: Command, argument: str, talk: Talk) -> Outcome:
        """What comes of a command of organisers; a kind no to everybody else."""
        organiser = await self.organised.organiser(said.asker, account=said.account)
        if organiser is None:
            return self._alone(Action.DECLINE, self.texts.say("organise-refused")), talk
        if command is Command.ORGANISE:
            return await self._listed(organiser, argument), talk
        event = await self._event(organiser, argument)
        if isinstance(event, Reply):
            return event, talk
        match command:
            case Command.ANNOUNCE:
                return await self.announcing.wanted(event, organiser, talk, self.forms)
            case Command.EXPORT:
                return await self._exported(event), talk
            case _:
                return await self._attendees(event), talk

    async def _event(self, organiser: Organiser, argument: str) -> Event | Reply:
        """The event that is named, or has this number in their list, or is the only one; or which there are."""
        if not argument:
            mine = await self.organised.of(organiser, now=self.clock.now())
            return mine[0] if len(mine) == 1 else await self._listed(organiser, "")
        found = await self.organised.named(organiser, argument)
        if found is not None:
            return found
        if argument.isascii() and argument.isdecimal() and len(argument) < 6:
            mine = await self.organised.of(organiser, now=self.clock.now())
            if 0 < int(argument) <= len(mine):
                return mine[int(argument) - 1]
        return self._alone(Action.CLARIFY, self.texts.say("organise-unknown", id=argument[:ID]))

    async def _listed(self, organiser: Organiser, page: str) -> Reply:
        """A page of their events, with what can be done with each."""
        now, say = self.clock.now(), self.texts.say
        mine = await self.organised.of(organiser, now=now)
        if not mine:
            return self._alone(Action.LIST_EVENTS, say("organise-none", name=organiser.name))
        pages = -(-len(mine) // ON_A_PAGE)
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
        at = min(max(number, 1), pages)
        counts, words = await self.registrations.counts(), EventWords(self.texts, now)
        lines, buttons = [say("organise-list")], list[Button]()
        before = (at - 1) * ON_A_PAGE
        for place, event in enumerate(mine[before : before + ON_A_PAGE], start=before + 1):
            line = self.organised.line(event, words, counts.get(event.id, Count()))
            lines.append(f"{place}. {line} {say('organise-id', id=name_of(event))}")
            buttons += self.organised.buttons(event, number=place)
        if at < pages:
            lines.append(say("organise-more", count=len(mine) - at * ON_A_PAGE, page=str(at + 1)))
            buttons.append(Button(say("button-organise-more"), f"/organise {at + 1}"))
        text = "\n".join(lines) + f"\n\n{say('organise-hint')}"
        return self._alone(Action.LIST_EVENTS, text, buttons=buttons)

    async def _attendees(self, event: Event) -> Reply:
        """Who is coming and who waits, the first of them by name."""
        say, now = self.texts.say, self.clock.now()
        roll = await self.registrations.roll(event.id)
        live = [each for each in roll if each.is_live]
        seated = sum(each.standing is Standing.SEATED for each in live)
        count = Count(seated, len(live) - seated)
        lines = [self._registered(each) for each in live[:SHOWN]]
        if len(live) > SHOWN:
            lines.append(say("attendees-more", count=len(live) - SHOWN))
        told = [self.organised.line(event, EventWords(self.texts, now), count)]
        told.append("\n".join(lines) or say("attendees-none"))
        if len(roll) > len(live):
            told.append(say("attendees-cancelled", count=len(roll) - len(live)))
        buttons = self.organised.buttons(event, deeds=("announce", "export"))
        return self._alone(Action.ANSWER, "\n\n".join(told), buttons=buttons)

    def _registered(self, each: Registration) -> str:
        """A registration in a line. What members wrote stands in quotation marks, where no address is alive."""
        standing = self.texts.say(f"attendees-{each.standing.value}")
        answers = [f"{_quoted(question)}: {_quoted(answer)}" for question, answer in each.answers.items()]
        return " – ".join([f"{each.number}. {each.member}", standing, *answers])

    async def _exported(self, event: Event) -> Reply:
        """The table of registrations, as `helpdesk events export` prints it."""
        roll = await self.registrations.roll(event.id)
        name = f"registrations-{file_name(event).removesuffix('.ics')}.csv"
        text = self.texts.say("export-done", title=event.title, count=len(roll), name=name)
        return self._alone(Action.ANSWER, text, files=(File(name, as_csv(roll).encode()),))

    def _alone(
        self, action: Action, text: str, *, buttons: Sequence[Button] = (), files: tuple[File, ...] = ()
    ) -> Reply:
        return Reply(action, text, buttons=tuple(buttons), files=files, is_personal=True)


def _quoted(text: str) -> str:
    line = " ".join(text.replace("“", '"').replace("”", '"').split())
    return f"“{line if len(line) <= ANSWER else line[: ANSWER - 1].rstrip() + '…'}”"
