// SPDX-License-Identifier: Apache-2.0
// Claims about the colours of density: told apart by every kind of colour vision, as solids and as they lie on the land.
import { describe, expect, it } from 'vitest';
import { palettes, rgb } from './palette';

type Triple = [number, number, number];
const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const clipped = (value: number): number => Math.min(1, Math.max(0, value));

/** Complete lack of one kind of cone. Source: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 2009, severity 1.0. */
const kVision: Record<string, [Triple, Triple, Triple]> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

function seen(colour: Triple, vision: string): Triple {
  const light = colour.map(linear) as Triple;
  return kVision[vision]!.map((row) => clipped(row[0] * light[0] + row[1] * light[1] + row[2] * light[2])) as Triple;
}

/** CIE L*a*b* under D65 of linear sRGB. */
function lab([r, g, b]: Triple): Triple {
  const curve = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = curve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = curve(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = curve((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const rad = (degrees: number): number => (degrees * Math.PI) / 180;

/** CIEDE2000. Source: Sharma, Wu, Dalal, "The CIEDE2000 Color-Difference Formula", Color Research and Application 2005. */
function difference([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
  const mean = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(mean ** 7 / (mean ** 7 + 25 ** 7)));
  const [c1, c2] = [Math.hypot((1 + g) * a1, b1), Math.hypot((1 + g) * a2, b2)];
  const hue = (b: number, a: number): number => ((Math.atan2(b, (1 + g) * a) * 180) / Math.PI + 360) % 360;
  const [h1, h2] = [hue(b1, a1), hue(b2, a2)];
  const grey = c1 * c2 === 0;
  const turn = grey ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const dh = 2 * Math.sqrt(c1 * c2) * Math.sin(rad(turn / 2));
  const [lm, cm] = [(l1 + l2) / 2, (c1 + c2) / 2];
  const hm = grey ? h1 + h2 : Math.abs(h1 - h2) <= 180 ? (h1 + h2) / 2 : (h1 + h2 + (h1 + h2 < 360 ? 360 : -360)) / 2;
  const t = 1 - 0.17 * Math.cos(rad(hm - 30)) + 0.24 * Math.cos(rad(2 * hm)) + 0.32 * Math.cos(rad(3 * hm + 6)) - 0.2 * Math.cos(rad(4 * hm - 63));
  const sl = 1 + (0.015 * (lm - 50) ** 2) / Math.sqrt(20 + (lm - 50) ** 2);
  const [sc, sh] = [1 + 0.045 * cm, 1 + 0.015 * cm * t];
  const rotation = -Math.sin(rad(60 * Math.exp(-(((hm - 275) / 25) ** 2)))) * 2 * Math.sqrt(cm ** 7 / (cm ** 7 + 25 ** 7));
  const [dl, dc] = [(l2 - l1) / sl, (c2 - c1) / sc];
  return Math.sqrt(dl ** 2 + dc ** 2 + (dh / sh) ** 2 + rotation * dc * (dh / sh));
}

const over = (colour: Triple, ground: Triple, opacity: number): Triple => colour.map((value, index) => value * opacity + ground[index]! * (1 - opacity)) as Triple;
const pairs = <T>(all: readonly T[]): [T, T][] => all.flatMap((one, index) => all.slice(index + 1).map((other): [T, T] => [one, other]));

describe('the difference of two colours', () => {
  // The first and two of the harder pairs of the paper's table 1.
  it.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ] as [Triple, Triple, number][])('of %j and %j is %d', (one, other, wanted) => expect(difference(one, other)).toBeCloseTo(wanted, 3));
});

describe.each(['dark', 'light'] as const)('density in the %s theme', (theme) => {
  const p = palettes[theme];
  const colours = p.crowd.map(rgb);
  const land = rgb(p.land);

  it.each(Object.keys(kVision))('is told apart with %s vision: any two levels, solid', (vision) => {
    for (const [one, other] of pairs(colours)) expect(difference(lab(seen(one, vision)), lab(seen(other, vision)))).toBeGreaterThanOrEqual(8.5);
  });

  it.each(Object.keys(kVision))('is told apart with %s vision: any two levels, and the land, as they lie on it', (vision) => {
    const laid = [land, ...colours.map((colour) => over(colour, land, p.crowdOpacity))].map((colour) => lab(seen(colour, vision)));
    for (const [one, other] of pairs(laid)) expect(difference(one, other)).toBeGreaterThanOrEqual(5.5);
  });

  it.each(Object.keys(kVision))('grows steadily lighter, or darker, with %s vision but for a hair', (vision) => {
    const sense = theme === 'dark' ? 1 : -1;
    const lightness = colours.map((colour) => lab(seen(colour, vision))[0]);
    lightness.slice(1).forEach((value, index) => expect(sense * (value - lightness[index]!), `level ${index + 2}`).toBeGreaterThan(-2));
  });

  it('has an outline that stands out from the land', () => {
    const luminance = (colour: Triple): number => 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
    for (const colour of colours) {
      const [light, dark] = [luminance(colour), luminance(land)].sort((left, right) => right - left) as [number, number];
      expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(2.95);
    }
  });
});
