// SPDX-License-Identifier: Apache-2.0
// The map of a what-if: the city's style, whose streets show the simulation; exits, places, closures and cordons over it.
import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { City } from '../api/types';
import { palettes, type Palette, type Theme } from './palette';
import { Sheets } from './sheets';
import { style } from './style';

type Value<T> = DataDrivenPropertyValueSpecification<T>;
export const kWhatIfSheets = ['streets', 'marks', 'drawn'] as const;
export type WhatIfSheet = (typeof kWhatIfSheets)[number];

const get = (name: string): ExpressionSpecification => ['get', name];
const is = (name: string, value: string | boolean): ExpressionSpecification => ['==', get(name), value];
const kRound = { 'line-cap': 'round', 'line-join': 'round' } as const;

function above(p: Palette): LayerSpecification[] {
  const line = (id: string, kind: string, colour: string, dash?: number[]): LayerSpecification[] => [
    { id: `${id}-rim`, type: 'line', source: 'drawn', filter: is('kind', kind), layout: kRound, paint: { 'line-color': p.rim, 'line-width': 8 } },
    { id, type: 'line', source: 'drawn', filter: is('kind', kind), paint: { 'line-color': colour, 'line-width': 4.5, ...(dash ? { 'line-dasharray': dash } : {}) } },
  ];
  return [
    { id: 'sim-reach', type: 'line', source: 'marks', filter: is('mark', 'reach'), paint: { 'line-color': p.boundary, 'line-width': 1.6, 'line-dasharray': [4, 3] } },
    ...line('sim-close', 'close', p.closed), ...line('sim-hold', 'hold', p.slow, [2, 1]), ...line('sim-drawn', 'drawn', p.lamp, [1.5, 1]),
    { id: 'sim-point', type: 'circle', source: 'drawn', filter: is('kind', 'point'), paint: { 'circle-radius': 6, 'circle-color': p.lamp, 'circle-stroke-color': p.rim, 'circle-stroke-width': 2.5 } },
    {
      id: 'sim-mark', type: 'circle', source: 'marks', filter: ['!=', get('mark'), 'reach'],
      paint: { 'circle-radius': 6.5, 'circle-color': ['case', get('open'), p.decision, p.rim] as unknown as Value<string>, 'circle-stroke-color': ['case', get('open'), p.rim, p.closed] as unknown as Value<string>, 'circle-stroke-width': 2.6 },
    },
    {
      id: 'sim-name', type: 'symbol', source: 'marks', minzoom: 13, filter: ['!=', get('mark'), 'reach'],
      layout: { 'text-field': get('text'), 'text-font': ['Atkinson'], 'text-size': 13, 'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 0.9, 'text-justify': 'auto' },
      paint: { 'text-color': p.labelPlace, 'text-halo-color': p.halo, 'text-halo-width': 2 },
    },
  ];
}

/** The city's own style, which draws the streets of a simulation. */
export function whatIfStyle(theme: Theme, city: City, data: ReadonlyMap<WhatIfSheet, GeoJSON.FeatureCollection>): StyleSpecification {
  const p = palettes[theme];
  const base = style(theme, city, new Sheets());
  const nothing: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
  return {
    ...base,
    sources: { ...base.sources, ...Object.fromEntries(kWhatIfSheets.map((sheet) => [sheet, { type: 'geojson' as const, data: data.get(sheet) ?? nothing }])) },
    layers: [...base.layers, ...above(p)],
  };
}
