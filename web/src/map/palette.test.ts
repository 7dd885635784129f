// SPDX-License-Identifier: Apache-2.0
// Claims about contrast (WCAG 2.2): symbols 3:1 on every ground of the map, text 4.5:1, in both themes.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kStatuses, palettes, rgb, type Theme } from './palette';

function luminance(hex: string): number {
  const [r, g, b] = rgb(hex).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((left, right) => right - left) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The six-digit colours a theme sets in the stylesheet. */
function tokens(theme: Theme): Record<string, string> {
  const css = readFileSync(new URL('../ui/app.css', import.meta.url), 'utf8');
  const block = css.match(new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]+)\\}`))?.[1] ?? '';
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((found) => [found[1], found[2]]));
}

describe.each(['dark', 'light'] as const)('in the %s theme', (theme) => {
  const p = palettes[theme];
  const css = tokens(theme);

  it('contrast is computed as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it.each(kStatuses)('a unit that is %s stands out on land, water, parks and buildings', (status) => {
    for (const ground of [p.land, p.water, p.park, p.building, p.square]) expect(contrast(p.status[status], ground), ground).toBeGreaterThanOrEqual(3);
  });

  it('stale units, distress, proposals and decisions stand out', () => {
    for (const symbol of [p.stale, p.distress, p.proposal, p.decision]) {
      for (const ground of [p.land, p.water]) expect(contrast(symbol, ground), `${symbol} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });

  it('closed, slowed and one-way streets, and what is covered, stand out', () => {
    for (const symbol of [p.closed, p.slow, p.oneWay, p.covered]) {
      for (const ground of [p.land, p.water, p.street]) expect(contrast(symbol, ground), `${symbol} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
    for (const sign of [p.closed, p.oneWay]) expect(contrast('#ffffff', sign), `white on ${sign}`).toBeGreaterThanOrEqual(3);
  });

  it('names on the map are readable on their halo and on land', () => {
    for (const label of [p.label, p.labelStrong, p.labelPlace]) {
      for (const ground of [p.halo, p.land]) expect(contrast(label, ground), `${label} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('text is readable on every surface', () => {
    for (const ink of ['text', 'muted', 'faint', 'lamp', 'sea', 'a', 'b']) {
      for (const ground of ['bg', 'panel', 'raised', 'hover']) expect(contrast(css[ink]!, css[ground]!), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('rank marks stand out, and their letters on them', () => {
    for (const rank of ['a', 'b', 'c', 'd']) {
      expect(contrast(css[rank]!, css.panel!), rank).toBeGreaterThanOrEqual(3);
      expect(contrast(css['on-rank']!, css[rank]!), `letter on ${rank}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(css['on-emergency']!, css.emergency!)).toBeGreaterThanOrEqual(4.5);
  });
});
