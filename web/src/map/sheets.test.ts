// SPDX-License-Identifier: Apache-2.0
// Claims about what lies over the basemap: told once, kept through a change of theme, silent while there is nothing.
import type { Map as MapView } from 'maplibre-gl';
import { describe, expect, it } from 'vitest';
import { kNothing, Sheets } from './sheets';

const one: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [0, 0] } }] };

/** A map that remembers what its sources were told; without sources while its style is being replaced. */
function mapOf(told: string[], ready = () => true): MapView {
  return { getSource: (sheet: string) => (ready() ? { setData: (data: GeoJSON.FeatureCollection) => told.push(`${sheet} ${data.features.length}`) } : undefined) } as unknown as MapView;
}

describe('sheets', () => {
  it('tell the map what is put, and nothing while there is nothing', () => {
    const told: string[] = [];
    const sheets = new Sheets();
    sheets.put(mapOf(told), 'roads', kNothing);
    sheets.put(mapOf(told), 'roads', one);
    sheets.put(mapOf(told), 'roads', kNothing);
    sheets.put(mapOf(told), 'roads', kNothing);
    expect(told).toEqual(['roads 1', 'roads 0']);
  });

  it('put while the style is replaced come with the new one', () => {
    const told: string[] = [];
    const sheets = new Sheets();
    let ready = false;
    const map = mapOf(told, () => ready);
    sheets.put(map, 'coverage', one);
    expect(told).toEqual([]);
    expect(sheets.sources().coverage.data).toBe(one);
    expect(sheets.sources().draft.data).toBe(kNothing);
    ready = true;
    sheets.again(map);
    expect(told).toEqual(['coverage 1']);
  });
});
