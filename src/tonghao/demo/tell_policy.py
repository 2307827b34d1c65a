"""Tell the policy: a stricter version that 苏敏 wrote after three calls judges alongside first."""

from typing import Final

from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of
from tonghao.demo.story import Story
from tonghao.policies.shadow import begin_shadow
from tonghao.policies.write_version import write_version
from tonghao.screening.policy import Overlay, Word

_OPERATOR: Final = "su_min"
_TOLD: Final = "SELECT EXISTS (SELECT FROM policy_versions)"
_VERSION: Final = Overlay(
    severities={"begging": 2},
    words=[Word("垫资冲量", "fraud", "这个月巷子里三户人家接到过这种电话")],
)


async def tell_policy(conn: Connection, story: Story) -> None:
    """Write the version and let it judge alongside, once."""
    if await conn.fetchval(_TOLD) or all(person.handle != _OPERATOR for person in story.people):
        return
    operator_id = account_id_of(_OPERATOR)
    note = "叫人垫钱的电话又来了；求打赏的帖子也先由人看一眼。"
    version = await write_version(conn, operator_id=operator_id, overlay=_VERSION, note=note)
    await begin_shadow(
        conn, operator_id=operator_id, number=version.number, reason="先在旁边看三天，看会多拦多少。"
    )
