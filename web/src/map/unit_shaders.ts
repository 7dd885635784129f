// SPDX-License-Identifier: Apache-2.0
// GLSL for the units: the card moves them between two positions and draws a shape per status, so colour never stands alone.
import { kGlide_ms, kNoHeading } from './unit_store';

export const kVertex = `#version 300 es
precision highp float;
in vec2 corner;              // -1…1
in vec4 travel;              // from, to: mercator relative to the origin
in vec4 how;                 // start ms, look, heading rad, seen s
uniform mat4 matrix;         // relative mercator -> clip
uniform vec2 half_size;      // half a symbol in clip units at distance 1
uniform float now_ms;
uniform float now_s;         // the server's clock
uniform float stale_s;
uniform float turn;          // the map's bearing, rad
out vec2 uv;
flat out int status;
flat out int flags;
flat out int stale;
flat out float heading;
void main() {
  float done = clamp((now_ms - how.x) / ${kGlide_ms.toFixed(1)}, 0.0, 1.0);
  vec4 place = matrix * vec4(mix(travel.xy, travel.zw, done), 0.0, 1.0);
  int look = int(how.y + 0.5);
  status = look & 15;
  flags = look >> 4;
  stale = now_s - how.w > stale_s ? 1 : 0;
  heading = how.z > ${(kNoHeading - 1).toFixed(1)} ? -100.0 : how.z - turn;
  float scale = (flags & 1) != 0 ? 1.9 : (flags & 4) != 0 ? 1.5 : 1.0;
  uv = corner;
  gl_Position = vec4(place.xy + corner * half_size * scale * place.w, place.zw);
}`;

export const kFragment = `#version 300 es
precision highp float;
in vec2 uv;
flat in int status;
flat in int flags;
flat in int stale;
flat in float heading;
uniform vec3 colours[6];
uniform vec3 rim;
uniform vec3 grey;
uniform vec3 red;
uniform vec3 lamp;
uniform float now_ms;
uniform float pulse;         // 0 where motion is unwanted
out vec4 colour;

float circle(vec2 p, float r) { return length(p) - r; }
float box(vec2 p, float r) { vec2 d = abs(p) - r; return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0); }
float diamond(vec2 p, float r) { return (abs(p.x) + abs(p.y) - r) * 0.7071; }
float octagon(vec2 p, float r) { vec2 q = abs(p); return max(max(q.x, q.y), (q.x + q.y) * 0.7071) - r; }
float arrow(vec2 p, float r) {
  float body = max(abs(p.x) * 0.86 + p.y * 0.5 - r * 0.5, -p.y - r * 0.78);
  float notch = (p.y + r * 0.4 + abs(p.x) * 0.9) * 0.74;
  return max(body, -notch);
}
vec2 rotated(vec2 p, float a) { float c = cos(a), s = sin(a); return vec2(c * p.x - s * p.y, s * p.x + c * p.y); }

// Signed distance of the shape of a status: free disc with a nose, sent open diamond, en route arrow, on scene square,
// busy ring with a bar, off duty small ring.
float shape(vec2 p) {
  bool heads = heading > -50.0;
  vec2 q = heads ? rotated(p, heading) : p;
  if (status == 0) {
    float disc = circle(p, 0.48);
    float nose = max(abs(q.x) * 0.8 + q.y * 0.6 - 0.5, -q.y);
    return heads ? min(disc, nose) : disc;
  }
  if (status == 1) return max(diamond(p, 0.74), -diamond(p, 0.34));
  if (status == 2) return heads ? arrow(q * 0.86, 0.82) : arrow(p * 0.86, 0.82);
  if (status == 3) return box(p, 0.46);
  if (status == 4) return min(max(circle(p, 0.52), -circle(p, 0.32)), max(abs(p.y) - 0.1, abs(p.x) - 0.5));
  return max(circle(p, 0.36), -circle(p, 0.2));
}

void main() {
  bool distress = (flags & 1) != 0;
  bool cell = (flags & 2) != 0;
  bool chosen = (flags & 4) != 0;
  float d = distress ? octagon(uv, 0.4) : shape(chosen ? uv * 1.5 : uv);
  float soft = fwidth(uv.x) * 1.2;
  vec3 ink = distress ? red : stale == 1 ? grey : colours[status];
  float fill = 1.0 - smoothstep(-soft, soft, d);
  float edge = 1.0 - smoothstep(-soft, soft, d - 0.13);
  vec4 drawn = vec4(ink, 1.0) * fill + vec4(rim, 1.0) * (edge - fill) * 0.9;
  if (cell) drawn *= 0.55;
  if (chosen || distress) {
    float wave = distress ? 0.62 + 0.3 * pulse * fract(now_ms / 1100.0) : 0.86;
    float ring = 1.0 - smoothstep(0.05, 0.05 + soft * 1.5, abs(length(uv) - wave));
    float fade = distress && pulse > 0.0 ? 1.0 - fract(now_ms / 1100.0) : 1.0;
    drawn += vec4(distress ? red : lamp, 1.0) * ring * fade * (1.0 - drawn.a);
  }
  if (drawn.a < 0.01) discard;
  colour = drawn;
}`;
