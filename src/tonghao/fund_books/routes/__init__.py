"""HTTP for fund books and for the money in them."""

from litestar import Router

from tonghao.fund_books.routes import books, money

router = Router("/", route_handlers=[*books.HANDLERS, *money.HANDLERS], tags=["funds"])
