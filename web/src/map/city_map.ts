// SPDX-License-Identifier: Apache-2.0
// The map of one screen: basemap, units, lines and stickers, fed by the stream; Svelte only tells it what is chosen.
import * as maplibre from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { City, MissionRoute } from '../api/types';
import { kStalePosition_ms, live } from '../state/live.svelte';
import { queueOf } from '../state/queue';
import type { Changes, Picture } from '../stream/reducer';
import { addCrowdImages } from './crowd_images';
import { labelsOf } from './labels';
import { linksOf } from './links';
import { Overlay } from './overlay';
import type { Theme } from './palette';
import { Perf } from './perf';
import { RoadFeatures } from './road_features';
import { RoadPointer, type RoadAt } from './road_pointer';
import { expected, routeFeatures } from './routes';
import { Sheets, type Sheet } from './sheets';
import { addSigns } from './signs';
import { StreetLevels, type Looks } from './street_levels';
import { incidentStickers, unitStickers } from './stickers';
import { style } from './style';
import { UnitLayer } from './unit_layer';
import { latitude, longitude, mercatorX, mercatorY, UnitStore } from './unit_store';

maplibre.setWorkerUrl(workerUrl);

/** Above this many units the server is told the viewport, so that it sends only what is seen. */
const kTellViewportAbove = 1500;
const kPick_px = 16;
/** An incident is never shown from farther away than this zoom. */
const kFarthest = 12.2;

export interface Chosen { incident: string | null; picked: string | null; unit: string | null; road: string | null }
export interface Hands {
  incident(id: string): void;
  unit(id: string): void;
  point(lat: number, lon: number): void;
  road(id: string): void;
  /** A zone, and where in it. */
  zone(id: string, lat: number, lon: number): void;
  /** A street of an event's nowcast, by its number, and where on it. */
  street(event: string, street: number, lat: number, lon: number): void;
  /** The pointer is over a road change, or no longer. */
  hover(at: RoadAt | null): void;
  /** A person moved the map. */
  moved(): void;
}

/** A click on one of these is a click on its zone. */
const kZoneLayers = ['gate', 'zone-disc', 'zone-fill'] as const;
/** And on one of these, this near, on its street. */
const kStreetLayers = ['street-warned', 'sim-street', 'sim-area'] as const;
const kStreet_px = 6;

const noMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export class CityMap {
  readonly map: maplibre.Map;
  readonly perf = new Perf();
  private readonly base_ms = performance.now();
  private readonly baseSeen_ms = Date.now();
  private readonly store: UnitStore;
  private readonly layer: UnitLayer;
  private readonly pins: Overlay;
  private readonly names: Overlay;
  private readonly sheets = new Sheets();
  private readonly streets: StreetLevels;
  private readonly roads = new RoadFeatures();
  private readonly roadPointer: RoadPointer;
  private routes: ReadonlyMap<string, MissionRoute> = new Map();
  private drawing = false;
  private chosen: Chosen = { incident: null, picked: null, unit: null, road: null };
  private readonly unhear: () => void;
  private redraw_ms = 0;
  private redrawLater: ReturnType<typeof setTimeout> | undefined;
  private ready = false;

  constructor(frame: HTMLElement, overlay: HTMLElement, private readonly city: City, private theme: Theme, private readonly hands: Hands) {
    const [west = 0, south = 0, east = 0, north = 0] = city.bounds;
    this.store = new UnitStore((west + east) / 2, (south + north) / 2, this.base_ms, this.baseSeen_ms);
    this.map = new maplibre.Map({
      container: frame,
      style: style(theme, city, this.sheets),
      center: city.centre ? [city.centre.lon, city.centre.lat] : [(west + east) / 2, (south + north) / 2],
      zoom: 12.6,
      minZoom: Math.max(8, city.min_zoom - 1),
      maxZoom: 19,
      maxPitch: 0,
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: false,
      fadeDuration: noMotion() ? 0 : 150,
    });
    this.streets = new StreetLevels(this.map);
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibre.AttributionControl({ compact: false }), 'bottom-right');
    this.map.addControl(new maplibre.ScaleControl({ maxWidth: 90 }), 'bottom-left');
    this.pins = new Overlay(this.map, overlay, 'button');
    this.names = new Overlay(this.map, overlay, 'span');
    this.layer = new UnitLayer(this.store, this.base_ms, {
      server_s: () => (live.now_ms - this.baseSeen_ms) / 1000, stale_s: kStalePosition_ms / 1000, motion: !noMotion(),
    }, this.perf, theme);
    this.roadPointer = new RoadPointer(this.map, () => this.sheets.get('roads').features.length > 0, (at) => hands.hover(this.drawing ? null : at));
    this.map.on('style.load', () => this.styled());
    this.map.on('render', () => this.stick());
    this.map.on('moveend', () => this.moved());
    this.map.on('click', (event) => this.clicked(event));
    for (const layer of [...kZoneLayers, ...kStreetLayers]) {
      this.map.on('mouseenter', layer, () => this.map.getCanvas().classList.add('over-zone'));
      this.map.on('mouseleave', layer, () => this.map.getCanvas().classList.remove('over-zone'));
    }
    for (const gesture of ['dragstart', 'wheel', 'dblclick'] as const) this.map.on(gesture, () => hands.moved());
    this.unhear = live.hear((changes, picture) => this.heard(changes, picture));
    window.__vigie = { perf: this.perf, map: this.map };
  }

  destroy(): void {
    this.unhear();
    clearTimeout(this.redrawLater);
    this.map.remove();
  }

  setTheme(theme: Theme): void {
    if (theme === this.theme) return;
    this.theme = theme;
    this.layer.setTheme(theme);
    this.ready = false;
    this.streets.wait();
    this.map.setStyle(style(theme, this.city, this.sheets), { diff: false });
  }

  choose(chosen: Chosen): void {
    this.chosen = chosen;
    this.store.choose(chosen.picked ?? chosen.unit);
    this.layer.changed(0);
    this.redraw();
  }

  /** What somebody else draws over the basemap. */
  show(sheet: Sheet, features: GeoJSON.FeatureCollection): void {
    this.sheets.put(this.map, sheet, features);
  }

  /** Other streets than before; their numbers begin anew. */
  setStreets(streets: GeoJSON.Feature[]): void {
    this.streets.forget();
    this.show('streets', { type: 'FeatureCollection', features: streets });
  }

  setStreetLooks(looks: Looks, chosen: number | null): void {
    this.streets.show(looks);
    this.streets.choose(chosen);
  }

  /** By mission: the ways that are known. */
  setRoutes(routes: ReadonlyMap<string, MissionRoute>): void {
    this.routes = routes;
    this.redraw();
  }

  /** While a line is drawn every click is a point of it. */
  setDrawing(drawing: boolean): void {
    if (drawing === this.drawing) return;
    this.drawing = drawing;
    this.map.getContainer().classList.toggle('drawing', drawing);
    if (!drawing) return this.map.doubleClickZoom.enable();
    this.map.doubleClickZoom.disable();
    this.hands.hover(null);
    this.map.getCanvas().focus();
  }

  centre(): { lat: number; lon: number } {
    const { lat, lng } = this.map.getCenter();
    return { lat, lon: lng };
  }

  /** Goes to a place; shows as many of the places around it, the first ones first, as fit without taking the eye too far off. */
  fly(lat: number, lon: number, zoom: number, around: { lat: number; lon: number }[] = []): void {
    const here: [number, number] = [lon, lat];
    let to: { center?: maplibre.LngLatLike; zoom?: number } = { center: here, zoom: Math.max(zoom, Math.min(this.map.getZoom(), 17)) };
    for (let shown = around.length; shown > 0; shown--) {
      const bounds = new maplibre.LngLatBounds(here, here);
      for (const place of around.slice(0, shown)) bounds.extend([place.lon, place.lat]);
      const all = this.map.cameraForBounds(bounds, { padding: 80, maxZoom: 16 });
      if (!all || (all.zoom ?? 0) < kFarthest) continue;
      to = { center: all.center, zoom: all.zoom };
      break;
    }
    if (noMotion()) this.map.jumpTo(to);
    else this.map.easeTo({ ...to, duration: 700 });
  }

  whole(): void {
    const [west = 0, south = 0, east = 0, north = 0] = this.city.bounds;
    this.map.fitBounds([west, south, east, north], { padding: 20, animate: !noMotion() });
  }

  fit(places: { lat: number; lon: number }[], right_px: number): void {
    const bounds = new maplibre.LngLatBounds();
    for (const place of places) bounds.extend([place.lon, place.lat]);
    if (!bounds.isEmpty()) this.map.fitBounds(bounds, { padding: this.map.getCanvas().clientWidth > 2.5 * right_px ? { top: 100, bottom: 100, left: 100, right: right_px + 60 } : 80, maxZoom: 15.5, animate: !noMotion(), duration: 900 });
  }

  zoom(by: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + by, duration: noMotion() ? 0 : 200 });
  }

  private styled(): void {
    if (!this.map.getLayer(this.layer.id)) this.map.addLayer(this.layer);
    this.ready = true;
    addCrowdImages(this.map, this.theme);
    this.addSigns(this.sheets.get('roads'));
    this.sheets.again(this.map);
    this.streets.again();
    this.redraw();
  }

  private heard(changes: Changes, picture: Picture): void {
    const began_ms = performance.now();
    if (changes.whole) this.store.clear();
    let moved = 0;
    for (const position of changes.positions) {
      moved = Math.max(moved, this.store.put(position, picture.units.get(position.unit), began_ms, !changes.whole && !noMotion()));
    }
    for (const id of changes.positionsGone) this.store.remove(id);
    if (changes.collections.has('units')) for (const unit of picture.units.values()) this.store.look(unit.id, unit);
    this.layer.changed(moved);
    const redraw = changes.whole || changes.positions.length > 0 || ['incidents', 'alarms', 'missions', 'recommendations', 'units', 'road_changes'].some((name) => changes.collections.has(name as never))
      // Closures begin and end, and arrivals grow old, while nothing else changes.
      || (picture.road_changes.size + this.routes.size > 0 && began_ms - this.redraw_ms > 1000);
    if (redraw) this.redrawSoon();
    this.perf.message(performance.now() - began_ms);
  }

  /** Lines and stickers follow at most four times a second. */
  private redrawSoon(): void {
    const wait_ms = Math.max(0, this.redraw_ms + 250 - performance.now());
    this.redrawLater ??= setTimeout(() => {
      this.redrawLater = undefined;
      this.redraw();
    }, wait_ms);
  }

  private redraw(): void {
    this.redraw_ms = performance.now();
    if (!this.ready) return;
    const picture = live.peek();
    const routed = new Set(this.routes.keys());
    this.show('links', linksOf({ picture, chosen: this.chosen.incident, picked: this.chosen.picked, routed }));
    this.show('routes', routeFeatures(this.routes.values(), picture.now_ms));
    const roads = this.roads.next(picture.road_changes.values(), picture.now_ms, this.chosen.road);
    if (roads) {
      this.addSigns(roads);
      this.show('roads', roads);
    }
    this.pins.set(incidentStickers(queueOf(picture), picture, this.chosen.incident, (id) => this.hands.incident(id)));
    const visible = this.inView();
    const arrivals = new Map([...this.routes].map(([mission, route]) => [mission, expected(route, picture.now_ms)]));
    this.names.set(unitStickers(labelsOf(picture, this.chosen, visible, this.map.getZoom(), arrivals), (unit) => this.placeOf(unit)));
  }

  private addSigns({ features }: GeoJSON.FeatureCollection): void {
    addSigns(this.map, features.flatMap(({ properties }) => [properties?.sign as string, properties?.arrow as string]), this.theme);
  }

  private stick(): void {
    const began_ms = performance.now();
    this.pins.move();
    this.names.move();
    this.perf.more(performance.now() - began_ms);
  }

  private placeOf(unit: string): { lat: number; lon: number } | null {
    const place = this.store.placeOf(unit, performance.now());
    return place && { lat: latitude(place.y + this.store.originY), lon: longitude(place.x + this.store.originX) };
  }

  /** Units in view, at most one more than can be labelled. */
  private inView(): string[] {
    const bounds = this.map.getBounds();
    const { originX, originY } = this.store;
    return this.store.within(
      mercatorX(bounds.getWest()) - originX, mercatorY(bounds.getNorth()) - originY,
      mercatorX(bounds.getEast()) - originX, mercatorY(bounds.getSouth()) - originY, 40, performance.now(),
    );
  }

  private moved(): void {
    this.redrawSoon();
    if (live.peek().units.size < kTellViewportAbove) return;
    const bounds = this.map.getBounds();
    const across = (bounds.getEast() - bounds.getWest()) * 0.3;
    const up = (bounds.getNorth() - bounds.getSouth()) * 0.3;
    live.look(bounds.getWest() - across, bounds.getSouth() - up, bounds.getEast() + across, bounds.getNorth() + up);
  }

  private clicked(event: maplibre.MapMouseEvent): void {
    const { lat, lng } = event.lngLat;
    if (this.drawing) return this.hands.point(lat, lng);
    const reach = kPick_px / (512 * 2 ** this.map.getZoom());
    const unit = this.store.nearest(mercatorX(lng) - this.store.originX, mercatorY(lat) - this.store.originY, reach, performance.now());
    if (unit) return this.hands.unit(unit);
    const road = this.roadPointer.at(event.point);
    if (road) return this.hands.road(road);
    const street = this.streetAt(event.point);
    if (street) return this.hands.street(street.event, street.street, lat, lng);
    const zone = this.zoneAt(event.point);
    if (zone) this.hands.zone(zone, lat, lng);
    else this.hands.point(lat, lng);
  }

  private streetAt({ x, y }: maplibre.Point): { event: string; street: number } | null {
    const layers = this.sheets.get('streets').features.length > 0 ? kStreetLayers.filter((id) => this.map.getLayer(id)) : [];
    if (layers.length === 0) return null;
    const found = this.map.queryRenderedFeatures([[x - kStreet_px, y - kStreet_px], [x + kStreet_px, y + kStreet_px]], { layers });
    // A click beside a street in a square is on the street; one on the square is on the square.
    const { event, street } = (found.find(({ layer }) => layer.id !== 'sim-area') ?? found[0])?.properties ?? {};
    return typeof event === 'string' && typeof street === 'number' ? { event, street } : null;
  }

  private zoneAt(point: maplibre.Point): string | null {
    const layers = this.sheets.get('zones').features.length > 0 ? kZoneLayers.filter((id) => this.map.getLayer(id)) : [];
    const found = layers.length > 0 ? this.map.queryRenderedFeatures(point, { layers })[0]?.properties : undefined;
    const id: unknown = found?.zone ?? found?.id;
    return typeof id === 'string' ? id : null;
  }
}

declare global {
  interface Window { __vigie?: { perf: Perf; map: maplibre.Map } }
}
