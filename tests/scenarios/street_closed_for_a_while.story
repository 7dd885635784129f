# A closure ahead changes nothing until it starts and nothing after its end; of two that overlap the longer one counts.
map:
A--B--C--D
|     |
E-----F

units:
WEST car at A
EAST car at D

panic b1 at B
alice closes AB from 60 to 120
bob closes AB from 90 to 180
expect proposed I-1 WEST EAST
at 59
expect proposed I-1 WEST EAST
at 60
expect proposed I-1 EAST WEST
at 120
expect proposed I-1 EAST WEST
at 179
expect proposed I-1 EAST WEST
at 180
expect proposed I-1 WEST EAST
