// SPDX-License-Identifier: Apache-2.0
// What lies over the basemap as data: one source each, set whole when it changes and kept through a change of theme.
import type { GeoJSONSource, GeoJSONSourceSpecification, Map as MapView } from 'maplibre-gl';

const kSheets = ['coverage', 'zones', 'gates', 'streets', 'street-marks', 'street-figures', 'roads', 'routes', 'links', 'draft'] as const;
export type Sheet = (typeof kSheets)[number];

export const kNothing: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

export class Sheets {
  private readonly data = new Map<Sheet, GeoJSON.FeatureCollection>();

  get(sheet: Sheet): GeoJSON.FeatureCollection {
    return this.data.get(sheet) ?? kNothing;
  }

  /** Nothing before and nothing now: spares the map a redraw. A map whose style is on its way gets it from `sources` or `again`. */
  put(map: MapView, sheet: Sheet, features: GeoJSON.FeatureCollection): void {
    const before = this.get(sheet);
    if (before.features.length + features.features.length === 0) return;
    this.data.set(sheet, features);
    map.getSource<GeoJSONSource>(sheet)?.setData(features);
  }

  /** What was put while the style was being replaced. */
  again(map: MapView): void {
    for (const [sheet, features] of this.data) map.getSource<GeoJSONSource>(sheet)?.setData(features);
  }

  sources(): Record<Sheet, GeoJSONSourceSpecification> {
    return Object.fromEntries(kSheets.map((sheet) => [sheet, { type: 'geojson', data: this.get(sheet) }])) as Record<Sheet, GeoJSONSourceSpecification>;
  }
}
