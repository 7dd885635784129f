# An officer in distress stands alone, is not proposed to save himself, and the armed come first.
map:
A--B--C--D

units:
PM-01 car at B
PM-02 car at C
PM-03 car at D armed

panic b1 at B
distress PM-01 at B
expect incidents 2
expect proposed I-2 PM-03 PM-02
alice send PM-03 to I-2
expect proposed I-1 PM-02
cleared PM-01 at B
expect proposed I-1 PM-01 PM-02
expect state I-2 engaged
