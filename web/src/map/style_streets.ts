// SPDX-License-Identifier: Apache-2.0
// How road changes, a line being drawn, the routes of missions and the coverage look: pattern and sign as well as colour.
import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette';

type Value<T> = DataDrivenPropertyValueSpecification<T>;
const get = (name: string): ExpressionSpecification => ['get', name];
const kAhead = get('ahead');
const kNow: ExpressionSpecification = ['!', kAhead];
const is = (effect: string): ExpressionSpecification => ['==', get('effect'), effect];
const both = (...filters: ExpressionSpecification[]): FilterSpecification => ['all', ...filters] as FilterSpecification;
const byZoom = (...stops: [number, number][]): Value<number> => ['interpolate', ['exponential', 1.4], ['zoom'], ...stops.flat()] as unknown as Value<number>;

const ofEffect = (p: Palette): Value<string> => ['match', get('effect'), 'one_way', p.oneWay, 'speed_limit', p.slow, p.closed];

/** Covered in three, five, eight minutes: each band lies over the wider ones, so what is near is strongest. Below streets and names. */
export function coverageLayers(p: Palette): LayerSpecification[] {
  const edge = (place: number, width: number, dash?: number[]): LayerSpecification => ({
    id: `coverage-edge-${place}`, type: 'line', source: 'coverage', filter: ['==', get('place'), place],
    paint: { 'line-color': p.covered, 'line-width': width, 'line-opacity': ['case', get('stale'), 0.35, 0.9], ...(dash ? { 'line-dasharray': dash } : {}) },
  });
  return [
    { id: 'coverage', type: 'fill', source: 'coverage', paint: { 'fill-color': ['case', get('stale'), p.stale, p.covered], 'fill-opacity': p.coverOpacity, 'fill-antialias': false } },
    edge(2, 1, [1, 2.5]), edge(1, 1.4, [4, 2]), edge(0, 2),
  ];
}

/** Minutes along each edge, above the streets. */
export function coverageNames(p: Palette): LayerSpecification[] {
  return [{
    id: 'coverage-minutes', type: 'symbol', source: 'coverage', minzoom: 11.5,
    layout: { 'symbol-placement': 'line', 'symbol-spacing': 420, 'text-field': ['concat', ['to-string', get('minutes')], ' min'], 'text-font': ['Atkinson'], 'text-size': 12, 'text-padding': 2, 'text-max-angle': 65 },
    paint: { 'text-color': p.covered, 'text-halo-color': p.halo, 'text-halo-width': 1.8 },
  }];
}

/** In force: solid, closed ones as a barrier of red and white. Ahead: an outline, dashed. */
export function roadLayers(p: Palette): LayerSpecification[] {
  const kRound = { 'line-cap': 'round', 'line-join': 'round' } as const;
  const kSorted = { 'line-sort-key': get('order') } as unknown as { 'line-sort-key': number };
  const colour = ofEffect(p);
  const width = byZoom([10, 2.5], [14, 6], [18, 13]);
  return [
    { id: 'road-chosen', type: 'line', source: 'roads', filter: both(get('chosen'), ['==', ['geometry-type'], 'LineString']), layout: kRound, paint: { 'line-color': p.lamp, 'line-width': byZoom([10, 8], [14, 14], [18, 24]), 'line-opacity': 0.9 } },
    { id: 'road-rim', type: 'line', source: 'roads', filter: both(kNow), layout: { ...kRound, ...kSorted }, paint: { 'line-color': p.rim, 'line-width': byZoom([10, 4.5], [14, 9], [18, 17]), 'line-opacity': 0.85 } },
    { id: 'road-now', type: 'line', source: 'roads', filter: both(kNow), layout: { 'line-join': 'round', ...kSorted }, paint: { 'line-color': colour, 'line-width': width } },
    { id: 'road-barrier', type: 'line', source: 'roads', filter: both(kNow, is('closed')), layout: { 'line-join': 'round', ...kSorted }, paint: { 'line-color': '#ffffff', 'line-width': byZoom([10, 1.4], [14, 3.4], [18, 8]), 'line-dasharray': [1.6, 1.6] } },
    { id: 'road-ahead', type: 'line', source: 'roads', filter: both(kAhead), layout: { 'line-join': 'round', ...kSorted }, paint: { 'line-color': colour, 'line-width': 1.6, 'line-gap-width': byZoom([10, 2], [14, 5], [18, 11]), 'line-dasharray': [3, 2], 'line-opacity': 0.85 } },
  ];
}

export function roadSigns(): LayerSpecification[] {
  const order = { 'symbol-sort-key': get('order') } as unknown as { 'symbol-sort-key': number };
  return [
    {
      id: 'road-arrow', type: 'symbol', source: 'roads', minzoom: 12.5, filter: both(['!=', get('arrow'), ''], ['==', ['geometry-type'], 'LineString']),
      layout: { ...order, 'symbol-placement': 'line', 'symbol-spacing': 56, 'icon-image': get('arrow'), 'icon-size': byZoom([12, 0.5], [16, 0.8], [18, 1]), 'icon-allow-overlap': true, 'icon-ignore-placement': true },
    },
    {
      id: 'road-sign', type: 'symbol', source: 'roads', filter: ['==', ['geometry-type'], 'Point'],
      layout: { ...order, 'icon-image': get('sign'), 'icon-size': ['case', get('chosen'), 1.15, ['case', kAhead, 0.72, 0.86]], 'icon-allow-overlap': true, 'icon-ignore-placement': true },
      paint: { 'icon-opacity': ['case', kAhead, 0.92, 1] },
    },
  ];
}

/** The streets that a drawn line lies on, shown wide; the line itself thin, with its points. */
export function draftLayers(p: Palette): LayerSpecification[] {
  const part = (name: string): FilterSpecification => ['==', get('part'), name];
  return [
    { id: 'draft-streets', type: 'line', source: 'draft', filter: part('street'), layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': ofEffect(p), 'line-width': byZoom([10, 6], [14, 12], [18, 22]), 'line-opacity': 0.55 } },
    { id: 'draft-line', type: 'line', source: 'draft', filter: part('line'), layout: { 'line-join': 'round' }, paint: { 'line-color': p.lamp, 'line-width': 2, 'line-dasharray': [2, 1.6] } },
    { id: 'draft-point', type: 'circle', source: 'draft', filter: part('point'), paint: { 'circle-radius': ['case', get('last'), 6, 4.5], 'circle-color': ['case', get('last'), p.lamp, p.rim], 'circle-stroke-color': p.lamp, 'circle-stroke-width': 2 } },
  ];
}

/** The way of a unit that was sent: solid, as every decision; grey and broken where it is old. */
export function routeLayers(p: Palette): LayerSpecification[] {
  const kRound = { 'line-cap': 'round', 'line-join': 'round' } as const;
  const kStale = get('stale');
  return [
    { id: 'route-rim', type: 'line', source: 'routes', layout: kRound, paint: { 'line-color': p.rim, 'line-width': 8, 'line-opacity': 0.7 } },
    { id: 'route', type: 'line', source: 'routes', filter: both(['!', kStale]), layout: kRound, paint: { 'line-color': p.decision, 'line-width': 4.2 } },
    { id: 'route-stale', type: 'line', source: 'routes', filter: both(kStale), paint: { 'line-color': p.stale, 'line-width': 4.2, 'line-dasharray': [2.5, 1.2] } },
  ];
}
