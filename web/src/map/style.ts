// SPDX-License-Identifier: Apache-2.0
// The basemap's style over the layers of docs/formats/basemap.md, in the colours of a theme; fonts come with the console.
import type { ExpressionSpecification, FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import fontUrl from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url';
import fontExtUrl from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2?url';
import type { City } from '../api/types';
import { palettes, type Palette, type Theme } from './palette';
import type { Sheets } from './sheets';
import { crowdLayers, crowdMarks } from './style_crowd';
import { labels } from './style_labels';
import { simulatedLayers, simulatedMarks } from './style_simulated';
import { coverageLayers, coverageNames, draftLayers, roadLayers, roadSigns, routeLayers } from './style_streets';

const kSource = 'city';
type Width = ExpressionSpecification;

/** Widths grow with zoom as streets do; stops are [zoom, px]. */
const width = (...stops: [number, number][]): Width =>
  ['interpolate', ['exponential', 1.5], ['zoom'], ...stops.flat()] as unknown as Width;

const isClass = (...classes: string[]): FilterSpecification => ['in', ['get', 'class'], ['literal', classes]];
const and = (...filters: FilterSpecification[]): FilterSpecification => ['all', ...filters] as FilterSpecification;
const kNotTunnel: FilterSpecification = ['!', ['has', 'tunnel']];

interface RoadKind { id: string; classes: string[]; width: Width; casing: Width; colour: keyof Palette }

/** Bottom to top. */
const kRoads: RoadKind[] = [
  { id: 'service', classes: ['service', 'track', 'construction'], width: width([14, 0.6], [19, 9]), casing: width([14, 1], [19, 11]), colour: 'street' },
  { id: 'pedestrian', classes: ['pedestrian'], width: width([13, 0.8], [19, 15]), casing: width([13, 1.3], [19, 17]), colour: 'walk' },
  { id: 'street', classes: ['street'], width: width([12.5, 0.6], [15, 3], [19, 19]), casing: width([12.5, 1], [15, 4.4], [19, 22]), colour: 'street' },
  { id: 'secondary', classes: ['secondary', 'tertiary'], width: width([11, 0.7], [15, 5], [19, 26]), casing: width([11, 1.2], [15, 6.6], [19, 29]), colour: 'secondary' },
  { id: 'primary', classes: ['primary'], width: width([10, 0.8], [15, 6.5], [19, 30]), casing: width([10, 1.6], [15, 8.2], [19, 33]), colour: 'primary' },
  { id: 'motorway', classes: ['motorway', 'trunk'], width: width([10, 1.2], [15, 7.5], [19, 32]), casing: width([10, 2.2], [15, 9.4], [19, 36]), colour: 'motorway' },
];

function ground(p: Palette): LayerSpecification[] {
  const fill = (id: string, sourceLayer: string, colour: string, filter: FilterSpecification): LayerSpecification =>
    ({ id, type: 'fill', source: kSource, 'source-layer': sourceLayer, filter, paint: { 'fill-color': colour } });
  return [
    { id: 'land', type: 'background', paint: { 'background-color': p.land } },
    fill('built', 'landuse', p.built, isClass('residential', 'commercial', 'industrial', 'railway', 'military', 'parking', 'hospital', 'school', 'university')),
    fill('green', 'landuse', p.park, isClass('park', 'garden', 'grass', 'forest', 'scrub', 'pitch', 'cemetery', 'stadium', 'farmland')),
    fill('sand', 'landuse', p.sand, isClass('beach', 'rock')),
    { id: 'water', type: 'fill', source: kSource, 'source-layer': 'water', paint: { 'fill-color': p.water, 'fill-outline-color': p.waterline } },
    { id: 'waterway', type: 'line', source: kSource, 'source-layer': 'waterway', filter: kNotTunnel, paint: { 'line-color': p.water, 'line-width': width([12, 0.8], [18, 6]) } },
    fill('quay', 'landuse', p.quay, isClass('quay', 'port')),
    fill('square', 'landuse', p.square, isClass('square')),
    {
      id: 'building', type: 'fill', source: kSource, 'source-layer': 'building', minzoom: 13,
      paint: { 'fill-color': p.building, 'fill-outline-color': p.buildingLine, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13, 0, 14.5, 1] },
    },
  ];
}

