# A button, an incident by itself, the nearest by road, sent, on scene, done, closed.
map:
A--B--C--D
|        |
E--F--G--H

units:
PM-03 motorbike at A
PM-07 car at H

panic b1 at C
expect incidents 1
expect state I-1 open
expect proposed I-1 PM-07 PM-03
expect time I-1 PM-07 50            # H-|-D-C is 500 m; A-B-C is 600 m
expect time I-1 PM-03 60
alice own I-1
alice send PM-07 to I-1
expect state I-1 engaged
expect status PM-07 sent
PM-07 en_route
PM-07 on_scene
expect state I-1 on_scene
alice close I-1
expect refused                       # PM-07 is still on it
PM-07 done
alice close I-1
expect state I-1 closed
expect status PM-07 free
