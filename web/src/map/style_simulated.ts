// SPDX-License-Identifier: Apache-2.0
// How a simulated crowd looks: streets coloured and widened by their density, dashed for a time ahead, grey when old; figures, exits, places, counters.
import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette';

type Value<T> = DataDrivenPropertyValueSpecification<T>;
const get = (name: string): ExpressionSpecification => ['get', name];
const kArea: ExpressionSpecification = ['==', get('area'), true];
const kLine: ExpressionSpecification = ['==', get('area'), false];

// What street_levels.ts sets, street by street: nobody, decided and fresh where it is not set.
const kLevel: ExpressionSpecification = ['coalesce', ['feature-state', 'level'], 0];
const flag = (name: string): ExpressionSpecification => ['boolean', ['feature-state', name], false];
const byLevel = <T>(none: T, levels: readonly T[]): Value<T> => ['match', kLevel, ...levels.flatMap((value, index) => [index + 1, value]), none] as unknown as Value<T>;
const where = <T>(condition: ExpressionSpecification, then: Value<T> | T, otherwise: Value<T> | T): Value<T> => ['case', condition, then, otherwise] as unknown as Value<T>;

/** In px at two zooms: the denser, the wider, so that colour is not alone. */
export const kWidths_px = [2.2, 3, 4.2, 5.6, 7.2, 9] as const;
const widths = (add: number): Value<number> => ['interpolate', ['exponential', 1.4], ['zoom'],
  13, byLevel(0.6, kWidths_px.map((width) => width * 0.7 + add)), 18, byLevel(2, kWidths_px.map((width) => width * 2 + add))] as unknown as Value<number>;

/** In line widths: a forecast is dashed. */
export const kAhead_dash = [1.5, 0.7];
const kRound = { 'line-cap': 'round', 'line-join': 'round' } as const;

/** Of source `streets`: above the roads, below their names. */
export function simulatedLayers(p: Palette): LayerSpecification[] {
  const source = 'streets';
  const colour = where<string>(flag('stale'), p.stale, byLevel<string>(p.stale, p.crowd));
  const opacity = (none: number, fresh: number, ahead: number): Value<number> => byLevel(none, p.crowd.map(() => where(flag('ahead'), ahead, fresh) as number));
  return [
    { id: 'sim-area', type: 'fill', source, filter: kArea, paint: { 'fill-color': colour, 'fill-opacity': opacity(0.12, p.crowdOpacity + 0.2, p.crowdOpacity - 0.15) } },
    { id: 'sim-rim', type: 'line', source, filter: kLine, layout: kRound, paint: { 'line-color': p.rim, 'line-width': widths(2), 'line-opacity': byLevel(0, p.crowd.map(() => 0.8)) } },
    { id: 'sim-street', type: 'line', source, layout: kRound, paint: { 'line-color': colour, 'line-width': widths(0), 'line-opacity': opacity(0.4, 1, 0.25) } },
    { id: 'sim-ahead', type: 'line', source, paint: { 'line-color': colour, 'line-width': widths(0), 'line-dasharray': kAhead_dash, 'line-opacity': opacity(0, 0, 1) } },
    { id: 'sim-beyond', type: 'line', source, paint: { 'line-color': p.labelStrong, 'line-width': 2.4, 'line-dasharray': [1.6, 1.4], 'line-opacity': where(flag('beyond'), 1, 0) } },
    { id: 'sim-chosen', type: 'line', source, layout: kRound, paint: { 'line-color': p.lamp, 'line-width': 3, 'line-gap-width': 12, 'line-opacity': where(flag('chosen'), 1, 0) } },
  ];
}

/** Of sources `street-marks` and `street-figures`: above the map's names. */
export function simulatedMarks(p: Palette): LayerSpecification[] {
  const halo = { 'text-halo-color': p.halo, 'text-halo-width': 1.8 };
  return [
    { id: 'street-reach', type: 'line', source: 'street-marks', minzoom: 12, filter: ['==', get('mark'), 'reach'], paint: { 'line-color': p.boundary, 'line-width': 1.4, 'line-dasharray': [4, 3] } },
    {
      id: 'street-mark', type: 'symbol', source: 'street-marks', minzoom: 13.6, filter: ['!=', get('mark'), 'reach'],
      layout: { 'icon-image': ['concat', 'street-', get('mark')] as unknown as string, 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'icon-size': ['interpolate', ['linear'], ['zoom'], 13.6, 0.6, 16, 0.9] },
    },
    {
      id: 'street-mark-name', type: 'symbol', source: 'street-marks', minzoom: 15, filter: ['!=', get('mark'), 'reach'],
      layout: { 'text-field': get('name') as unknown as string, 'text-font': ['Atkinson'], 'text-size': 12, 'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 1, 'text-justify': 'auto', 'text-max-width': 9 },
      paint: { 'text-color': p.labelStrong, ...halo },
    },
    {
      id: 'street-figure', type: 'symbol', source: 'street-figures', minzoom: 15, filter: ['!=', get('figure'), ''],
      layout: {
        // The interval below the density.
        'text-field': ['format', get('figure'), { 'font-scale': 1.08 }, '\n', {}, get('interval'), { 'font-scale': 0.86 }] as unknown as string, 'text-font': ['Atkinson'], 'text-size': 12, 'text-line-height': 1.15,
        'text-offset': ['case', get('warned'), ['literal', [0, 2.1]], ['literal', [0, 0]]] as unknown as [number, number], 'symbol-sort-key': ['-', 0, get('per_m2')], 'text-padding': 3,
      },
      paint: { 'text-color': where(get('stale'), p.label, p.labelPlace), ...halo },
    },
    {
      id: 'street-warned', type: 'symbol', source: 'street-figures', minzoom: 12, filter: get('warned'),
      layout: { 'icon-image': 'crowd-surge', 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.55, 15, 0.9] },
    },
  ];
}
