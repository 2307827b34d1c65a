"""Train the text model on a folder: `train.csv` and `dev.csv` with the columns topic, label and TEXT.

The layout is COLD's (Deng et al., EMNLP 2022, Apache-2.0). Nothing but the folder is read, nothing leaves
the machine, and the same folder gives the same file.
"""

import csv
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from tonghao.screening.augment import disguised, regrouped
from tonghao.screening.features import hashed, views_of
from tonghao.screening.fitting import Floats, Grams, fit
from tonghao.screening.model import TextModel, packed
from tonghao.screening.model_card import Figures, model_card
from tonghao.screening.normalise import Normalised

_LOOSENESS: Final = 8.0
_HELD_OF_ORDINARY: Final = 0.01
# Words of talk about prejudice. In COLD's training part, which was labelled with the help of a model,
# 88 % of such texts count as offensive; of 130 that we read ourselves, 29 % were. Taken at its word, the
# label teaches a model to silence whoever objects to prejudice.
_TALK_OF_PREJUDICE: Final = re.compile(
    "歧视|地域黑|黑河南|地图炮|偏见|刻板|平等|一概而论|以偏概全|一竿子|一棒子|一杆子|个例|不是所有|种族主义|引战|政治正确|污名"
    "|哪里都有|哪都有|个人素质|有好有坏|双标|尊重|反对|不能代表|不代表|人身攻击|骂人|标签"
)
_TALK_OFFENSIVE: Final = 0.01
_ROBUSTNESS_SAMPLE: Final = 1500

Progress = Callable[[str], None]


class Example(NamedTuple):
    """One labelled text; `offensive` is 1 or 0."""

    text: str
    offensive: int
    topic: str


def train_text_model(
    folder: Path, out: Path, *, ordinary: Sequence[str] = (), progress: Progress = print
) -> Figures:
    """Train on *folder*, write the model to *out* and `MODEL_CARD.md` beside it.

    Args:
        ordinary: everyday texts of the place itself. With them, the hold threshold also keeps to 1 % of
            these; without, only to 1 % of the safe texts in `dev.csv`.
        progress: is told, sentence by sentence, what happens and what came out.

    Raises:
        ValueError: a file or column is missing, or a class is empty.
    """
    learnt = examples(folder / "train.csv")
    known = {example.text for example in learnt}
    # Texts that stand in both parts would flatter the figures.
    judged = [example for example in examples(folder / "dev.csv") if example.text not in known]
    progress(f"{len(learnt)} texts to learn from, {len(judged)} to judge by")
    targets, importance = _targets(learnt), _importance(learnt)
    plain = _grams([e.text for e in learnt])
    topics = _by_left_out_topic(plain, learnt, targets, importance, progress)
    random = Random(20161)  # noqa: S311 - the same folder gives the same file
    copies = [disguised(e.text, random) for e in learnt]
    swapped = [disguised(regrouped(e.text, random), random) for e in learnt]
    progress("fitting the final model on the texts and two disguised copies of each")
    grams = _joined(plain, _grams(copies), _grams(swapped))
    weights, bias = fit(grams, np.tile(targets, 3), np.tile(importance, 3), looseness=_LOOSENESS)
    trial = TextModel(packed(weights, bias=bias, evaluation=0.0, hold=0.0))
    margins, labels = _margins(trial, [e.text for e in judged]), _targets(judged)
    evaluation = best_threshold(margins, labels, _importance(judged))
    hold = max(_quantile(margins[labels == 0]), _quantile(_margins(trial, ordinary)), evaluation)
    out.write_bytes(packed(weights, bias=bias, evaluation=evaluation, hold=hold))
    model = TextModel.load(out)
    figures = _figures(model, judged, margins, ordinary, topics, out.stat().st_size)
    out.with_name("MODEL_CARD.md").write_text(model_card(model, figures, len(learnt)), "utf-8")
    for line in figures.lines():
        progress(line)
    return figures


