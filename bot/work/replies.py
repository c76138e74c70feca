"""Replies as JSON values, as they lie in the database between the turn that made them and their delivery."""

from base64 import b64decode, b64encode
from dataclasses import asdict
from typing import Any

from bot.messages import (
    Action,
    Button,
    Citation,
    Field,
    FieldKind,
    File,
    Form,
    FormShown,
    Lead,
    Reply,
    Subject,
)
from knowledge.documents import Period


def as_values(reply: Reply) -> dict[str, Any]:
    """The reply as JSON values."""
    values = asdict(reply)
    values["files"] = [
        {"name": file.name, "content": b64encode(file.content).decode()} for file in reply.files
    ]
    return values


def from_values(values: dict[str, Any]) -> Reply:
    """The reply that was written."""
    known = {name: value for name, value in values.items() if name in Reply.__dataclass_fields__}
    return Reply(
        **known
        | {
            "action": Action(values["action"]),
            "citations": tuple(
                Citation(**each | {"period": Period(each["period"])}) for each in values["citations"]
            ),
            "buttons": tuple(Button(**each) for each in values["buttons"]),
            "leads": tuple(
                Lead(Subject(each["to"]), each["number"], each["label"]) for each in values.get("leads", ())
            ),
            "files": tuple(File(each["name"], b64decode(each["content"])) for each in values["files"]),
            "form": _form(values["form"]) if values.get("form") else None,
        }
    )


def _form(values: dict[str, Any]) -> FormShown:
    fields = tuple(
        Field(**each | {"kind": FieldKind(each["kind"]), "choices": tuple(each["choices"])})
        for each in values["form"]["fields"]
    )
    return FormShown(**values | {"form": Form(**values["form"] | {"fields": fields})})
