"""Tonghao 同好: interest circles for which somebody is answerable."""

__version__ = "0.1.0"