def examples(path: Path) -> list[Example]:
    """Read a CSV with the columns topic, label and TEXT; a text that comes twice counts once.

    Raises:
        ValueError: the file or a column is missing, or a class is empty.
    """
    if not path.is_file():
        raise ValueError(f"{path} is missing: the folder needs train.csv and dev.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not {"topic", "label", "TEXT"} <= set(rows.fieldnames or ()):
            raise ValueError(f"{path} needs the columns topic, label and TEXT")
        found = {row["TEXT"]: Example(row["TEXT"], int(row["label"] == "1"), row["topic"]) for row in rows}
    if len({example.offensive for example in found.values()}) < 2:
        raise ValueError(f"{path} needs texts of both labels, 0 and 1")
    return list(found.values())


def best_threshold(margins: Floats, labels: Floats, importance: Floats) -> float:
    """Return the margin above which macro-F1 is highest."""
    candidates = np.quantile(margins, np.linspace(0.05, 0.95, 181))
    return float(max(candidates, key=lambda limit: macro_f1(margins > limit, labels, importance)))


def macro_f1(flagged: npt.NDArray[np.bool_], labels: Floats, importance: Floats | None = None) -> float:
    """Return the mean of both classes' F1."""
    weight = np.ones(len(labels)) if importance is None else importance
    scores = []
    for said, true in ((flagged, labels == 1), (~flagged, labels == 0)):
        both, either = weight[said & true].sum(), weight[said].sum() + weight[true].sum()
        scores.append(2 * both / either if either else 0.0)
    return float(np.mean(scores))


def area_under_curve(margins: Floats, labels: Floats) -> float:
    """Return the chance that an offensive text scores above a safe one."""
    ranks = np.empty(len(margins))
    ranks[np.argsort(margins, kind="stable")] = np.arange(1, len(margins) + 1)
    ones = labels.sum()
    return float((ranks[labels == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(labels) - ones)))


def _targets(found: Sequence[Example]) -> Floats:
    return np.array([example.offensive for example in found], dtype=np.float64)


def _importance(found: Sequence[Example]) -> Floats:
    return np.where(_is_talk(found) & (_targets(found) == 1), _TALK_OFFENSIVE, 1.0)


def _is_talk(found: Sequence[Example]) -> npt.NDArray[np.bool_]:
    return np.array([_TALK_OF_PREJUDICE.search(example.text) is not None for example in found])


def _grams(texts: Sequence[str]) -> Grams:
    buckets, owners = hashed([views_of(Normalised(text)) for text in texts])
    return Grams(buckets, owners, len(texts))


def _joined(*parts: Grams) -> Grams:
    starts = np.cumsum([0, *(part.texts for part in parts)])
    owners = [part.owners + start for part, start in zip(parts, starts, strict=False)]
    return Grams(np.concatenate([p.buckets for p in parts]), np.concatenate(owners), int(starts[-1]))


def _margins(model: TextModel, texts: Sequence[str]) -> Floats:
    return model.margins([views_of(Normalised(text)) for text in texts])


def _quantile(margins: Floats) -> float:
    return float(np.quantile(margins, 1 - _HELD_OF_ORDINARY)) if len(margins) else -np.inf


def _by_left_out_topic(
    grams: Grams, learnt: Sequence[Example], targets: Floats, importance: Floats, progress: Progress
) -> dict[str, tuple[float, float]]:
    """Judge each topic by a model that never saw it, without disguises: the honest split of one corpus."""
    topic_of = np.array([example.topic for example in learnt])
    results = {}
    for topic in sorted(set(topic_of.tolist())):
        inside = topic_of == topic
        if len(set(targets[inside])) < 2 or inside.all():
            continue
        weights, bias = fit(
            grams.chosen(~inside), targets[~inside], importance[~inside], looseness=_LOOSENESS
        )
        # Without the talk about prejudice, whose labels are not to be trusted.
        asked = inside & ~_is_talk(learnt)
        margins, labels = grams.chosen(asked).margins(weights, bias), targets[asked]
        results[topic] = (macro_f1(margins > 0, labels), area_under_curve(margins, labels))
        progress(f"topic {topic} left out: macro-F1 {results[topic][0]:.3f}")
    return results


def _figures(
    model: TextModel,
    judged: Sequence[Example],
    margins: Floats,
    ordinary: Sequence[str],
    topics: dict[str, tuple[float, float]],
    size_bytes: int,
) -> Figures:
    labels, talk = _targets(judged), _is_talk(judged)
    offensive = [e.text for e in judged if e.offensive][:_ROBUSTNESS_SAMPLE]
    random = Random(7)  # noqa: S311 - the same texts give the same figures
    kept = _margins(model, [disguised(text, random) for text in offensive]) > model.evaluation
    plain = margins[labels == 1]
    everyday = _margins(model, ordinary)
    return Figures(
        size_bytes=size_bytes,
        evaluation=model.evaluation,
        hold=model.hold,
        macro_f1=macro_f1(margins > model.evaluation, labels),
        macro_f1_without_talk=macro_f1(margins[~talk] > model.evaluation, labels[~talk]),
        recall_evaluation=float(np.mean(plain > model.evaluation)),
        recall_hold=float(np.mean(plain > model.hold)),
        safe_flagged=float(np.mean(margins[labels == 0] > model.evaluation)),
        safe_held=float(np.mean(margins[labels == 0] > model.hold)),
        talk_flagged=float(np.mean(margins[talk] > model.evaluation)) if talk.any() else 0.0,
        ordinary_texts=len(ordinary),
        ordinary_flagged=float(np.mean(everyday > model.evaluation)) if len(ordinary) else 0.0,
        ordinary_held=float(np.mean(everyday > model.hold)) if len(ordinary) else 0.0,
        disguised_recall_kept=float(kept.mean() / np.mean(plain[:_ROBUSTNESS_SAMPLE] > model.evaluation)),
        topics=topics,
    )
