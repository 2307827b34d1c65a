"""Words that one does not want to read."""

from litestar import get, post, put
from litestar.status_codes import HTTP_200_OK

from tonghao.accounts.mute_words import (
    MuteWordRefused,
    MuteWordsFull,
    contains_any,
    folded_words,
    list_mute_words,
    set_mute_words,
)
from tonghao.accounts.types import MutedTexts, MuteWords, TextsRead
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, SignInNeeded, TooMany
from tonghao.limits import Limiter


@get("/me/mute-words", operation_id="listMuteWords", responses=refusals(SignInNeeded))
async def mute_words(caller: Caller, pool: Pool) -> MuteWords:
    """List the words that one mutes."""
    async with reading(pool) as conn:
        return MuteWords(await list_mute_words(conn, caller.account_id))


@put(
    "/me/mute-words",
    operation_id="setMuteWords",
    responses=refusals(InvalidRequest, MuteWordRefused, MuteWordsFull, SignInNeeded, TooMany),
)
async def set_words(data: MuteWords, caller: Caller, pool: Pool, limiter: Limiter) -> MuteWords:
    """Mute exactly these words."""
    await limiter.count("200 per 1 day", "mute_words", str(caller.account_id))
    async with writing(pool) as conn:
        return MuteWords(await set_mute_words(conn, account_id=caller.account_id, words=data.words))


@post(
    "/me/mute-word-matches",
    operation_id="matchMuteWords",
    status_code=HTTP_200_OK,
    responses=refusals(InvalidRequest, SignInNeeded, TooMany),
)
async def matches(data: TextsRead, caller: Caller, pool: Pool, limiter: Limiter) -> MutedTexts:
    """Say which of these texts contain a word that one mutes; the client folds them away.

    Asked for what is on the screen, so that it holds for whatever comes live as well, and costs nothing
    to those who mute no word.
    """
    await limiter.count("1200 per 10 minutes", "mute_matches", str(caller.account_id))
    async with reading(pool) as conn:
        folded = await folded_words(conn, caller.account_id)
    return MutedTexts([contains_any(text, folded) for text in data.texts])


handlers = [mute_words, set_words, matches]
