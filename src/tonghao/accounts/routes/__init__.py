"""HTTP for accounts: the way in and out (entry), and the account that one has (me)."""

from litestar import Router

from tonghao.accounts.routes import entry, me

router = Router("/", route_handlers=[*entry.handlers, *me.handlers], tags=["accounts"])
