// SPDX-License-Identifier: Apache-2.0
// What the map shows around a nowcast's streets: figures and warnings in their middle, exits, places and counters, how far it sees; pure.
import type { CrowdNowcast, NowcastStreets } from '../api/types';
import { density } from '../i18n/crowd_words';
import { exitInWords, intervalInWords } from '../i18n/nowcast_words';
import { translate, type Language } from '../i18n/translate';
import { placeInWords } from '../i18n/what_if_words';
import { kLevelFrom_per_m2 } from '../crowd/levels';
import { circle, middleOf } from '../map/street_features';
import { densitiesOf, densityAt } from './streets';

const point = (at: readonly number[], properties: Record<string, unknown>): GeoJSON.Feature => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [...at] } });

/** Where people walk freely no figure is needed; the chosen street and those warned of always have theirs. */
export function figureFeatures(nowcast: CrowdNowcast, geometry: NowcastStreets, column: number, { stale, street: chosen }: { stale: boolean; street: number | null }, language: Language): GeoJSON.Feature[] {
  const densities = densitiesOf(nowcast);
  const warned = new Set(nowcast.warnings.map(({ street }) => street));
  const told = new Set([...densities.keys(), ...warned, ...(chosen === null ? [] : [chosen])]);
  return [...told].flatMap((street) => {
    const of = geometry.streets[street];
    const now = densityAt(densities, street, column);
    if (!of || !(now.per_m2 >= (kLevelFrom_per_m2[1] ?? 0) || warned.has(street) || street === chosen)) return [];
    const figure = `${stale ? '~\u202f' : ''}${translate(language, 'crowd.perm2', { n: density(now.per_m2, language) })}${now.per_m2 > geometry.known_per_m2 ? ' ?' : ''}`;
    return [point(middleOf(of), { event: nowcast.event, street, figure, interval: intervalInWords(now, language), per_m2: now.per_m2, warned: warned.has(street), stale })];
  });
}

/** They do not change while it runs. */
export function markFeatures({ lon, lat, radius_m, exits, places, counters }: NowcastStreets, language: Language): GeoJSON.Feature[] {
  return [
    { type: 'Feature', properties: { mark: 'reach' }, geometry: { type: 'LineString', coordinates: circle(lon, lat, radius_m) } },
    ...exits.map((one) => point([one.lon, one.lat], { mark: 'exit', name: exitInWords(one.name, language) })),
    ...places.map((one) => point([one.lon, one.lat], { mark: one.kind, name: placeInWords(one.kind, one.name, language) })),
    ...counters.map((one) => point([one.lon, one.lat], { mark: 'counter', name: one.name })),
  ];
}
