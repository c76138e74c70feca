"""The short forms by which services are asked for."""

from collections.abc import Mapping

from bot.conversation.forms.filling import Answer
from bot.conversation.prefilling import ORGANISATIONS, TOPICS
from bot.conversation.services import FOR_AUTHORITIES, Service
from bot.messages import Field, FieldKind, Form

AUTHORITIES = frozenset({"local_authority", "national_authority"})

_ORGANISATION = Field("organisation", FieldKind.ONE_OF, ORGANISATIONS)
_AUTHORITY = Field("authority", FieldKind.SHORT_TEXT)
_PLACE = Field("place", FieldKind.SHORT_TEXT)
_CHALLENGE = Field("challenge", FieldKind.LONG_TEXT)
_EMAIL = Field("email", FieldKind.EMAIL)
_TOPICS = Field("topics", FieldKind.SOME_OF, TOPICS)
_MORE = Field("more", FieldKind.LONG_TEXT, optional=True)

_FIELDS: dict[Service, tuple[Field, ...]] = {
    Service.MATCHMAKING: (
        _ORGANISATION,
        _PLACE,
        _CHALLENGE,
        Field("regions", FieldKind.SHORT_TEXT, optional=True),
    ),
    Service.PEER_REVIEW: (
        _ORGANISATION,
        _PLACE,
        _CHALLENGE,
        Field("timing", FieldKind.SHORT_TEXT, optional=True),
    ),
    Service.BENCHMARKING: (_ORGANISATION, _PLACE, _CHALLENGE),
    Service.BE_A_PEER: (Field("experience", FieldKind.LONG_TEXT), _ORGANISATION, _PLACE),
    Service.PRACTICE_SUBMIT: (
        Field("practice", FieldKind.SHORT_TEXT, limit=100),
        _PLACE,
        Field("results", FieldKind.LONG_TEXT),
        Field("of_project", FieldKind.YES_NO),
    ),
    Service.PRACTICE_CHANGE: (
        Field("practice", FieldKind.SHORT_TEXT, limit=100),
        Field("change", FieldKind.LONG_TEXT),
    ),
    Service.PRACTICE_MOVE: (
        Field("practices", FieldKind.LONG_TEXT),
        Field("has_account", FieldKind.YES_NO),
    ),
    Service.DIGEST: (_TOPICS, _EMAIL),
    Service.DIGEST_CHANGE: (_TOPICS, _EMAIL),
    Service.DIGEST_END: (_EMAIL,),
    Service.NEWSLETTER: (
        _EMAIL,
        Field("wants_news", FieldKind.YES_NO, only_yes=True),
        Field("accepts_terms", FieldKind.YES_NO, only_yes=True),
    ),
    Service.NEWSLETTER_END: (_EMAIL,),
    Service.TOPIC_PROPOSAL: (
        Field("format", FieldKind.ONE_OF, ("webinar", "discussion", "either")),
        Field("subject", FieldKind.LONG_TEXT),
        Field("others", FieldKind.SHORT_TEXT, optional=True),
    ),
    Service.INTRODUCTION: (
        Field("whom", FieldKind.SHORT_TEXT),
        Field("purpose", FieldKind.LONG_TEXT),
        _ORGANISATION,
    ),
    Service.REQUEST_MADE: (_MORE,),
}


def service_form(service: Service, answers: Mapping[str, Answer]) -> Form:
    """The form for a service; whoever is no authority names the one that asks, where only authorities may."""
    fields = _FIELDS[service]
    if service in FOR_AUTHORITIES and is_no_authority(answers):
        place = fields.index(_ORGANISATION) + 1
        fields = (*fields[:place], _AUTHORITY, *fields[place:])
    return Form(service.value, fields)


def is_no_authority(answers: Mapping[str, Answer]) -> bool:
    """Whether the member belongs to an organisation that is surely no public authority."""
    organisation = answers.get(_ORGANISATION.key)
    return organisation is not None and organisation not in AUTHORITIES
