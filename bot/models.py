"""The models of a deployment: what embeds text, what has learned from examples, and what writes.

Each is opened when it is wanted first, which may take seconds; much of the work can do without some.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.conversation.assent import Assenting
from bot.conversation.forms.leaving import AnswerLikeness
from bot.conversation.language import detect
from bot.conversation.prefilling import Prefilling
from bot.conversation.serving import ServiceKinds
from bot.conversation.understanding import Understanding
from bot.conversation.volunteering import Openness
from bot.conversation.writing import Writing
from bot.settings import LOCAL_MODEL, Settings
from knowledge.embeddings import Embedder
from knowledge.embeddings.caching import CachingEmbedder

if TYPE_CHECKING:
    from knowledge.generation.langchain import LangChainModel


@dataclass
class Models:
    """The models that the settings name. What has learned is kept in the data folder."""

    settings: Settings

    @cached_property
    def embedder(self) -> Embedder:
        return CachingEmbedder(open_embedder(self.settings))

    @cached_property
    def understanding(self) -> Understanding:
        return Understanding.load(self.embedder, folder=self._folder)

    @cached_property
    def service_kinds(self) -> ServiceKinds:
        return ServiceKinds.load(self.embedder, folder=self._folder)

    @cached_property
    def prefilling(self) -> Prefilling:
        return Prefilling.load(self.embedder, folder=self._folder)

    @cached_property
    def likeness(self) -> AnswerLikeness:
        return AnswerLikeness.load(self.embedder, folder=self._folder)

    @cached_property
    def openness(self) -> Openness:
        return Openness.load(self.embedder, folder=self._folder)

    @cached_property
    def assenting(self) -> Assenting:
        return Assenting(self.embedder)

    @cached_property
    def language_model(self) -> "LangChainModel | None":
        """The language model that the settings name. Imports for two seconds.

        Raises ModelUnavailable when it can't be opened.
        """
        return open_language_model(self.settings)

    @cached_property
    def writing(self) -> Writing:
        """What the language model does for replies; nothing where none is set."""
        if self.language_model is None:
            return Writing()
        from knowledge.generation.author import Author
        from knowledge.generation.writer import ModelWriter

        return Writing(
            Author(
                ModelWriter(self.language_model),
                self.embedder,
                language_of=lambda text, presumed: detect(text, known=presumed),
                timeout_s=self.settings.llm_timeout_s,
            )
        )

    @property
    def _folder(self) -> Path:
        return self.settings.data_dir / "models"


def open_embedder(settings: Settings) -> Embedder:
    """The embedding model that the settings name."""
    if settings.embedding_model == LOCAL_MODEL:
        from knowledge.embeddings.minilm import MiniLM

        return MiniLM.load(settings.data_dir / "models")
    from knowledge.embeddings.langchain import LangChainEmbedder

    return LangChainEmbedder.named(settings.embedding_model)


def open_language_model(settings: Settings) -> "LangChainModel | None":
    """The language model that the settings name, if any."""
    if settings.llm is None:
        return None
    from knowledge.generation.langchain import LangChainModel

    return LangChainModel.named(
        settings.llm,
        timeout_s=settings.llm_timeout_s,
        base_url=settings.llm_base_url,
        api_key=settings.llm_api_key,
    )
