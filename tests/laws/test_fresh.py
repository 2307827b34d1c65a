"""Generated files are what the code makes of them today."""

import json

from tests.laws.source import ROOT
from tonghao.app import create_app
from tonghao.config import Config
from tonghao.migrate import migrate, schema_of
from tonghao.postgres import temporary_server


def test_openapi_json_is_fresh() -> None:
    made = create_app(Config()).openapi_schema.to_schema()
    assert json.loads((ROOT / "openapi.json").read_text("utf-8")) == json.loads(json.dumps(made))


def test_schema_sql_is_fresh() -> None:
    with temporary_server() as server:
        migrate(server.dsn())
        assert (ROOT / "schema.sql").read_text("utf-8") == schema_of(server)
