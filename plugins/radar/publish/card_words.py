"""Hold the words that cards say, by language: looked up once, for all cards of a site."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from radar.models import Paper, Reason
from radar.publish import i18n
from radar.publish.view import EventEntry


class CardWords:
    """Say what cards say in one language; all of it is HTML, with what is put in escaped."""

    def __init__(self, lang: str) -> None:
        """Look all words up."""
        words = i18n.words(lang)
        say = self._say = words.gettext
        self._many = words.ngettext
        # Plain strings: as Markup they would escape again what they join.
        self.comma, self.colon, self.stop = str(say(", ")), str(say(": ")), str(say("; "))
        self.opening, self.closing = str(say(" (")), str(say(")"))
        self.news, self.correction, self.retraction = say("News"), say("Correction"), say("Retraction note")
        self.retracted = say("Retracted or withdrawn")
        self.crossed, self.inferred, self.dated = say("cross-list"), say("day inferred"), say("dated")
        self.first_seen, self.submitted = say("first seen"), say("first submitted")
        self.journal_ref, self.comment = say("Journal reference"), say("Comments")
        self.by_model, self.checked = say("AI-generated · not checked by a person"), say("quotation checked")
        self.why, self.related = say("Why it is here"), say("Related")
        self.ways = {
            "source": say("Source"),
            "code": say("Code"),
            "correction": self.correction,
            "retraction": self.retraction,
            "concern": say("Expression of concern"),
            "retracted": self.retracted,
        }

    def authors(self, number: int) -> Markup:
        """Count authors."""
        count = self._many
        return count("%(num)d author", "%(num)d authors", number)

    def abstract(self, paper: Paper) -> Markup:
        """Name the abstract, and who gave it where that was not the source."""
        say, origin = self._say, paper.abstract_from
        return say("Abstract from %(name)s", name=origin) if origin else say("Abstract")

    def event(self, event: EventEntry) -> Markup:
        """Say what is new about a paper; nothing of a retraction, which every card of it tells."""
        say = self._say
        match event.event:
            case "retracted":
                return Markup("")
            case "published":
                return say("Published in %(place)s", place=event.place) if event.place else say("Published")
            case "corrected":
                return say("Corrected")
        return say("Updated v%(version)d", version=event.version) if event.version else say("Updated")

    def reason(self, reason: Reason) -> Markup:
        """Say a reason for a paper's place."""
        say, word = self._say, reason.text
        match reason.kind:
            case "keyword":
                return self._keyword(word, reason.where)
            case "watch":
                return self._watch(word, reason.where)
            case "category":
                return say("category %(word)s", word=word)
            case "author":
                return say("author %(word)s", word=word)
            case "mute":
                return say("lowered for “%(word)s”", word=word)
            case "meaning":
                return say("close in meaning (%(closeness)s)", closeness=word)
        return escape(word)

    def _keyword(self, word: str, where: str) -> Markup:
        say = self._say
        if where == "title":
            return say("“%(word)s” in the title", word=word)
        if where == "abstract":
            return say("“%(word)s” in the abstract", word=word)
        return say("keyword “%(word)s”", word=word)

    def _watch(self, word: str, where: str) -> Markup:
        say = self._say
        if where == "title":
            return say("followed word “%(word)s” in the title", word=word)
        if where:
            return say("followed word “%(word)s” in the abstract", word=word)
        return say("followed author %(word)s", word=word)


@lru_cache
def card_words(lang: str) -> CardWords:
    """Give a language's words; one object serves all pages."""
    return CardWords(lang)
