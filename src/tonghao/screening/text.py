"""The text screener: normaliser, lexicon and text model in one call, cheap enough for every transaction."""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np

from tonghao.metrics import count_verdict
from tonghao.screening import policy as policies
from tonghao.screening.features import STEP, WINDOW, windows_of
from tonghao.screening.groups import names_a_group
from tonghao.screening.house import House, stricter
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


class _Judging(NamedTuple):
    """What one verdict is made by; taken once a call, so that a change never falls into the middle."""

    policy: Policy
    lexicon: Lexicon
    versions: Versions


class _Staged(NamedTuple):
    """By what a share of the circles is judged, of a hundred."""

    judging: _Judging
    share: int


def place_of(circle_id: UUID) -> int:
    """Where a circle stands among a hundred, always the same: those below a share are in it."""
    return int.from_bytes(blake2b(circle_id.bytes, digest_size=8).digest()) % 100


class TextScreener:
    """Gives verdicts on texts. Safe to share between tasks and threads: its policy changes as a whole."""

    def __init__(
        self, policy: Policy, lexicon: Lexicon, model: TextModel, *, legal_list: Path | None = None
    ) -> None:
        self._model, self._legal_list = model, legal_list
        said = f"{model.version}+lexicon-{lexicon.version}"
        self._judging = _Judging(policy, lexicon, Versions(policy.version, lexicon.version, said))
        self._staged: _Staged | None = None

    @property
    def versions(self) -> Versions:
        """The versions that verdicts carry now."""
        return self._judging.versions

    @property
    def staged(self) -> tuple[str, int] | None:
        """The version that counts in a share of the circles, and the share; None when one counts in all."""
        staged = self._staged
        return None if staged is None else (staged.judging.versions.policy, staged.share)

    def stage(self, other: "TextScreener | None", share: int) -> None:
        """Judge by the policy of *other* in *share* of a hundred circles; by one policy in all with None."""
        self._staged = None if other is None else _Staged(other._judging, share)

    def _judging_in(self, circle_id: UUID | None) -> _Judging:
        staged = self._staged
        if staged is None or circle_id is None or place_of(circle_id) >= staged.share:
            return self._judging
        return staged.judging

    def under(self, policy: Policy) -> "TextScreener":
        """Another screener that judges by *policy* with the same model; for trials, and to be adopted."""
        lexicon = Lexicon.load(policy, legal_list=self._legal_list)
        return TextScreener(policy, lexicon, self._model, legal_list=self._legal_list)

    def adopt(self, other: "TextScreener") -> None:
        """Judge by the policy of *other* from the next verdict on."""
        self._judging = other._judging

    @classmethod
    def load(cls, model_path: Path | None = None, *, legal_list: Path | None = None) -> "TextScreener":
        """Load policy, lexicon and model.

        Args:
            model_path: another text model than the one that ships.
            legal_list: the deployer's own terms, one a line; none by default.

        Raises:
            ScreenerDown: the model or the list cannot be read. Nothing is judged without them; see `away`.
        """
        policy = policies.current()
        try:
            lexicon = Lexicon.load(policy, legal_list=legal_list)
        except OSError as missing:
            raise ScreenerDown(f"legal list: {missing}") from missing
        screener = cls(policy, lexicon, TextModel.load(model_path), legal_list=legal_list)
        screener.verdict("热身")
        return screener

    def verdict(
        self, text: str, *, kind: str = "post", house: House | None = None, circle_id: UUID | None = None
    ) -> Verdict:
        """Return what the policy makes of one text, however broken its Unicode is.

        Args:
            kind: where the text stands (post, comment, name, bio, circle, alt …). All are judged alike
                today; whoever asks says it, so that a rule for one kind needs no change there.
            house: What the circle asks in which it stands; the stricter of policy and house counts.
            circle_id: Where it stands, for a version that counts in a share of the circles.

        Raises:
            ScreenerDown: the check failed; the text has not been judged.
        """
        return self.verdicts([text], kind=kind, house=house, circle_id=circle_id)[0]

    def verdicts(
        self,
        texts: Sequence[str],
        *,
        kind: str = "post",
        house: House | None = None,
        circle_id: UUID | None = None,
    ) -> list[Verdict]:
        """Return one verdict a text, in order; much cheaper a text than one by one.

        Raises:
            ScreenerDown: the check failed; none of the texts has been judged.
        """
        del kind
        judging = self._judging_in(circle_id)
        try:
            folded = [Normalised(text) for text in texts]
            hits = [judging.lexicon.findings(text) for text in folded]
            for found, opinion in zip(hits, self._opinions(folded, judging.policy), strict=True):
                found.extend(opinion)
            given = [judging.policy.verdict(found, model_version=judging.versions.model) for found in hits]
            if house is not None:
                given = [
                    stricter(house, judging.policy, text, found, verdict)
                    for text, found, verdict in zip(folded, hits, given, strict=True)
                ]
        except Exception as broken:
            # Whatever went wrong, an unjudged text must not pass.
            raise ScreenerDown(f"text check: {broken!r}") from broken
        for act, times in Counter(verdict.act for verdict in given).items():
            count_verdict("text", act, times)
        return given

    def _opinions(self, texts: Sequence[Normalised], policy: Policy) -> list[list[Hit]]:
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
            opinions.append(self._opinion(text, float(mine[worst]), worst, len(own), policy))
        return opinions

    def _opinion(
        self, text: Normalised, margin: float, window: int, windows: int, policy: Policy
    ) -> list[Hit]:
        if margin <= self._model.evaluation or not text.compact:
            return []
        category = "hate.group" if names_a_group(text.compact) else "abuse.person"
        finding = Finding(
            category=category,
            severity=policy.category(category).severity,
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
