// SPDX-License-Identifier: Apache-2.0
// Claims about the catalogue: both languages say everything, with the same placeholders; the contract's words are all there.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue, type Key } from './catalogue';
import { translate, translateCounted, word } from './translate';

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!).sort();
const entries = Object.entries(catalogue) as [Key, readonly [string, string]][];

/** The words of an enumeration, read from the contract itself. */
function enumeration(name: string): string[] {
  const contract = readFileSync(new URL('../../../api/openapi.yaml', import.meta.url), 'utf8');
  const list = contract.match(new RegExp(`\\n    ${name}: \\{ type: string, enum: \\[([^\\]]+)\\]`))?.[1];
  if (!list) throw new Error(`${name} is not in openapi.yaml`);
  return list.split(',').map((item) => item.trim());
}

describe('the catalogue', () => {
  it.each(entries)('says %s in both languages', (_key, [fr, en]) => {
    expect(fr.trim()).not.toBe('');
    expect(en.trim()).not.toBe('');
    expect(placeholders(fr)).toEqual(placeholders(en));
  });

  it('has .one and .other together', () => {
    for (const [key] of entries) {
      if (key.endsWith('.one')) expect(catalogue).toHaveProperty([key.replace(/one$/, 'other')]);
    }
  });

  it.each([
    ['AlarmKind', 'kind'], ['UnitStatus', 'status'], ['UnitKind', 'unitkind'], ['MissionState', 'mission'],
    ['Disposition', 'disposition'], ['Role', 'role'], ['RoadEffect', 'roadeffect'], ['RoadEffect', 'road.done'], ['RoadEffect', 'road.draw.confirm'],
    ['RoadBars', 'roadbars'], ['RoadBars', 'roadbarsshort'], ['RoadSense', 'roadsense'],
    ['ZoneKind', 'zonekind'], ['CountDoubt', 'doubt'], ['EventKind', 'eventkind'], ['BulletinKind', 'bulletinkind'], ['BulletinSeverity', 'severity'], ['BulletinSeverity', 'severitytransport'],
    ['SurgeThreshold', 'surge'],
  ])('has a word for every %s', (schema, family) => {
    for (const value of enumeration(schema)) expect(catalogue).toHaveProperty([`${family}.${value}`]);
  });

  it('is used: every key is named in a source', async () => {
    const sources = Object.values(import.meta.glob('../**/*.{ts,svelte}', { query: '?raw', import: 'default', eager: true })) as string[];
    const all = sources.filter((text) => !text.includes('export const catalogue')).join('\n');
    const unused = entries.map(([key]) => key).filter((key) => {
      const stem = key.replace(/\.(one|other)$/, '');
      const family = key.slice(0, key.indexOf('.'));
      return !all.includes(`'${key}'`) && !all.includes(`'${stem}'`) && !all.includes(`'${family}'`) && !all.includes(`\`${family}.`) && !all.includes(`\`${key.replace(/\.[^.]+$/, '')}.`);
    });
    expect(unused).toEqual([]);
  });
});

describe('translation', () => {
  it('fills placeholders and leaves unknown ones visible', () => {
    expect(translate('en', 'confirm.title', { unit: 'PM-03' })).toBe('Send PM-03?');
    expect(translate('en', 'confirm.title')).toBe('Send {unit}?');
  });
  it('counts as the language does: zero is singular in French', () => {
    expect(translateCounted('fr', 'incident.alarms', 0)).toBe('0 alarme');
    expect(translateCounted('en', 'incident.alarms', 0)).toBe('0 alarms');
    expect(translateCounted('fr', 'incident.alarms', 2)).toBe('2 alarmes');
  });
  it('shows a word it does not know rather than nothing', () => {
    expect(word('fr', 'skill', 'first_aid')).toBe('premiers secours');
    expect(word('fr', 'skill', 'water_rescue')).toBe('water rescue');
  });
});
