// SPDX-License-Identifier: Apache-2.0
// Folds the stream's snapshot and deltas into one picture, by id; pure but for the maps it owns.
import type {
  Alarm, Bulletin, CityEvent, CrowdForecast, CrowdNowcast, CrowdState, CrowdSurge, Delta, Incident, LinkHealth, Mission, PeopleCount, Recommendation, RoadChange, Snapshot, Unit,
  UnitPosition,
} from '../api/types';

export interface Picture {
  sequence: number;
  /** The server's clock at the last message, ms since 1970; NaN before the first. */
  now_ms: number;
  alarms: Map<string, Alarm>;
  incidents: Map<string, Incident>;
  missions: Map<string, Mission>;
  units: Map<string, Unit>;
  recommendations: Map<string, Recommendation>;
  links: Map<string, LinkHealth>;
  counts: Map<string, PeopleCount>;
  road_changes: Map<string, RoadChange>;
  crowd: Map<string, CrowdState>;
  forecasts: Map<string, CrowdForecast>;
  /** By `ZONE/THRESHOLD`. */
  surges: Map<string, CrowdSurge>;
  /** By event. */
  nowcasts: Map<string, CrowdNowcast>;
  events: Map<string, CityEvent>;
  /** By `SOURCE REFERENCE`. */
  bulletins: Map<string, Bulletin>;
  positions: Map<string, UnitPosition>;
}

export type Collection = Exclude<keyof Picture, 'sequence' | 'now_ms'>;

/** What a message changed: whole collections for redrawing, positions one by one for the map. */
export interface Changes {
  collections: Set<Collection>;
  positions: UnitPosition[];
  positionsGone: string[];
  /** All was replaced: what is not in the new picture is gone. */
  whole: boolean;
}

export function emptyPicture(): Picture {
  return {
    sequence: 0,
    now_ms: Number.NaN,
    alarms: new Map(),
    incidents: new Map(),
    missions: new Map(),
    units: new Map(),
    recommendations: new Map(),
    links: new Map(),
    counts: new Map(),
    road_changes: new Map(),
    crowd: new Map(),
    forecasts: new Map(),
    surges: new Map(),
    nowcasts: new Map(),
    events: new Map(),
    bulletins: new Map(),
    positions: new Map(),
  };
}

const kKeys = {
  alarms: (entry: Alarm) => entry.id,
  incidents: (entry: Incident) => entry.id,
  missions: (entry: Mission) => entry.id,
  units: (entry: Unit) => entry.id,
  recommendations: (entry: Recommendation) => entry.incident,
  links: (entry: LinkHealth) => entry.name,
  counts: (entry: PeopleCount) => entry.source,
  road_changes: (entry: RoadChange) => entry.id,
  crowd: (entry: CrowdState) => entry.zone,
  forecasts: (entry: CrowdForecast) => entry.zone,
  surges: (entry: CrowdSurge) => `${entry.zone}/${entry.threshold}`,
  nowcasts: (entry: CrowdNowcast) => entry.event,
  events: (entry: CityEvent) => entry.id,
  bulletins: (entry: Bulletin) => `${entry.source} ${entry.reference}`,
  positions: (entry: UnitPosition) => entry.unit,
};

const kRemoved = {
  incident: 'incidents', alarm: 'alarms', mission: 'missions', count: 'counts', road_change: 'road_changes', crowd: 'crowd', forecast: 'forecasts', surge: 'surges',
  nowcast: 'nowcasts', event: 'events', bulletin: 'bulletins', position: 'positions',
} as const;

function put<T>(into: Map<string, T>, entries: T[], key: (entry: T) => string): void {
  for (const entry of entries) into.set(key(entry), entry);
}

/** Applies one message in place. A delta whose sequence runs backwards is an older picture: it is refused (`null`). */
export function apply(picture: Picture, message: Snapshot | Delta): Changes | null {
  const whole = message.type === 'snapshot';
  if (!whole && message.sequence < picture.sequence) return null;
  const changes: Changes = { collections: new Set(), positions: [], positionsGone: [], whole };
  picture.sequence = message.sequence;
  picture.now_ms = Date.parse(message.now);
  for (const name of Object.keys(kKeys) as Collection[]) {
    const entries = message[name];
    if (whole) picture[name].clear();
    if (entries === undefined) {
      if (whole) changes.collections.add(name);
      continue;
    }
    put(picture[name] as Map<string, unknown>, entries, kKeys[name] as (entry: unknown) => string);
    changes.collections.add(name);
  }
  changes.positions = message.positions ?? [];
  if (message.type === 'delta') {
    for (const gone of message.removed ?? []) {
      const name = kRemoved[gone.what];
      picture[name].delete(gone.id);
      if (name === 'incidents') picture.recommendations.delete(gone.id);
      if (name === 'positions') changes.positionsGone.push(gone.id);
      changes.collections.add(name);
    }
  }
  return changes;
}
