"""The whole OpenAPI document, asked with whatever a program can think of.

No answer is a 5xx, every refusal has the one shape, and every answer is what the document says.
"""

import json
import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.laws.fuzz_server import FuzzServer
from tests.laws.source import ROOT

_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
_ROLES = ("anonymous", "outsider", "member", "author", "host", "owner", "moderator", "operator")
# "Not ready" is what it is asked for: no worker runs here, and events wait.
_MAY_SAY_503 = {"getReadiness"}
_SHAPE = {"code", "message_zh", "message_en", "details"}


def _operations() -> list[str]:
    document = json.loads((ROOT / "openapi.json").read_text("utf-8"))
    return sorted(
        operation["operationId"]
        for methods in document["paths"].values()
        for operation in methods.values()
        if "operationId" in operation
    )


def _known(value: Any, words: dict[str, str], draw: Any) -> Any:
    """*value* with some of what it names replaced by what there is: else no request gets far."""
    if isinstance(value, dict):
        return {
            key: words[key]
            if key in words and isinstance(one, str) and draw(st.booleans())
            else _known(one, words, draw)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [_known(one, words, draw) for one in value]
    return value


def _fuzz(server: FuzzServer, name: str, *, examples: int, derandomize: bool) -> None:
    checks = _CHECKS[1:] if name in _MAY_SAY_503 else _CHECKS
    schema = schemathesis.openapi.from_dict(server.schema)
    operation = schema.find_operation_by_id(name)
    either = st.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=derandomize,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=either, role=st.sampled_from(_ROLES), draws=st.data())
    def ask(case: schemathesis.Case, role: str, draws: Any) -> None:
        if case.path_parameters:
            case.path_parameters = _known(case.path_parameters, server.scene.words, draws.draw)
        if isinstance(case.body, dict | list):
            case.body = _known(case.body, server.scene.words, draws.draw)
        answer = case.call(
            base_url=server.url, session=server.session, cookies=server.cookie_of(role), timeout=30
        )
        case.validate_response(answer, checks=checks)
        if answer.status_code >= 400 and operation.method != "head":
            assert set(answer.json()) == _SHAPE, answer.text
        if answer.status_code == 401 or operation.method == "delete":
            server.sign_in_again(role)

    ask()


@pytest.mark.parametrize("name", _operations())
def test_no_request_makes_the_server_stumble(fuzzed: FuzzServer, name: str) -> None:
    _fuzz(fuzzed, name, examples=int(os.environ.get("FUZZ", "20")), derandomize=True)


@pytest.mark.long
@pytest.mark.parametrize("name", _operations())
def test_no_request_makes_the_server_stumble_however_long_one_tries(fuzzed: FuzzServer, name: str) -> None:
    _fuzz(fuzzed, name, examples=400, derandomize=False)
