// SPDX-License-Identifier: Apache-2.0
// Names on the map: places, streets, water, squares, house numbers; the important first, quiet enough for units to stand out.
import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette';

const kFont = ['Atkinson'];
const kName = ['get', 'name'] as ['get', string];
const isClass = (...classes: string[]): FilterSpecification => ['in', ['get', 'class'], ['literal', classes]];

export function labels(p: Palette, source: string): LayerSpecification[] {
  const halo = { 'text-halo-color': p.halo, 'text-halo-width': 1.4 };
  const street = (id: string, minzoom: number, size: number, filter: FilterSpecification): LayerSpecification => ({
    id, type: 'symbol', source, 'source-layer': 'road', minzoom, filter,
    layout: { 'text-field': kName, 'text-font': kFont, 'text-size': size, 'symbol-placement': 'line', 'text-letter-spacing': 0.02, 'symbol-spacing': 320, 'text-padding': 6 },
    paint: { 'text-color': p.label, ...halo },
  });
  return [
    {
      id: 'housenumber', type: 'symbol', source, 'source-layer': 'housenumber', minzoom: 17.2,
      layout: { 'text-field': ['get', 'number'], 'text-font': kFont, 'text-size': 10.5, 'text-padding': 4 },
      paint: { 'text-color': p.label, 'text-opacity': 0.8, ...halo },
    },
    street('street-name', 15.2, 11.5, isClass('street', 'pedestrian', 'service')),
    street('road-name', 13.6, 12, isClass('tertiary', 'secondary')),
    street('main-name', 12.6, 12.5, isClass('primary', 'trunk', 'motorway')),
    {
      id: 'waterway-name', type: 'symbol', source, 'source-layer': 'waterway', minzoom: 13, filter: ['has', 'name'],
      layout: { 'text-field': kName, 'text-font': kFont, 'text-size': 12, 'symbol-placement': 'line', 'text-letter-spacing': 0.12, 'symbol-spacing': 500 },
      paint: { 'text-color': p.labelWater, ...halo },
    },
    {
      id: 'poi', type: 'symbol', source, 'source-layer': 'poi', minzoom: 13.5, filter: ['has', 'name'],
      layout: {
        'text-field': kName, 'text-font': kFont, 'text-size': 11.5, 'text-max-width': 8, 'text-padding': 10,
        'symbol-sort-key': ['coalesce', ['get', 'rank'], 9],
      },
      paint: { 'text-color': ['match', ['get', 'class'], ['hospital', 'police', 'fire_station', 'stadium', 'station'], p.labelStrong, p.label], ...halo },
    },
    {
      id: 'place', type: 'symbol', source, 'source-layer': 'place', minzoom: 10, maxzoom: 16,
      filter: ['!', isClass('sea')] as FilterSpecification,
      layout: {
        'text-field': ['upcase', kName], 'text-font': kFont, 'text-letter-spacing': 0.14, 'text-max-width': 9, 'text-padding': 12,
        'text-size': ['match', ['get', 'class'], ['city'], 17, ['town', 'village'], 14, ['suburb', 'island'], 12.5, 11],
        'symbol-sort-key': ['coalesce', ['get', 'rank'], 9],
      },
      paint: { 'text-color': p.labelPlace, 'text-opacity': ['interpolate', ['linear'], ['zoom'], 13, 0.95, 16, 0.5], ...halo },
    },
    {
      id: 'sea', type: 'symbol', source, 'source-layer': 'place', filter: isClass('sea'),
      layout: { 'text-field': kName, 'text-font': kFont, 'text-size': 15, 'text-letter-spacing': 0.3 },
      paint: { 'text-color': p.labelWater, 'text-halo-color': p.water, 'text-halo-width': 1.2 },
    },
  ];
}
