// SPDX-License-Identifier: Apache-2.0
// How the crowd looks on the map: discs from afar, filled zones from near; colour, pattern, outline and figure each say it.
import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette';

type Value<T> = DataDrivenPropertyValueSpecification<T>;
const get = (name: string): ExpressionSpecification => ['get', name];
const is = (name: string, value: string): ExpressionSpecification => ['==', get(name), value];
const both = (...filters: ExpressionSpecification[]): FilterSpecification => ['all', ...filters] as FilterSpecification;
const byZoom = (...stops: [number, number][]): Value<number> => ['interpolate', ['linear'], ['zoom'], ...stops.flat()] as unknown as Value<number>;

const ofLevel = (p: Palette): Value<string> => ['match', get('level'), ...p.crowd.flatMap((colour, index) => [index + 1, colour]), p.stale] as unknown as Value<string>;
const kArea = is('part', 'area');
const kMiddle = is('part', 'middle');
const kLit: ExpressionSpecification = ['in', get('known'), ['literal', ['counted', 'forecast', 'imputed']]];

/** Above streets, below names. */
export function crowdLayers(p: Palette): LayerSpecification[] {
  const colour = ofLevel(p);
  const edge = (id: string, filter: ExpressionSpecification, dash?: number[]): LayerSpecification => ({
    id, type: 'line', source: 'zones', filter: both(kArea, filter), layout: { 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': byZoom([12, 1.4], [15, 2.4], [18, 4]), ...(dash ? { 'line-dasharray': dash } : {}) },
  });
  return [
    { id: 'zone-chosen', type: 'line', source: 'zones', filter: both(kArea, get('chosen')), layout: { 'line-join': 'round' }, paint: { 'line-color': p.lamp, 'line-width': byZoom([12, 7], [18, 13]), 'line-opacity': 0.9 } },
    { id: 'zone-fill', type: 'fill', source: 'zones', filter: both(kArea), paint: { 'fill-color': colour, 'fill-opacity': ['match', get('known'), 'unknown', 0.06, 'stale', 0.22, p.crowdOpacity], 'fill-antialias': false } },
    { id: 'zone-pattern', type: 'fill', source: 'zones', minzoom: 12, filter: both(kArea, ['!=', get('pattern'), 'crowd-1']), paint: { 'fill-pattern': get('pattern') as unknown as string, 'fill-opacity': byZoom([12.5, 0], [14, 1]) } },
    { id: 'zone-rim', type: 'line', source: 'zones', filter: both(kArea), layout: { 'line-join': 'round' }, paint: { 'line-color': p.rim, 'line-width': byZoom([12, 3], [15, 4.6], [18, 7]), 'line-opacity': 0.7 } },
    edge('zone-counted', is('known', 'counted')),
    edge('zone-forecast', is('known', 'forecast'), [2.6, 1.6]),
    edge('zone-imputed', ['in', get('known'), ['literal', ['imputed', 'stale', 'unknown']]], [0.6, 1.4]),
  ];
}

const size = (add: number): Value<number> => ['interpolate', ['linear'], ['sqrt', get('people')], 0, 6 + add, 60, 13 + add, 200, 27 + add] as unknown as Value<number>;

/** Above the map's own names: from afar a disc as large as the crowd, from near gates and figures; where there is no room a zone's figure stays. */
export function crowdMarks(p: Palette): LayerSpecification[] {
  const kFar = 14;
  return [
    {
      id: 'zone-disc', type: 'circle', source: 'zones', maxzoom: kFar, filter: both(kMiddle),
      paint: {
        'circle-radius': size(0), 'circle-color': ['case', kLit, ofLevel(p), p.rim] as unknown as Value<string>,
        'circle-opacity': ['match', get('known'), 'forecast', 0.35, 0.88], 'circle-stroke-color': ['case', get('chosen'), p.lamp, ['case', is('known', 'counted'), p.rim, ofLevel(p)]] as unknown as Value<string>,
        'circle-stroke-width': ['case', get('chosen'), 4, 2.2],
      },
    },
    {
      id: 'gate', type: 'symbol', source: 'gates', minzoom: 14.2,
      layout: {
        'icon-image': get('sign') as unknown as string, 'icon-rotate': get('bearing') as unknown as number, 'icon-rotation-alignment': 'map', 'icon-allow-overlap': true, 'icon-ignore-placement': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 14.2, 0.6, 16, ['interpolate', ['linear'], get('share'), 0, 0.72, 1, 1.1]] as unknown as number,
      },
    },
    {
      id: 'gate-flow', type: 'symbol', source: 'gates', minzoom: 15.4, filter: ['!=', get('text'), ''],
      layout: { 'text-field': get('text'), 'text-font': ['Atkinson'], 'text-size': 12, 'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 1.2, 'text-justify': 'auto' },
      paint: { 'text-color': p.labelStrong, 'text-halo-color': p.halo, 'text-halo-width': 1.8 },
    },
    {
      id: 'zone-share', type: 'symbol', source: 'zones', maxzoom: kFar, filter: both(kMiddle),
      layout: { 'text-field': get('short'), 'text-font': ['Atkinson'], 'text-size': 12.5, 'text-allow-overlap': false, 'text-variable-anchor': ['bottom', 'top', 'left', 'right'], 'text-radial-offset': 1.5, 'symbol-sort-key': ['-', 0, get('people')] },
      paint: { 'text-color': p.labelStrong, 'text-halo-color': p.halo, 'text-halo-width': 1.8 },
    },
    {
      id: 'zone-name', type: 'symbol', source: 'zones', minzoom: kFar, filter: both(kMiddle),
      layout: {
        'text-field': ['format', get('name'), { 'font-scale': 0.92 }, '\n', {}, get('figures'), { 'font-scale': 1.08 }], 'text-font': ['Atkinson'], 'text-size': byZoom([14, 12], [17, 15]), 'text-max-width': 14,
        // Below the mark of a surge and the pin of its alarm.
        'text-line-height': 1.25, 'text-offset': ['case', get('surge'), ['literal', [0, 2.3]], ['literal', [0, 0]]] as unknown as [number, number], 'symbol-sort-key': ['-', 0, get('people')],
      },
      paint: { 'text-color': p.labelPlace, 'text-halo-color': p.halo, 'text-halo-width': 2 },
    },
    {
      id: 'zone-surge', type: 'symbol', source: 'zones', filter: both(kMiddle, get('surge')),
      layout: { 'icon-image': 'crowd-surge', 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'icon-offset': [0, -34] },
    },
  ];
}
