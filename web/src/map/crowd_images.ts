// SPDX-License-Identifier: Apache-2.0
// The patterns of the crowd's levels, the marks of gates and of a surge, drawn as images for the map and the key.
import type { Map as MapView } from 'maplibre-gl';
import { kLevels, type Level } from '../crowd/levels';
import { palettes, type Theme } from './palette';

const kRatio = 2;
/** A pattern repeats after this many px, so that lines meet at its edges. */
const kTile_px = 16;

type Pen = CanvasRenderingContext2D;

function canvas(side_px: number): Pen | null {
  const made = document.createElement('canvas');
  made.width = side_px * kRatio;
  made.height = side_px * kRatio;
  const pen = made.getContext('2d');
  pen?.scale(kRatio, kRatio);
  return pen;
}

function dots(pen: Pen, places: readonly (readonly [number, number])[], radius: number): void {
  for (const [x, y] of places) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fill();
  }
}

/** Lines at 45°, `apart` px along the edge; rising to the right unless `falling`. */
function stripes(pen: Pen, apart: number, width: number, falling = false): void {
  pen.lineWidth = width;
  pen.beginPath();
  for (let at = -kTile_px; at <= 2 * kTile_px; at += apart) {
    pen.moveTo(at, falling ? 0 : kTile_px);
    pen.lineTo(at + kTile_px, falling ? kTile_px : 0);
  }
  pen.stroke();
}

/** The denser the crowd, the denser the pattern: nothing, few dots, many, stripes, wide stripes, a grid. */
function pattern(pen: Pen, level: Level | 0, theme: Theme): void {
  const p = palettes[theme];
  const colour = level === 0 ? p.stale : (p.crowd[level - 1] ?? p.stale);
  pen.fillStyle = colour;
  pen.strokeStyle = colour;
  switch (level) {
    case 0: stripes(pen, 8, 1.1, true); break;
    case 1: break;
    case 2: dots(pen, [[4, 4], [12, 12]], 1.3); break;
    case 3: dots(pen, [[2, 2], [10, 2], [6, 6], [14, 6], [2, 10], [10, 10], [6, 14], [14, 14]], 1.5); break;
    case 4: stripes(pen, 8, 1.8); break;
    case 5: stripes(pen, 8, 3.4); break;
    case 6: stripes(pen, 8, 2.2); stripes(pen, 8, 2.2, true); break;
  }
}

/** As a data URL, for the key. */
export function patternUrl(level: Level | 0, theme: Theme): string {
  const pen = canvas(kTile_px);
  if (!pen) return '';
  pattern(pen, level, theme);
  return pen.canvas.toDataURL();
}

/** A ring with one arrow, or two, pointing up into the zone; its fill says how near its capacity it is, and so does its rim. */
function gate(pen: Pen, way: string, load: string, theme: Theme): void {
  const p = palettes[theme];
  const colour = load === 'full' ? p.closed : load === 'busy' ? p.slow : load === 'unknown' ? p.stale : p.decision;
  pen.translate(16, 16);
  const disc = (radius: number, fill: string): void => { pen.beginPath(); pen.arc(0, 0, radius, 0, 2 * Math.PI); pen.fillStyle = fill; pen.fill(); };
  disc(13, p.rim);
  disc(11.4, colour);
  if (load !== 'full') disc(load === 'busy' ? 8 : 9.6, p.rim);
  pen.strokeStyle = load === 'full' ? '#ffffff' : colour;
  pen.lineWidth = 2.2;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  const arrow = (x: number, up: boolean): void => {
    const s = up ? -1 : 1;
    pen.beginPath();
    pen.moveTo(x, -5.2 * s);
    pen.lineTo(x, 5.2 * s);
    pen.moveTo(x - 3, 2 * s);
    pen.lineTo(x, 5.2 * s);
    pen.lineTo(x + 3, 2 * s);
    pen.stroke();
  };
  if (way === 'none') { pen.beginPath(); pen.moveTo(-4.5, 0); pen.lineTo(4.5, 0); pen.stroke(); }
  else if (way === 'both') { arrow(-3.4, true); arrow(3.4, false); }
  else arrow(0, way === 'in');
}

