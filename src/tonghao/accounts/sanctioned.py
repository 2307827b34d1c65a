"""What somebody may still do who is muted or suspended; everything else is refused at the door.

The door asks for every route, so that a new one is closed to them until somebody thinks of it.
"""

from typing import Final

from tonghao.caller import Caller

_UNSAFE: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})

# Read what was decided, answer for oneself, take everything along, and go.
_SUSPENDED: Final = frozenset(
    {
        "getMe", "listMyDecisions", "listNotifications", "countUnreadNotifications", "readNotifications",
        "signOut", "listSessions", "revokeSession", "revokeOtherSessions", "proveAgain", "proveWithPasskey",
        "leaveTonghao", "returnToTonghao", "askTakeout", "listTakeouts", "fetchTakeout",
        # Appeals, by the feature of that name.
        "fileAppeal", "listMyAppeals", "getAppealChance", "withdrawAppeal",
    }
)  # fmt: skip

# A muted person reads everything, looks after their own account, and takes their own things away.
_MUTED: Final = _SUSPENDED | frozenset(
    {
        "disavowSession", "changePassword", "addPasskey", "beginPasskey", "removePasskey", "renamePasskey",
        "makeRecoveryCodes", "setSecondStep", "addContact", "removeContact", "requestContactCode", "block",
        "unblock", "setMuteWords", "matchMuteWords", "muteInFeed", "unmuteInFeed", "chooseFinding",
        "chooseInterests", "deletePost", "deleteComment", "deleteMedium", "deleteUpload", "clearAvatar",
        "leaveCircle", "markThreadRead", "releaseNotifications", "setNotificationSettings",
        "setFollowSettings", "followThread", "unfollowThread", "saveFloor", "savePost", "unsaveFloor",
        "unsavePost", "makeSaveFolder", "renameSaveFolder", "deleteSaveFolder", "unlikePost",
        "unlikeComment", "takeThanksBack", "withdrawJoinRequest", "signOffFromMeetup", "leaveSeat",
        "leaveChallenge", "dropMargin", "dropMark", "dropDraft", "cancelScheduledPost", "readMustRead",
        "declinePartnerInvitation", "cancelMeetup", "untick", "prepareFetch",
    }
)  # fmt: skip


def may_be_known(operation: str) -> bool:
    """Whether *operation*, which everybody may ask, still tells a suspended person that they are known."""
    return operation == "getSite"


def stopped_by(caller: Caller, *, method: str, operation: str) -> tuple[str, ...]:
    """The kinds of sanctions that keep *caller* from *operation*; empty when nothing does."""
    if caller.is_stopped:
        return () if operation in _SUSPENDED else ("close", "suspend")
    if "mute" in caller.sanctions and method in _UNSAFE and operation not in _MUTED:
        return ("mute",)
    return ()
