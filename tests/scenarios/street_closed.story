# A street closed a second ago: the unit behind it drives round, the other one is proposed first; withdrawn, all is as before.
map:
A--B--C--D
|     |
E-----F

units:
WEST car at A
EAST car at D

panic b1 at B
expect proposed I-1 WEST EAST
alice closes AB
expect proposed I-1 EAST WEST
alice withdraw R-1
expect proposed I-1 WEST EAST
alice restore R-1
expect proposed I-1 EAST WEST
alice withdraw R-2
expect refused
