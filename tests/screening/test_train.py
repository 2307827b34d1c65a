import csv
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tonghao.screening.features import views_of
from tonghao.screening.model import TextModel
from tonghao.screening.normalise import Normalised
from tonghao.screening.train import area_under_curve, best_threshold, macro_f1, train_text_model

RUDE = ("真是没用的东西", "滚远点", "蠢得要命", "恶心死了")
KIND = ("今天天气很好", "谢谢你的帮助", "明天去公园走走", "晚饭吃了面条")
OPENINGS = ("我说", "你们看", "昨天", "其实", "邻居讲", "路上听见", "有人写道", "后来")


def _folder(path: Path) -> Path:
    random = Random(1)
    for name, rows in (("train.csv", 240), ("dev.csv", 80)):
        with (path / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["topic", "label", "TEXT"])
            writer.writeheader()
            for n in range(rows):
                label = n % 2
                text = f"{random.choice(OPENINGS)}{random.choice(RUDE if label else KIND)}{name[0]}{n}"
                writer.writerow({"topic": ("one", "two")[n % 4 // 2], "label": label, "TEXT": text})
    return path


def test_a_folder_becomes_a_model_with_two_thresholds_and_a_card(tmp_path: Path) -> None:
    out = tmp_path / "model.npz"
    said: list[str] = []
    figures = train_text_model(_folder(tmp_path), out, ordinary=["去买菜", "下雨了"], progress=said.append)
    model = TextModel.load(out)
    rude, kind = model.margins([views_of(Normalised(t)) for t in ("你这蠢得要命的", "谢谢你的帮助啊")])
    assert rude > model.evaluation > kind
    assert model.hold >= model.evaluation
    assert figures.macro_f1 > 0.9
    assert set(figures.topics) == {"one", "two"}
    assert out.stat().st_size <= 4_000_000
    card = (tmp_path / "MODEL_CARD.md").read_text("utf-8")
    assert model.version in card
    assert "Apache License 2.0" in card
    assert any("evaluation threshold" in line for line in said)
    assert any("hold threshold" in line for line in said)


def test_the_same_folder_gives_the_same_file(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    for name in ("a.npz", "b.npz"):
        train_text_model(folder, tmp_path / name, progress=lambda _: None)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_a_folder_without_the_files_or_columns_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"train\.csv is missing"):
        train_text_model(tmp_path, tmp_path / "m.npz")
    (tmp_path / "train.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(ValueError, match="columns topic, label and TEXT"):
        train_text_model(tmp_path, tmp_path / "m.npz")
    (tmp_path / "train.csv").write_text("topic,label,TEXT\nx,1,a\n", "utf-8")
    with pytest.raises(ValueError, match="both labels"):
        train_text_model(tmp_path, tmp_path / "m.npz")


def test_the_measures_are_the_textbook_ones() -> None:
    labels = np.array([1.0, 1.0, 0.0, 0.0])
    assert macro_f1(np.array([True, True, False, False]), labels) == 1.0
    assert macro_f1(np.array([True, True, True, True]), labels) == pytest.approx(1 / 3)
    assert area_under_curve(np.array([0.9, 0.4, 0.5, 0.1]), labels) == 0.75
    assert best_threshold(np.array([3.0, 2.0, -1.0, -2.0]), labels, np.ones(4)) < 2.0
