// SPDX-License-Identifier: Apache-2.0
// The zones in the order of the list; what is not known stands last whichever way it is sorted; pure.
import type { ZoneView } from './zone_view';

export type SortKey = 'name' | 'people' | 'occupancy' | 'density' | 'trend' | 'surge';

export const kSortKeys: readonly SortKey[] = ['name', 'people', 'occupancy', 'density', 'trend', 'surge'];

function figure(view: ZoneView, by: SortKey): number | null {
  switch (by) {
    case 'people': return view.people;
    case 'occupancy': return view.occupancy;
    case 'density': return view.density_per_m2;
    case 'trend': return view.trend;
    case 'surge': return view.surge?.probability_percent ?? null;
    case 'name': return null;
  }
}

/** Highest first unless `rising`; equal ones by name. */
export function sorted(views: readonly ZoneView[], by: SortKey, rising: boolean): ZoneView[] {
  const sense = rising ? 1 : -1;
  const byName = (left: ZoneView, right: ZoneView): number => left.zone.name.localeCompare(right.zone.name);
  if (by === 'name') return [...views].sort((left, right) => sense * byName(left, right));
  return [...views].sort((left, right) => {
    const [here, there] = [figure(left, by), figure(right, by)];
    if (here === null || there === null) return Number(here === null) - Number(there === null) || byName(left, right);
    return sense * (here - there) || byName(left, right);
  });
}
