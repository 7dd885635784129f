# Two desks, one incident, one unit: the second order is refused, never overwritten.
map:
A--B--C

units:
PM-03 car at A

panic b1 at B
alice own I-1
alice acknowledge A-1
expect refused
alice send PM-03 to I-1
bruno send PM-03 to I-1
expect refused
PM-03 on_scene
PM-03 en_route
expect refused
expect status PM-03 on_scene
alice cancel M-1
expect status PM-03 free
expect state I-1 open
