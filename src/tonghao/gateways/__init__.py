"""Gateways: the doors through which money of the world comes into the books and leaves them again.

Tables: gateway_orders, gateway_notices, gateway_differences, gateway_days, gateway_turned_away,
sandbox_payments.
Emits: gateway.asked, sandbox.decided, wallet.moved, money.told.
Hears: gateway.asked, sandbox.decided, account.deleted.
Always true: no gateway is asked inside a transaction; an order is in the books before a gateway hears of it;
a notice that is not signed changes nothing, and one that is heard twice changes nothing twice; what an order
moves has an identifier derived from the order, so it moves once whoever tells of it first: a notice, the
answer to a question, or the daily file; money on its way out stands in an account of its own, and so does
what is given back of a top-up, of which never more goes back than came; where gateway and books disagree a
row says so until a person has looked at it.
"""
