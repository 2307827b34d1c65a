"""What can have happened to the policy."""

from uuid import UUID

from tonghao.circle_events import Happened


class PolicyReplayAsked(Happened, frozen=True, tag="policy.replay_asked"):
    """The last days are judged again under another version of the policy, by a job."""

    replay_id: UUID
