# Nobody knows where a silent unit is: after five minutes it is no longer proposed.
map:
A--B--C

units:
PM-03 car at A
PM-07 car at C

at 299
place PM-07 at C
at 301
panic b1 at B
expect proposed I-1 PM-07
place PM-03 at A
call desk at B
expect proposed I-1 PM-03 PM-07
