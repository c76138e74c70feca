"""A form in words: its questions, the summary before the yes, and the buttons."""

from bot.conversation.forms.filling import Answer, Filling, field_before
from bot.messages import Button, Field, FieldKind, Form, FormShown
from bot.texts import Texts

SHOWN = 80  # characters of an answer in the summary; the experts get all of it


def yes_or_no(texts: Texts) -> tuple[Button, Button]:
    """The buttons of a question that waits for a yes or no."""
    return Button(texts.say("button-yes"), "yes"), Button(texts.say("button-no"), "no")


class FormWords:
    """What one form says, filled in with what it is about."""

    def __init__(self, texts: Texts, form: Form, filling: Filling, values: dict[str, str]) -> None:
        self.texts = texts
        self.form = form
        self.filling = filling
        self.values = values

    def question(self, asked: Field, *, before: str = "") -> str:
        """The question, its choices numbered, with what was answered so far if the member went back."""
        lines = [self.texts.say(f"field-{asked.key.replace('_', '-')}", **self.values)]
        lines += [f"{n}. {label}" for n, label in enumerate(self.labels(asked), start=1)]
        given = self.filling.given(asked.key)
        if given:
            lines.append(self.texts.say("form-so-far", answer=self.answer(asked, given)))
        if asked.kind is FieldKind.YES_NO:
            lines[0] += " " + self.texts.say("form-yes-no")
        if asked.kind is FieldKind.SOME_OF:
            lines.append(self.texts.say("form-several"))
        if asked.optional:
            lines.append(self.texts.say("form-optional"))
        return "\n\n".join(part for part in (before, "\n".join(lines)) if part)

    def summary(self, *, before: str = "") -> str:
        """All answers, and what a yes agrees to."""
        title = self.texts.say(f"form-{self.form.name.replace('_', '-')}", **self.values)
        intro = self.texts.say("form-summary", title=title)
        lines = [f"– {line}" for line in self.lines(shown=SHOWN)]
        if self.form.is_verbatim:
            lines = [f"\n{line}" for line in self.lines()]
        consent = self.texts.say(f"consent-{self.consent}", **self.values)
        return "\n\n".join(part for part in (before, "\n".join([intro, *lines]), consent) if part)

    @property
    def consent(self) -> str:
        """The name of the sentence that a yes agrees to."""
        return self.values.get("consent", "service")

    def lines(self, *, shown: int | None = None) -> list[str]:
        """Each answer with its label."""
        told = []
        for each in self.form.fields:
            given = self.filling.answers.get(each.key)
            if given is not None:
                label = self.texts.say(f"label-{each.key.replace('_', '-')}", **self.values)
                said = self.answer(each, given)
                between = "\n\n" if self.form.is_verbatim else ": "
                told.append(f"{label}{between}{_short(said, shown) if shown else said}")
        return told

    def answer(self, asked: Field, given: Answer) -> str:
        """An answer as the member sees it."""
        if asked.kind in (FieldKind.ONE_OF, FieldKind.SOME_OF):
            return ", ".join(
                self.label(each) for each in ([given] if isinstance(given, str) else given or [])
            )
        if asked.kind is FieldKind.YES_NO:
            return self.texts.say("form-yes" if given == "yes" else "form-no")
        return str(given or "")

    def labels(self, asked: Field) -> list[str]:
        return [self.label(each) for each in asked.choices]

    def label(self, choice: str) -> str:
        return self.texts.say(f"choice-{choice.replace('_', '-')}")

    def buttons(self, asked: Field | None) -> tuple[Button, ...]:
        """The choices, and the ways on and back."""
        if asked is None or asked.kind is FieldKind.YES_NO:
            made = list(yes_or_no(self.texts))
        else:
            several, given = asked.kind is FieldKind.SOME_OF, self.filling.given(asked.key)
            taken = given if several and isinstance(given, list) else []
            made = [
                Button(label, label, ticks=several, is_ticked=choice in taken)
                for choice, label in zip(asked.choices, self.labels(asked), strict=False)
            ]
        if asked is not None and asked.optional:
            if asked.key in self.filling.known:
                made.append(Button(self.texts.say("button-none"), self.texts.say("button-none-said")))
            made.append(Button(self.texts.say("button-skip"), "/skip"))
        if field_before(self.form, asked.key if asked else None):
            made.append(Button(self.texts.say("button-back"), "/back"))
        return (*made, Button(self.texts.say("button-cancel"), "/cancel"))

    def shown(self) -> FormShown:
        """The form as it stands, for platforms that show it whole."""
        return FormShown(
            self.form, {**self.filling.known, **self.filling.answers}, self.filling.asked, self.values
        )


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