/** A triangle with an exclamation mark. */
function surge(pen: Pen, theme: Theme): void {
  const p = palettes[theme];
  pen.beginPath();
  for (const [x, y] of [[16, 4], [29, 27], [3, 27]] as const) pen.lineTo(x, y);
  pen.closePath();
  pen.lineJoin = 'round';
  pen.lineWidth = 5;
  pen.strokeStyle = p.rim;
  pen.stroke();
  pen.lineWidth = 2;
  pen.fillStyle = p.slow;
  pen.strokeStyle = p.slow;
  pen.fill();
  pen.stroke();
  pen.fillStyle = p.rim;
  pen.fillRect(14.7, 11.5, 2.6, 8.5);
  pen.fillRect(14.7, 21.8, 2.6, 2.8);
}

export type StreetMark = 'exit' | 'station' | 'parking' | 'on_foot' | 'counter';

/** Small, so that the streets stay in view: a square for what lets people in or away, a disc for what counts. */
const kMarks: Record<StreetMark, (pen: Pen) => void> = {
  exit: (pen) => { for (const [x, y] of [[-1.5, -4.5], [-4.5, -4.5], [-4.5, 4.5], [-1.5, 4.5]] as const) pen.lineTo(x, y); pen.moveTo(-1.5, 0); pen.lineTo(5, 0); pen.moveTo(2.2, -2.8); pen.lineTo(5, 0); pen.lineTo(2.2, 2.8); },
  station: (pen) => { pen.rect(-4, -5, 8, 7.5); pen.moveTo(-4, -1); pen.lineTo(4, -1); pen.moveTo(-2, 2.5); pen.lineTo(-4, 5.5); pen.moveTo(2, 2.5); pen.lineTo(4, 5.5); },
  parking: (pen) => { pen.moveTo(-2.5, 5); pen.lineTo(-2.5, -5); pen.lineTo(0.5, -5); pen.arc(0.5, -2.2, 2.8, -Math.PI / 2, Math.PI / 2); pen.lineTo(-2.5, 0.6); },
  on_foot: (pen) => { pen.arc(0.5, -4.6, 1, 0, 2 * Math.PI); pen.moveTo(0.3, -2.5); pen.lineTo(-0.3, 1.5); pen.lineTo(2.6, 5.5); pen.moveTo(-0.3, 1.5); pen.lineTo(-2.6, 5.5); pen.moveTo(-3, 0.2); pen.lineTo(0.2, -2.2); pen.lineTo(3.2, -0.2); },
  counter: (pen) => { pen.moveTo(-3.2, 3.5); pen.lineTo(-3.2, 0); pen.moveTo(0, 3.5); pen.lineTo(0, -3.5); pen.moveTo(3.2, 3.5); pen.lineTo(3.2, -1.5); },
};

function streetMark(pen: Pen, mark: StreetMark, theme: Theme): void {
  const p = palettes[theme];
  pen.translate(12, 12);
  pen.beginPath();
  if (mark === 'counter') pen.arc(0, 0, 9, 0, 2 * Math.PI);
  else pen.roundRect(-9, -9, 18, 18, 4);
  pen.fillStyle = p.rim;
  pen.strokeStyle = mark === 'counter' ? p.status.free : p.decision;
  pen.lineWidth = 1.6;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.fill();
  pen.stroke();
  pen.beginPath();
  kMarks[mark](pen);
  pen.stroke();
}

function add(map: MapView, name: string, side_px: number, draw: (pen: Pen) => void): void {
  if (map.hasImage(name)) return;
  const pen = canvas(side_px);
  if (!pen) return;
  draw(pen);
  map.addImage(name, pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height), { pixelRatio: kRatio });
}

/** Before the zones are drawn; a new style has none of them. */
export function addCrowdImages(map: MapView, theme: Theme): void {
  for (const level of kLevels) add(map, `crowd-${level}`, kTile_px, (pen) => pattern(pen, level, theme));
  add(map, 'crowd-none', kTile_px, (pen) => pattern(pen, 0, theme));
  add(map, 'crowd-surge', 32, (pen) => surge(pen, theme));
  for (const mark of Object.keys(kMarks) as StreetMark[]) add(map, `street-${mark}`, 24, (pen) => streetMark(pen, mark, theme));
  for (const way of ['in', 'out', 'both', 'none']) {
    for (const load of ['calm', 'busy', 'full', 'unknown']) add(map, `gate-${way}-${load}`, 32, (pen) => gate(pen, way, load, theme));
  }
}
