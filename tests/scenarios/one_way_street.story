# The nearest as the crow flies must drive round the block: the other one is proposed first.
map:
A->B--C-----D
|  |
E--F

units:
NEAR car at B
FAR car at D

panic b1 at A
expect proposed I-1 NEAR FAR
expect time I-1 NEAR 71              # not back up A->B: B-|-F--E-|-A is 700 m
panic b2 at C
expect proposed I-2 NEAR FAR
