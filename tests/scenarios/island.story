# No road leads from the island: its unit is not proposed at all, instead of being given a number.
map:
A--B    C--D

units:
SHORE car at A
ISLAND car at C

panic b1 at B
expect proposed I-1 SHORE
panic b2 at D
expect proposed I-2 ISLAND
