# A sign forbids the left turn at B: the unit behind it drives round, and the farther one is proposed first.
map:
   D
   |
A--B--C--E
|     |
F-----G
forbid ABD

units:
WEST car at A
EAST car at E

panic b1 at D
expect proposed I-1 EAST WEST
expect time I-1 EAST 81