function rails(p: Palette): LayerSpecification[] {
  return [{
    id: 'rail', type: 'line', source: kSource, 'source-layer': 'rail', filter: and(isClass('rail', 'tram'), kNotTunnel),
    paint: { 'line-color': p.rail, 'line-width': width([12, 0.6], [18, 2.4]), 'line-opacity': ['case', ['has', 'service'], 0.5, 1] },
  }, {
    id: 'underground', type: 'line', source: kSource, 'source-layer': 'rail', minzoom: 12, filter: ['any', isClass('subway'), ['has', 'tunnel']] as FilterSpecification,
    paint: { 'line-color': p.rail, 'line-width': 1.2, 'line-dasharray': [2, 3], 'line-opacity': 0.7 },
  }];
}

function roads(p: Palette): LayerSpecification[] {
  const line = (road: RoadKind, casing: boolean): LayerSpecification => ({
    id: `${road.id}${casing ? '-casing' : ''}`, type: 'line', source: kSource, 'source-layer': 'road',
    filter: and(isClass(...road.classes), kNotTunnel),
    layout: { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': ['coalesce', ['get', 'layer'], 0] },
    paint: { 'line-color': casing ? p.casing : p[road.colour] as string, 'line-width': casing ? road.casing : road.width },
  });
  return [
    {
      id: 'tunnel', type: 'line', source: kSource, 'source-layer': 'road', filter: and(['has', 'tunnel'], isClass('motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'street')),
      paint: { 'line-color': p.secondary, 'line-width': width([11, 0.6], [18, 9]), 'line-dasharray': [2, 1.5], 'line-opacity': 0.6 },
    },
    {
      id: 'path', type: 'line', source: kSource, 'source-layer': 'road', minzoom: 14.5, filter: and(isClass('path', 'steps'), kNotTunnel),
      paint: { 'line-color': p.path, 'line-width': width([14, 0.6], [19, 3]), 'line-dasharray': [2, 1.4] },
    },
    ...kRoads.map((road) => line(road, true)),
    ...kRoads.map((road) => line(road, false)),
  ];
}

function overlays(p: Palette): LayerSpecification[] {
  return [
    {
      id: 'district', type: 'line', source: 'districts',
      paint: { 'line-color': p.district, 'line-width': 1, 'line-dasharray': [4, 3], 'line-opacity': ['interpolate', ['linear'], ['zoom'], 10, 0.55, 15, 0.25] },
    },
  ];
}

/** Lines from units to the incident: dashed where proposed, solid where decided. Above the roads, below the labels. */
function links(p: Palette): LayerSpecification[] {
  const kRound = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return [
    { id: 'link-rim', type: 'line', source: 'links', filter: ['get', 'decided'], layout: kRound, paint: { 'line-color': p.rim, 'line-width': 6, 'line-opacity': 0.7 } },
    { id: 'link-proposed', type: 'line', source: 'links', filter: ['!', ['get', 'decided']], paint: { 'line-color': p.proposal, 'line-width': ['case', ['get', 'picked'], 3, 1.6], 'line-dasharray': [3, 2.4], 'line-opacity': ['case', ['get', 'picked'], 1, 0.75] } },
    { id: 'link-decided', type: 'line', source: 'links', filter: ['get', 'decided'], layout: kRound, paint: { 'line-color': p.decision, 'line-width': 3 } },
  ];
}

export function style(theme: Theme, city: City, sheets: Sheets): StyleSpecification {
  const p = palettes[theme];
  const base = new URL('/', location.href).href;
  const absolute = (url: string): string => new URL(url, import.meta.url).href;
  return {
    version: 8,
    'font-faces': {
      Atkinson: [
        { url: absolute(fontUrl), 'unicode-range': ['U+0000-00FF', 'U+2000-206F', 'U+20AC', 'U+2212'] },
        { url: absolute(fontExtUrl), 'unicode-range': ['U+0100-02BA', 'U+1E00-1E9F'] },
      ],
    },
    sources: {
      [kSource]: {
        type: 'vector', tiles: [`${base}tiles/{z}/{x}/{y}`], minzoom: city.min_zoom, maxzoom: city.max_zoom,
        bounds: city.bounds as [number, number, number, number], attribution: city.attribution,
      },
      districts: { type: 'geojson', data: districts(city) },
      ...sheets.sources(),
    },
    layers: [
      ...ground(p), ...coverageLayers(p), ...rails(p), ...roads(p), ...overlays(p), ...crowdLayers(p), ...simulatedLayers(p), ...roadLayers(p), ...draftLayers(p).slice(0, 1), ...labels(p, kSource),
      ...coverageNames(p), ...crowdMarks(p), ...simulatedMarks(p), ...links(p), ...routeLayers(p), ...roadSigns(), ...draftLayers(p).slice(1),
    ],
  };
}

function districts(city: City): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: city.districts.map((district) => ({
      type: 'Feature', properties: { name: district.name }, geometry: { type: 'MultiLineString', coordinates: district.rings },
    })),
  };
}
