// SPDX-License-Identifier: Apache-2.0
// The road signs of the map, drawn as images: no entry, closed to traffic, a speed limit, one way; pale ones for what is ahead.
import type { Map as MapView } from 'maplibre-gl';
import { palettes, type Theme } from './palette';

const kSide_px = 30;
const kRatio = 2;

type Pen = CanvasRenderingContext2D;

function disc(pen: Pen, radius: number, fill: string): void {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
}

function ring(pen: Pen, radius: number, width: number, colour: string, dashed = false): void {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.setLineDash(dashed ? [3.2, 2.4] : []);
  pen.lineWidth = width;
  pen.strokeStyle = colour;
  pen.stroke();
}

function letters(pen: Pen, text: string, colour: string): void {
  pen.fillStyle = colour;
  pen.font = `700 ${text.length > 2 ? 8.5 : 11}px "Atkinson Hyperlegible Next Variable", sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, 0, 0.8);
}

function upArrow(pen: Pen, colour: string): void {
  pen.fillStyle = colour;
  pen.beginPath();
  for (const [x, y] of [[0, -7], [5.4, -0.6], [1.9, -0.6], [1.9, 7], [-1.9, 7], [-1.9, -0.6], [-5.4, -0.6]] as const) pen.lineTo(x, y);
  pen.fill();
}

/** "closed", "ordinary", "speed-30", "one_way". */
function sign(pen: Pen, what: string, ahead: boolean, theme: Theme): void {
  const p = palettes[theme];
  const strong = what === 'one_way' ? p.oneWay : what.startsWith('speed') ? p.slow : p.closed;
  const [fill, ink] = ahead ? [p.rim, strong] : [strong, '#ffffff'];
  if (what === 'one_way') {
    pen.beginPath();
    pen.roundRect(-10.5, -10.5, 21, 21, 3);
    pen.fillStyle = fill;
    pen.fill();
    pen.setLineDash(ahead ? [3.2, 2.4] : []);
    pen.lineWidth = 2;
    pen.strokeStyle = ahead ? strong : p.rim;
    pen.stroke();
    return upArrow(pen, ink);
  }
  disc(pen, 12.5, p.rim);
  if (what === 'closed') {
    disc(pen, 11, fill);
    if (ahead) ring(pen, 10.6, 2, strong, true);
    pen.fillStyle = ink;
    pen.fillRect(-7, -2.2, 14, 4.4);
    return;
  }
  // A white face with a red or amber rim: what may still pass, or how fast.
  disc(pen, 11, ahead ? p.rim : '#ffffff');
  ring(pen, 9.6, 3, strong, ahead);
  if (what.startsWith('speed-')) letters(pen, what.slice('speed-'.length), ahead ? strong : '#16202a');
}

/** Points along the line, to the right. */
function arrow(pen: Pen, effect: string, ahead: boolean, theme: Theme): void {
  const p = palettes[theme];
  pen.beginPath();
  for (const [x, y] of [[-4, -6], [5, 0], [-4, 6]] as const) pen.lineTo(x, y);
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  const strong = effect === 'one_way' ? p.oneWay : effect === 'speed_limit' ? p.slow : p.closed;
  // White on the solid line of what is in force; in its colour between the two lines of what is ahead.
  for (const [width, colour] of ahead ? [[6, p.rim], [2.6, strong]] as const : [[7, strong], [2.8, '#ffffff']] as const) {
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.stroke();
  }
}

function image(name: string, theme: Theme): ImageData | null {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = kSide_px * kRatio;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.scale(kRatio, kRatio);
  pen.translate(kSide_px / 2, kSide_px / 2);
  const ahead = name.endsWith('-ahead');
  const [family, ...what] = (ahead ? name.slice(0, -'-ahead'.length) : name).split('-');
  if (family === 'arrow') arrow(pen, what.join('-'), ahead, theme);
  else sign(pen, what.join('-'), ahead, theme);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** Makes those that the map does not have yet; a new style has none. */
export function addSigns(map: MapView, names: Iterable<string>, theme: Theme): void {
  for (const name of new Set(names)) {
    if (name === '' || map.hasImage(name)) continue;
    const drawn = image(name, theme);
    if (drawn) map.addImage(name, drawn, { pixelRatio: kRatio });
  }
}
