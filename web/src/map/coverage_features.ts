// SPDX-License-Identifier: Apache-2.0
// The coverage as features of the map, and its districts with the worst covered first; pure.
import type { Coverage } from '../api/types';

/** The widest band first, so that the nearer ones lie over it; `place` counts from the nearest. */
export function coverageFeatures(coverage: Coverage | null, stale: boolean): GeoJSON.FeatureCollection {
  const bands = [...(coverage?.bands ?? [])].sort((left, right) => left.minutes - right.minutes);
  const features = bands.map((band, place): GeoJSON.Feature => ({
    type: 'Feature', properties: { minutes: band.minutes, place, stale }, geometry: { type: 'MultiPolygon', coordinates: band.polygons },
  }));
  return { type: 'FeatureCollection', features: features.reverse() };
}

/** The least covered first: by the nearest band, then the next; equal ones by name. */
export function worstFirst(districts: Coverage['districts']): Coverage['districts'] {
  return [...districts].sort((left, right) => {
    for (let band = 0; band < left.share.length; band++) {
      const less = (left.share[band] ?? 0) - (right.share[band] ?? 0);
      if (less !== 0) return less;
    }
    return left.name.localeCompare(right.name);
  });
}

/** "64 %" in French, "64%" in English. A share that is not nothing or all is not shown as nothing or all. */
export function percent(share: number, language: 'fr' | 'en'): string {
  const whole = share <= 0 ? 0 : share >= 1 ? 100 : Math.min(99, Math.max(1, Math.round(share * 100)));
  return language === 'fr' ? `${whole}\u202f%` : `${whole}%`;
}
