// SPDX-License-Identifier: Apache-2.0
// The streets of a nowcast: how dense each is at each of its times, how they are drawn, the densest, and the rows of the list; pure.
import type { CrowdNowcast, NowcastStreets, SimulatedStreet, StreetWarning } from '../api/types';
import { kNobody_per_m2, levelOf } from '../crowd/levels';
import type { Look } from '../map/street_levels';

/** people/m²; `low` and `high` of the 80 % interval. */
export interface Density { per_m2: number; low: number; high: number }
/** Street → its density at each of `minutes_ahead`. */
export type Densities = ReadonlyMap<number, readonly Density[]>;

export const kNobody: Density = { per_m2: 0, low: 0, high: 0 };

/** A street comes as its number, then median, low and high in 0.01 people/m² for each time; those left out are empty. */
export function densitiesOf({ streets, minutes_ahead }: Pick<CrowdNowcast, 'streets' | 'minutes_ahead'>): Densities {
  const found = new Map<number, Density[]>();
  for (const [street = -1, ...figures] of streets) {
    const of = (at: number): number => (figures[at] ?? 0) / 100;
    found.set(street, minutes_ahead.map((_, column) => ({ per_m2: of(3 * column), low: of(3 * column + 1), high: of(3 * column + 2) })));
  }
  return found;
}

export const densityAt = (densities: Densities, street: number, column: number): Density => densities.get(street)?.[column] ?? kNobody;

/** How the map draws them, by the features' ids, which begin at `first`. */
export function looksOf(densities: Densities, column: number, first: number, known_per_m2: number, how: { ahead: boolean; stale: boolean }): Map<number, Look> {
  const looks = new Map<number, Look>();
  for (const [street, columns] of densities) {
    const per_m2 = columns[column]?.per_m2 ?? 0;
    if (per_m2 >= kNobody_per_m2) looks.set(first + street, { level: levelOf(per_m2), beyond: per_m2 > known_per_m2, ...how });
  }
  return looks;
}

/** The densest streets at a time, the densest first, of one name only the densest part; empty ones are left out. */
export function densest(densities: Densities, column: number, most: number, name: (street: number) => string): number[] {
  const of = (street: number): number => densityAt(densities, street, column).per_m2;
  const told = new Set<string>();
  return [...densities.keys()].filter((street) => of(street) >= kNobody_per_m2).sort((left, right) => of(right) - of(left) || left - right)
    .filter((street) => {
      const known = name(street);
      if (known !== '' && told.has(known)) return false;
      told.add(known);
      return true;
    }).slice(0, most);
}

/** The likeliest warning of a street. */
export const warningOf = ({ warnings }: Pick<CrowdNowcast, 'warnings'>, street: number): StreetWarning | null =>
  warnings.filter((one) => one.street === street).sort((left, right) => right.probability_percent - left.probability_percent)[0] ?? null;

export interface Row { event: string; street: number; of: SimulatedStreet | undefined; columns: readonly Density[]; warning: StreetWarning | null }

/** Every street where somebody is or will be, or that is warned of. */
export function rowsOf(nowcast: CrowdNowcast, geometry: NowcastStreets | null): Row[] {
  const densities = densitiesOf(nowcast);
  const streets = new Set([...densities.keys(), ...nowcast.warnings.map(({ street }) => street)]);
  return [...streets].map((street) => ({
    event: nowcast.event, street, of: geometry?.streets[street], columns: densities.get(street) ?? nowcast.minutes_ahead.map(() => kNobody), warning: warningOf(nowcast, street),
  }));
}

/** By name, by warning, or by the density of a column. */
export type SortKey = 'name' | 'warning' | number;

/** Highest first unless `rising`; equal ones by name. Streets without a warning stand last whichever way. */
export function sorted(rows: readonly Row[], by: SortKey, rising: boolean, name: (row: Row) => string): Row[] {
  const sense = rising ? 1 : -1;
  const byName = (left: Row, right: Row): number => name(left).localeCompare(name(right)) || left.street - right.street;
  if (by === 'name') return [...rows].sort((left, right) => sense * byName(left, right));
  const figure = ({ columns, warning }: Row): number | null => (by === 'warning' ? (warning?.probability_percent ?? null) : (columns[by]?.per_m2 ?? 0));
  return [...rows].sort((left, right) => {
    const [here, there] = [figure(left), figure(right)];
    if (here === null || there === null) return Number(here === null) - Number(there === null) || byName(left, right);
    return sense * (here - there) || byName(left, right);
  });
}

/** The event and the street that an alarm is about: its source is `crowd/streets/EVENT/STREET`. Null where it is about none. */
export function streetOf(source: string): { event: string; street: number } | null {
  const found = source.match(/^crowd\/streets\/(.+)\/(\d+)$/);
  return found?.[1] === undefined ? null : { event: found[1], street: Number(found[2]) };
}

/** Whose streets are looked at first: those of who runs, the fullest; else of who ended last. */
export function foremost(nowcasts: Iterable<CrowdNowcast>): CrowdNowcast | null {
  const ended_ms = ({ ended }: CrowdNowcast): number => (ended === undefined ? Infinity : Date.parse(ended));
  const all = [...nowcasts].sort((left, right) => {
    if (left.ended !== undefined || right.ended !== undefined) return ended_ms(right) > ended_ms(left) ? 1 : -1;
    return right.walking.median - left.walking.median || left.event.localeCompare(right.event);
  });
  return all[0] ?? null;
}
