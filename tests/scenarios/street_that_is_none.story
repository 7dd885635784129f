# A closure drawn beside every street is refused, and nothing changes.
map:
A--B     C

units:
WEST car at A

panic b1 at B
alice closes C
expect refused
expect proposed I-1 WEST
