// SPDX-License-Identifier: Apache-2.0
// Where every unit is drawn, in one array the graphics card reads: from, to, since when, how; pure.
import { kStatuses } from './palette';
import type { Unit, UnitPosition } from '../api/types';

/** Numbers per unit: from x, from y, to x, to y, start ms, look, heading rad (or kNoHeading), seen s. */
export const kStride = 8;
export const kNoHeading = 100;
/** A move is drawn over this long: units report about once a second. */
export const kGlide_ms = 1000;
/** Farther than this in one step is a jump (a new session, a tunnel), not a glide; mercator units, about 400 m. */
const kJump = 1e-5;
const kDistress = 16;
const kCell = 32;
const kChosen = 64;

/** Web mercator, 0…1 across the world. */
export const mercatorX = (lon: number): number => (180 + lon) / 360;
export const mercatorY = (lat: number): number =>
  (180 - (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))) / 360;
export const longitude = (x: number): number => x * 360 - 180;
export const latitude = (y: number): number => (360 / Math.PI) * Math.atan(Math.exp(((180 - y * 360) * Math.PI) / 180)) - 90;

export interface Place { x: number; y: number }

export class UnitStore {
  /** `size * kStride` numbers are in use. Positions are relative to the origin, so that 32 bits hold centimetres. */
  data = new Float32Array(64 * kStride);
  size = 0;
  readonly originX: number;
  readonly originY: number;
  private readonly slots = new Map<string, number>();
  private readonly ids: string[] = [];
  private chosen: string | null = null;

  /** `base_ms` and `baseSeen_ms` are zero points of the local and the server's clock. */
  constructor(lon: number, lat: number, private readonly base_ms: number, private readonly baseSeen_ms: number) {
    this.originX = mercatorX(lon);
    this.originY = mercatorY(lat);
  }

  clear(): void {
    this.slots.clear();
    this.ids.length = 0;
    this.size = 0;
  }

  /** Takes a position; returns how far it moved, in mercator units (0 for a first or a jump). */
  put(position: UnitPosition, unit: Unit | undefined, now_ms: number, glide: boolean): number {
    const x = mercatorX(position.lon) - this.originX;
    const y = mercatorY(position.lat) - this.originY;
    const known = this.slots.get(position.unit);
    const slot = known ?? this.add(position.unit);
    const at = slot * kStride;
    const here = known === undefined ? null : this.at(slot, now_ms);
    const moved = here ? Math.hypot(x - here.x, y - here.y) : 0;
    const glides = glide && here !== null && moved < kJump;
    this.data[at] = glides ? here.x : x;
    this.data[at + 1] = glides ? here.y : y;
    this.data[at + 2] = x;
    this.data[at + 3] = y;
    this.data[at + 4] = now_ms - this.base_ms;
    this.data[at + 6] = position.heading_deg === undefined ? kNoHeading : (position.heading_deg * Math.PI) / 180;
    this.data[at + 7] = (Date.parse(position.seen) - this.baseSeen_ms) / 1000;
    this.look(position.unit, unit, position.precision === 'cell');
    return glides ? moved : 0;
  }

  /** Status, distress and choice, as one number the shader takes apart. */
  look(id: string, unit: Unit | undefined, cell?: boolean): void {
    const slot = this.slots.get(id);
    if (slot === undefined) return;
    const at = slot * kStride + 5;
    const wasCell = ((this.data[at] ?? 0) & kCell) !== 0;
    const status = unit ? kStatuses.indexOf(unit.status) : kStatuses.length - 1;
    this.data[at] = status + (unit?.distress ? kDistress : 0) + ((cell ?? wasCell) ? kCell : 0) + (id === this.chosen ? kChosen : 0);
  }

  choose(id: string | null): void {
    for (const one of [this.chosen, id]) {
      const slot = one === null ? undefined : this.slots.get(one);
      if (slot === undefined) continue;
      const at = slot * kStride + 5;
      this.data[at] = ((this.data[at] ?? 0) & ~kChosen) + (one === id ? kChosen : 0);
    }
    this.chosen = id;
  }

  /** The last one takes the freed slot. */
  remove(id: string): void {
    const slot = this.slots.get(id);
    if (slot === undefined) return;
    const last = this.size - 1;
    const lastId = this.ids[last];
    if (slot !== last && lastId !== undefined) {
      this.data.copyWithin(slot * kStride, last * kStride, (last + 1) * kStride);
      this.slots.set(lastId, slot);
      this.ids[slot] = lastId;
    }
    this.slots.delete(id);
    this.ids.length = last;
    this.size = last;
  }

  /** Where it is drawn now, as mercator coordinates relative to the origin. */
  placeOf(id: string, now_ms: number): Place | null {
    const slot = this.slots.get(id);
    return slot === undefined ? null : this.at(slot, now_ms);
  }

  /** The unit nearest to a point (relative mercator) within a distance. */
  nearest(x: number, y: number, within: number, now_ms: number): string | null {
    let best = within;
    let found: string | null = null;
    for (let slot = 0; slot < this.size; slot++) {
      const here = this.at(slot, now_ms);
      const away = Math.hypot(here.x - x, here.y - y);
      if (away > best) continue;
      best = away;
      found = this.ids[slot] ?? null;
    }
    return found;
  }

  /** Units inside a box (relative mercator), at most `most`. */
  within(west: number, north: number, east: number, south: number, most: number, now_ms: number): string[] {
    const found: string[] = [];
    for (let slot = 0; slot < this.size && found.length <= most; slot++) {
      const here = this.at(slot, now_ms);
      const id = this.ids[slot];
      if (id !== undefined && here.x > west && here.x < east && here.y > north && here.y < south) found.push(id);
    }
    return found;
  }

  private add(id: string): number {
    const slot = this.size++;
    if (this.size * kStride > this.data.length) {
      const larger = new Float32Array(this.data.length * 2);
      larger.set(this.data);
      this.data = larger;
    }
    this.slots.set(id, slot);
    this.ids[slot] = id;
    this.data[slot * kStride + 5] = 0;
    return slot;
  }

  private at(slot: number, now_ms: number): Place {
    const at = slot * kStride;
    const fromX = this.data[at] ?? 0;
    const fromY = this.data[at + 1] ?? 0;
    const done = Math.min(1, Math.max(0, (now_ms - this.base_ms - (this.data[at + 4] ?? 0)) / kGlide_ms));
    return { x: fromX + ((this.data[at + 2] ?? 0) - fromX) * done, y: fromY + ((this.data[at + 3] ?? 0) - fromY) * done };
  }
}
