// SPDX-License-Identifier: Apache-2.0
// How a simulated crowd looks: streets coloured and widened by their density, exits, places, closures and cordons.
import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { City } from '../api/types';
import { palettes, type Palette, type Theme } from './palette';
import { Sheets } from './sheets';
import { style } from './style';

type Value<T> = DataDrivenPropertyValueSpecification<T>;
export const kWhatIfSheets = ['simulated', 'beyond', 'marks', 'drawn'] as const;
export type WhatIfSheet = (typeof kWhatIfSheets)[number];

const get = (name: string): ExpressionSpecification => ['get', name];
const is = (name: string, value: string | boolean): ExpressionSpecification => ['==', get(name), value];
/** Set frame by frame: 0 is nobody. */
const kLevel: ExpressionSpecification = ['coalesce', ['feature-state', 'level'], 0];
const byLevel = <T>(none: T, levels: readonly T[]): Value<T> => ['match', kLevel, ...levels.flatMap((value, index) => [index + 1, value]), none] as unknown as Value<T>;

/** In px at two zooms: the denser, the wider, so that colour is not alone. */
export const kWidths_px = [2.2, 3, 4.2, 5.6, 7.2, 9] as const;
const widths = (add: number): Value<number> => ['interpolate', ['exponential', 1.4], ['zoom'],
  13, byLevel(0.6, kWidths_px.map((width) => width * 0.7 + add)), 18, byLevel(2, kWidths_px.map((width) => width * 2 + add))] as unknown as Value<number>;

const kRound = { 'line-cap': 'round', 'line-join': 'round' } as const;

function below(p: Palette): LayerSpecification[] {
  const colour = byLevel<string>(p.stale, p.crowd);
  return [
    { id: 'sim-area', type: 'fill', source: 'simulated', filter: is('area', true), paint: { 'fill-color': colour, 'fill-opacity': byLevel(0.12, p.crowd.map(() => p.crowdOpacity + 0.2)) } },
    { id: 'sim-rim', type: 'line', source: 'simulated', filter: is('area', false), layout: kRound, paint: { 'line-color': p.rim, 'line-width': widths(2), 'line-opacity': byLevel(0, p.crowd.map(() => 0.8)) } },
    { id: 'sim-street', type: 'line', source: 'simulated', layout: kRound, paint: { 'line-color': colour, 'line-width': widths(0), 'line-opacity': byLevel(0.4, p.crowd.map(() => 1)) } },
    { id: 'sim-beyond', type: 'line', source: 'beyond', paint: { 'line-color': p.labelStrong, 'line-width': 2.4, 'line-dasharray': [1.6, 1.4] } },
    { id: 'sim-chosen', type: 'line', source: 'simulated', layout: kRound, paint: { 'line-color': p.lamp, 'line-width': 3, 'line-gap-width': 12, 'line-opacity': ['case', ['boolean', ['feature-state', 'chosen'], false], 1, 0] } },
  ];
}

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

/** The city's own style with the simulation over its streets and under its names. */
export function whatIfStyle(theme: Theme, city: City, data: ReadonlyMap<WhatIfSheet, GeoJSON.FeatureCollection>): StyleSpecification {
  const p = palettes[theme];
  const base = style(theme, city, new Sheets());
  const names = base.layers.findIndex(({ type }) => type === 'symbol');
  const split = names < 0 ? base.layers.length : names;
  const nothing: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
  return {
    ...base,
    sources: { ...base.sources, ...Object.fromEntries(kWhatIfSheets.map((sheet) => [sheet, { type: 'geojson' as const, data: data.get(sheet) ?? nothing }])) },
    layers: [...base.layers.slice(0, split), ...below(p), ...base.layers.slice(split), ...above(p)],
  };
}
