"""A device that keeps passkeys, for the stories that show one."""

from tests.stories.person import Person


async def give_device(me: Person) -> None:
    """A phone's own safe for passkeys, as Chromium imitates it."""
    tools = await me.context.new_cdp_session(me.page)
    await tools.send("WebAuthn.enable")
    await tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
