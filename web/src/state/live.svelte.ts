// SPDX-License-Identifier: Apache-2.0
// The picture as it streams in: components read collections and redraw when they change; the map hears positions directly.
import type { Delta, Snapshot } from '../api/types';
import { apply, emptyPicture, type Changes, type Collection, type Picture } from '../stream/reducer';
import { StreamSocket, streamUrl } from '../stream/socket';
import { AlarmLoad, type Load } from './alarm_load';
import { Sounds } from '../ui/sounds';
import { soundFor } from '../ui/sound_choice';

/** A position older than this is drawn grey: a unit reports every few seconds. */
export const kStalePosition_ms = 60_000;
const kTick_ms = 500;
/** Lists and counts of positions redraw this often at most; the map itself follows each message. */
const kPositions_ms = 1000;

type Hear = (changes: Changes, picture: Picture) => void;

class Live {
  /** Bumped per collection; reading a getter below subscribes to it. */
  private versions = $state<Record<Collection, number>>({
    alarms: 0, incidents: 0, missions: 0, units: 0, recommendations: 0, links: 0, counts: 0, road_changes: 0, crowd: 0, forecasts: 0, surges: 0, nowcasts: 0, events: 0,
    bulletins: 0, positions: 0,
  });
  private readonly picture: Picture = emptyPicture();
  private readonly load_ = new AlarmLoad();
  private readonly hearers = new Set<Hear>();
  private socket: StreamSocket | null = null;
  private heard_ms = 0;
  private positionsShown_ms = 0;
  private known = new Set<string>();
  private timer: ReturnType<typeof setInterval> | undefined;

  readonly sounds = new Sounds();
  alive = $state(false);
  /** True once a snapshot came. */
  loaded = $state(false);
  /** The server's time now, ms; ticks twice a second. Frozen while the stream is lost. */
  now_ms = $state(Number.NaN);
  /** The server's time at the last message. */
  last_ms = $state(Number.NaN);
  load = $state<Load>({ count: 0, state: 'calm', slices: new Array<number>(10).fill(0) });

  get alarms() { void this.versions.alarms; return this.picture.alarms; }
  get incidents() { void this.versions.incidents; return this.picture.incidents; }
  get missions() { void this.versions.missions; return this.picture.missions; }
  get units() { void this.versions.units; return this.picture.units; }
  get recommendations() { void this.versions.recommendations; return this.picture.recommendations; }
  get links() { void this.versions.links; return this.picture.links; }
  get road_changes() { void this.versions.road_changes; return this.picture.road_changes; }
  get crowd() { void this.versions.crowd; return this.picture.crowd; }
  get forecasts() { void this.versions.forecasts; return this.picture.forecasts; }
  get surges() { void this.versions.surges; return this.picture.surges; }
  get nowcasts() { void this.versions.nowcasts; return this.picture.nowcasts; }
  get events() { void this.versions.events; return this.picture.events; }
  get bulletins() { void this.versions.bulletins; return this.picture.bulletins; }
  get positions() { void this.versions.positions; return this.picture.positions; }
  /** The alarms, incidents, missions and units together, for what is computed from several. */
  get whole() { void [this.alarms, this.incidents, this.missions, this.units]; return this.picture; }

  /** Without subscribing: for the map's own frame and for event handlers. */
  peek(): Picture { return this.picture; }

  /** Hears every message, and at once the picture as it stands; returns how to stop. */
  hear(hearer: Hear): () => void {
    this.hearers.add(hearer);
    hearer({ collections: new Set(), positions: [...this.picture.positions.values()], positionsGone: [], whole: true }, this.picture);
    return () => this.hearers.delete(hearer);
  }

  start(): void {
    this.stop();
    this.socket = new StreamSocket(streamUrl(), {
      message: (message) => this.take(message),
      alive: (alive) => { this.alive = alive; },
    });
    this.socket.start();
    this.timer = setInterval(() => this.tick(), kTick_ms);
  }

  stop(): void {
    this.socket?.stop();
    this.socket = null;
    clearInterval(this.timer);
    this.sounds.stop();
    this.alive = false;
  }

  look(west: number, south: number, east: number, north: number): void {
    this.socket?.look(west, south, east, north);
  }

  private take(message: Snapshot | Delta): void {
    const changes = apply(this.picture, message);
    if (!changes) return;
    this.heard_ms = performance.now();
    this.last_ms = this.picture.now_ms;
    // Before anything is drawn from it: what is told in words needs to know what time it is.
    if (changes.whole) this.now_ms = this.picture.now_ms;
    for (const name of changes.collections) {
      if (name === 'positions' && !changes.whole && this.heard_ms - this.positionsShown_ms < kPositions_ms) continue;
      if (name === 'positions') this.positionsShown_ms = this.heard_ms;
      this.versions[name] += 1;
    }
    if (changes.collections.has('alarms')) this.seeAlarms(changes.whole);
    if (!this.loaded) this.loaded = true;
    for (const hearer of this.hearers) hearer(changes, this.picture);
    if (changes.whole) this.tick();
  }

  private seeAlarms(quiet: boolean): void {
    for (const alarm of this.picture.alarms.values()) {
      this.load_.see(alarm.id, alarm.repeats, Date.parse(alarm.received));
      if (this.known.has(alarm.id)) continue;
      this.known.add(alarm.id);
      if (!quiet && alarm.state === 'new') this.sounds.play(soundFor(alarm.rank));
    }
    for (const id of this.known) if (!this.picture.alarms.has(id)) this.known.delete(id);
  }

  private tick(): void {
    if (!this.alive || Number.isNaN(this.picture.now_ms)) return;
    this.now_ms = this.picture.now_ms + (performance.now() - this.heard_ms);
    this.load = this.load_.at(this.now_ms);
  }
}

export const live = new Live();
