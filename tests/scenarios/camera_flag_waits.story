# A camera's flag is an alarm on its own lane until a person confirms it; then units are proposed.
map:
A--B--C

units:
PM-03 car at A

call desk at C
camera cam1 at C
expect incidents 1
expect alarms 2
alice confirm A-2
expect incidents 2
expect proposed I-2 PM-03
alice confirm A-2
expect refused
