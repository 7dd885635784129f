# Made one-way for a day, a street is driven along its arrow only; closed in one sense, in the other only.
map:
A--B--C--D
|     |
E-----F

units:
WEST car at A
EAST car at D

panic b1 at B
alice oneway BA
expect proposed I-1 EAST WEST
alice withdraw R-1
expect proposed I-1 WEST EAST
alice closes BA along
expect proposed I-1 WEST EAST
alice closes AB along
expect proposed I-1 EAST WEST
