"""The text screener: normaliser, lexicon and text model in one call, cheap enough for every transaction."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from tonghao.metrics import count_verdict
from tonghao.screening import policy as policies
from tonghao.screening.features import STEP, WINDOW, windows_of
from tonghao.screening.groups import names_a_group
from tonghao.screening.lexicon import Hit, Lexicon
from tonghao.screening.model import TextModel
from tonghao.screening.normalise import Normalised
from tonghao.screening.pinyin import sound_places
from tonghao.screening.policy import Policy
from tonghao.screening.types import Finding, ScreenerDown, Verdict, Versions

# So many windows go through the model at once; more would only cost memory.
_BATCH: Final = 512
# Fewer letters than this say too little for the model to hold them on its own.
_FEWEST_LETTERS: Final = 8


class TextScreener:
    """Gives verdicts on texts. Safe to share between tasks and threads: nothing in it changes."""

    def __init__(self, policy: Policy, lexicon: Lexicon, model: TextModel) -> None:
        self._policy, self._lexicon, self._model = policy, lexicon, model
        self.versions = Versions(
            policy.version, lexicon.version, f"{model.version}+lexicon-{lexicon.version}"
        )

    @classmethod
    def load(cls, model_path: Path | None = None, *, legal_list: Path | None = None) -> "TextScreener":
        """Load policy, lexicon and model.

        Args:
            model_path: another text model than the one that ships.
            legal_list: the deployer's own terms, one a line; none by default.

        Raises:
            ScreenerDown: the model or the list cannot be read. Nothing may start without them.
        """
        policy = policies.current()
        try:
            lexicon = Lexicon.load(policy, legal_list=legal_list)
        except OSError as missing:
            raise ScreenerDown(f"legal list: {missing}") from missing
        screener = cls(policy, lexicon, TextModel.load(model_path))
        screener.verdict("热身")
        return screener

    def verdict(self, text: str, *, kind: str = "post") -> Verdict:
        """Return what the policy makes of one text, however broken its Unicode is.

        Args:
            kind: where the text stands (post, comment, name, bio, circle, alt …). All are judged alike
                today; whoever asks says it, so that a rule for one kind needs no change there.

        Raises:
            ScreenerDown: the check failed; the text has not been judged.
        """
        return self.verdicts([text], kind=kind)[0]

    def verdicts(self, texts: Sequence[str], *, kind: str = "post") -> list[Verdict]:
        """Return one verdict a text, in order; much cheaper a text than one by one.

        Raises:
            ScreenerDown: the check failed; none of the texts has been judged.
        """
        del kind
        try:
            folded = [Normalised(text) for text in texts]
            hits = [self._lexicon.findings(text) for text in folded]
            for found, opinion in zip(hits, self._opinions(folded), strict=True):
                found.extend(opinion)
        except Exception as broken:
            # Whatever went wrong, an unjudged text must not pass.
            raise ScreenerDown(f"text check: {broken!r}") from broken
        given = [self._policy.verdict(found, model_version=self.versions.model) for found in hits]
        for act, times in Counter(verdict.act for verdict in given).items():
            count_verdict("text", act, times)
        return given

    def _opinions(self, texts: Sequence[Normalised]) -> list[list[Hit]]:
        """Return what the model says of each text: nothing, or one finding at its worst window."""
        windows = [windows_of(text) for text in texts]
        laid = [window for own in windows for window in own]
        parts = [self._model.margins(laid[n : n + _BATCH]) for n in range(0, len(laid), _BATCH)]
        margins = np.concatenate(parts) if parts else np.empty(0)
        opinions: list[list[Hit]] = []
        first = 0
        for text, own in zip(texts, windows, strict=True):
            mine = margins[first : first + len(own)]
            first += len(own)
            worst = int(mine.argmax())
            opinions.append(self._opinion(text, float(mine[worst]), worst, len(own)))
        return opinions

    def _opinion(self, text: Normalised, margin: float, window: int, windows: int) -> list[Hit]:
        if margin <= self._model.evaluation or not text.compact:
            return []
        category = "hate.group" if names_a_group(text.compact) else "abuse.person"
        finding = Finding(
            category=category,
            severity=self._policy.category(category).severity,
            score=round(float(1 / (1 + np.exp(-margin))), 4),
            stage="model",
            span=_window_span(text, window) if windows > 1 else (0, len(text.original)),
            source=f"{self._model.version}/offensive",
        )
        sure = margin > self._model.hold and len(text.compact) >= _FEWEST_LETTERS
        return [(finding, "high" if sure else "middle")]


def _window_span(text: Normalised, window: int) -> tuple[int, int]:
    within = sound_places(text.compact)[window * STEP : window * STEP + WINDOW]
    places = text.compact_places()
    return text.span(places[within[0][0]], places[within[-1][1] - 1] + 1)
