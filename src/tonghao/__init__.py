"""Tonghao 同好: interest circles for which somebody is answerable."""
