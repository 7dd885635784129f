# Road works slow a street for everybody; a market that an ambulance gets through stops ordinary traffic only.
map:
A--B--C--D
|     |
E-----F

units:
WEST car at A
EAST car at D

panic b1 at B
alice closes AB ordinary
expect proposed I-1 WEST EAST
alice slows AB 5
expect proposed I-1 EAST WEST
