"""The model card: what the text model was made of, what it reaches, and where it is weak."""

import msgspec

from tonghao.screening.features import LETTER_BITS, LETTER_GRAMS, SOUND_BITS, SOUND_GRAMS, WINDOW
from tonghao.screening.model import TextModel


class Figures(msgspec.Struct, frozen=True):
    """What training measured. Shares are 0 to 1; `topics` maps a left-out topic to macro-F1 and AUC."""

    size_bytes: int
    evaluation: float
    hold: float
    macro_f1: float
    macro_f1_without_talk: float
    recall_evaluation: float
    recall_hold: float
    safe_flagged: float
    safe_held: float
    talk_flagged: float
    ordinary_texts: int
    ordinary_flagged: float
    ordinary_held: float
    disguised_recall_kept: float
    topics: dict[str, tuple[float, float]]

    def lines(self) -> list[str]:
        """Return the figures as sentences, both thresholds first."""
        said = [
            f"evaluation threshold {self.evaluation:+.3f}: recall {self.recall_evaluation:.3f}, "
            f"{self.safe_flagged:.2%} of the safe texts flagged, macro-F1 {self.macro_f1:.3f}",
            f"hold threshold {self.hold:+.3f}: recall {self.recall_hold:.3f}, "
            f"{self.safe_held:.2%} of the safe texts held",
            f"macro-F1 without talk about prejudice: {self.macro_f1_without_talk:.3f}",
            f"talk about prejudice flagged: {self.talk_flagged:.1%}",
            f"recall kept under homophones and pinyin: {self.disguised_recall_kept:.3f}",
            f"size: {self.size_bytes / 1e6:.2f} MB",
        ]
        if self.ordinary_texts:
            said.append(
                f"{self.ordinary_texts} ordinary texts: {self.ordinary_flagged:.2%} flagged, "
                f"{self.ordinary_held:.2%} held"
            )
        for topic, (f1, area) in self.topics.items():
            said.append(f"topic {topic}, by a model that never saw it: macro-F1 {f1:.3f}, AUC {area:.3f}")
        return said


def model_card(model: TextModel, figures: Figures, learnt: int) -> str:
    """Return the card in Markdown."""
    measured = "\n".join(f"- {line}" for line in figures.lines())
    return f"""# Model card: the text model

Version `{model.version}`. Written by `./tonghao train`; do not edit by hand.

## What it is
Logistic regression over hashed n-grams, weights in 8 bits, features scaled by the naive Bayes ratio while it
learns. 1 to {LETTER_GRAMS} letters go into 2^{LETTER_BITS} buckets, 1 to {SOUND_GRAMS} syllables (pinyin
without tones) into 2^{SOUND_BITS}. The file holds arrays only. It reads the text after the normaliser, so
invisible characters, full width, traditional characters and separators are gone before it looks.

It answers one question: does this text insult or demean a person or a group? It says so of the whole text,
not of its author. Long texts are judged in windows of {WINDOW} letters, and the worst window counts.

## Two thresholds
Above the **hold** threshold a text waits for a person. Between **evaluation** and hold it is published,
labelled and sampled. Below, nothing happens. The hold threshold is set so that at most 1 % of ordinary text
is held: of the safe texts in `dev.csv`, and of the everyday texts given to the command, if any.

## What it learnt from
{learnt} texts of the training part of COLD (Deng et al., "COLD: A Benchmark for Chinese Offensive Language
Detection", EMNLP 2022; https://github.com/thu-coai/COLDataset; Apache License 2.0), with two disguised
copies of each: homophones and typed pinyin, and in one of them the groups that a text names are swapped.
The test part was neither read nor tuned on.

COLD's training part was labelled with the help of a model, and there 88 % of the texts that *talk about*
prejudice (歧视, 地域黑, 偏见 …) count as offensive. Of 130 such texts that we read ourselves, 29 % were. So
the offensive ones among them count a hundredth while it learns.

## Measured
On `dev.csv`, which shares its makers with the training part and therefore flatters (without the texts that
stand in both), and on topics left out:

{measured}

## Where it is weak
- It knows Chinese talk about region, race and sex. Other topics, dialects, irony, and English are mostly
  unknown to it; expect an AUC of about 0.7 there.
- Talk about prejudice is hard for it: whoever quotes or opposes an insult can be taken for its author. The
  share flagged above is too high, and such texts are labelled more often than held.
- Offence that needs no offensive word (a comparison, a question, a picture of it) is missed.
- Swear words that people use of themselves or among friends can be flagged.
- The label says "offensive" as students in 2021 understood it, not what a court would say.
- It was not measured on names, bios or messages between friends.
"""
