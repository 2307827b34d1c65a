"""Red packets: money given to a circle, to the readers of a post or to one person, opened share by share.

Tables: red_packets, red_packet_shares.
Emits: red_packet.made, red_packet.counted, red_packet.suspected, money.told.
Hears: post.hidden (what is left in the packets under it goes back), account.deleted (its words go).
Always true: a packet is an account of the ledger, which holds exactly its untaken shares, and nothing once
it is over; nobody has two shares of one packet, and no share has two owners; the shares are drawn when the
packet is made, by a seed whose hash is shown at once and which is opened when the packet is over; no amount
can be seen before somebody has it.
"""
