// SPDX-License-Identifier: Apache-2.0
// The map of a what-if: the city, a scenario's exits and places, lines drawn, and the streets as dense as a frame says.
import * as maplibre from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { City } from '../api/types';
import { kNobody_per_m2, levelOf } from '../crowd/levels';
import type { Densities } from '../whatif/frames';
import type { LonLat } from '../whatif/question';
import type { Theme } from './palette';
import { Perf } from './perf';
import { StreetLevels, type Look } from './street_levels';
import { whatIfStyle, type WhatIfSheet } from './style_what_if';

maplibre.setWorkerUrl(workerUrl);

const kReach_px = 7;
const noMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export interface WhatIfHands {
  point(at: LonLat): void;
  street(id: number | null): void;
}

export class WhatIfMap {
  readonly map: maplibre.Map;
  private readonly data = new Map<WhatIfSheet, GeoJSON.FeatureCollection>();
  private readonly streets: StreetLevels;
  private known_per_m2 = Infinity;
  private drawing = false;

  constructor(frame: HTMLElement, private readonly city: City, private theme: Theme, private readonly hands: WhatIfHands) {
    const [west = 0, south = 0, east = 0, north = 0] = city.bounds;
    this.map = new maplibre.Map({
      container: frame, style: whatIfStyle(theme, city, this.data), center: [(west + east) / 2, (south + north) / 2], zoom: 13, minZoom: Math.max(8, city.min_zoom - 1), maxZoom: 19,
      maxPitch: 0, dragRotate: false, pitchWithRotate: false, attributionControl: false, fadeDuration: noMotion() ? 0 : 150,
    });
    this.streets = new StreetLevels(this.map);
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibre.AttributionControl({ compact: false }), 'bottom-right');
    this.map.addControl(new maplibre.ScaleControl({ maxWidth: 90 }), 'bottom-left');
    this.map.on('style.load', () => this.styled());
    this.map.on('click', (event) => this.clicked(event));
    window.__vigie = { perf: new Perf(), map: this.map as never };
  }

  destroy(): void {
    this.map.remove();
  }

  setTheme(theme: Theme): void {
    if (theme === this.theme) return;
    this.theme = theme;
    this.streets.wait();
    this.map.setStyle(whatIfStyle(theme, this.city, this.data), { diff: false });
  }

  show(sheet: WhatIfSheet, features: GeoJSON.FeatureCollection): void {
    this.data.set(sheet, features);
    this.map.getSource<maplibre.GeoJSONSource>(sheet)?.setData(features);
  }

  /** Other streets: what was known of the old ones is gone. */
  setStreets(streets: GeoJSON.FeatureCollection, known_per_m2: number): void {
    this.streets.forget();
    this.known_per_m2 = known_per_m2;
    this.show('streets', streets);
  }

  setFrame(now: Densities): void {
    const walked = [...now].filter(([, per_m2]) => per_m2 >= kNobody_per_m2);
    this.streets.show(new Map(walked.map(([street, per_m2]): [number, Look] => [street, { level: levelOf(per_m2), beyond: per_m2 > this.known_per_m2 }])));
  }

  choose(street: number | null): void {
    this.streets.choose(street);
  }

  setDrawing(drawing: boolean): void {
    this.drawing = drawing;
    this.map.getContainer().classList.toggle('drawing', drawing);
    if (drawing) this.map.doubleClickZoom.disable();
    else this.map.doubleClickZoom.enable();
  }

  /** Space at the keyboard. */
  pointAtCentre(): void {
    const { lng, lat } = this.map.getCenter();
    if (this.drawing) this.hands.point([lng, lat]);
  }

  fly([lon, lat]: LonLat): void {
    const to = { center: [lon, lat] as LonLat, zoom: Math.max(16, this.map.getZoom()) };
    if (noMotion()) this.map.jumpTo(to);
    else this.map.easeTo({ ...to, duration: 700 });
  }

  fit(around: readonly LonLat[]): void {
    const bounds = new maplibre.LngLatBounds();
    for (const place of around) bounds.extend(place);
    if (!bounds.isEmpty()) this.map.fitBounds(bounds, { padding: 24, animate: false });
  }

  zoom(by: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + by, duration: noMotion() ? 0 : 200 });
  }

  private styled(): void {
    for (const [sheet, features] of this.data) this.map.getSource<maplibre.GeoJSONSource>(sheet)?.setData(features);
    this.streets.again();
  }

  private clicked(event: maplibre.MapMouseEvent): void {
    if (this.drawing) return this.hands.point([event.lngLat.lng, event.lngLat.lat]);
    const { x, y } = event.point;
    const found = this.map.queryRenderedFeatures([[x - kReach_px, y - kReach_px], [x + kReach_px, y + kReach_px]], { layers: ['sim-street', 'sim-area'] })[0];
    this.hands.street(typeof found?.id === 'number' ? found.id : null);
  }
}
