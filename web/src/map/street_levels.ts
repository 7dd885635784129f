// SPDX-License-Identifier: Apache-2.0
// How dense each street of source `streets` is, as the map's feature-state; only what changes is told.
import type { Map as MapView } from 'maplibre-gl';
import type { Level } from '../crowd/levels';

const kSource = 'streets';

/** How a street is drawn. `ahead`: a forecast. `beyond`: denser than anything measured. */
export interface Look { level: Level; beyond?: boolean; ahead?: boolean; stale?: boolean }
/** By the feature's id; streets that are not in it are empty. */
export type Looks = ReadonlyMap<number, Look>;

const same = (one: Look | undefined, other: Look): boolean =>
  one !== undefined && one.level === other.level && !one.beyond === !other.beyond && !one.ahead === !other.ahead && !one.stale === !other.stale;

export class StreetLevels {
  private wanted: Looks = new Map();
  private shown: Looks = new Map();
  private wantedChosen: number | null = null;
  private shownChosen: number | null = null;
  private ready = false;

  constructor(private readonly map: MapView) {}

  /** Other streets than before: what was said of the old ones is forgotten. */
  forget(): void {
    if (this.ready) this.map.removeFeatureState({ source: kSource });
    [this.wanted, this.shown, this.wantedChosen, this.shownChosen] = [new Map(), new Map(), null, null];
  }

  show(looks: Looks): void {
    this.wanted = looks;
    this.tell();
  }

  choose(street: number | null): void {
    this.wantedChosen = street;
    this.tell();
  }

  /** The style is being replaced: nothing can be told until `again`. */
  wait(): void {
    this.ready = false;
  }

  /** A new style has forgotten all. */
  again(): void {
    this.ready = true;
    [this.shown, this.shownChosen] = [new Map(), null];
    this.tell();
  }

  private set(id: number, state: Record<string, unknown>): void {
    this.map.setFeatureState({ source: kSource, id }, state);
  }

  private tell(): void {
    if (!this.ready) return;
    for (const [id] of this.shown) if (!this.wanted.has(id)) this.set(id, { level: 0, beyond: false });
    for (const [id, look] of this.wanted) if (!same(this.shown.get(id), look)) this.set(id, { level: look.level, beyond: look.beyond ?? false, ahead: look.ahead ?? false, stale: look.stale ?? false });
    this.shown = this.wanted;
    if (this.shownChosen === this.wantedChosen) return;
    if (this.shownChosen !== null) this.set(this.shownChosen, { chosen: false });
    if (this.wantedChosen !== null) this.set(this.wantedChosen, { chosen: true });
    this.shownChosen = this.wantedChosen;
  }
}
