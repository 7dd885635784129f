# Two buttons on one square are one incident with two cards; a third, farther away, is another.
map:
A-B--C

units:
PM-03 car at C

panic b1 at A
at 60
panic b2 at A
expect incidents 1
expect alarms 2
panic b3 at B                        # 200 m away: beyond 80 m
expect incidents 2
at 151
panic b4 at A                        # 91 s after the newest alarm there
expect incidents 3
