// SPDX-License-Identifier: Apache-2.0
// The made-up city behind dev/fake.mjs: units that drift, incidents that obey commands.
import { Crowd } from './fake_crowd.mjs';
import { Nowcast } from './fake_nowcast.mjs';
import * as streets from './fake_streets.mjs';

const kKinds = ['foot', 'bicycle', 'motorbike', 'car', 'van', 'dog'];
const kStatuses = ['free', 'free', 'free', 'busy', 'off_duty', 'free', 'en_route', 'on_scene'];
const kSkills = ['first_aid', 'armed', 'dog', 'negotiator'];
const kStreets = ['Rua de Santa Catarina', 'Avenida dos Aliados', 'Rua das Flores', 'Largo da Sé', 'Cais da Ribeira', 'Rua do Almada', 'Praça da Batalha'];
const iso = (ms) => new Date(ms).toISOString();

export class World {
  /** `followed`: live, stale, ended, failed or none. */
  constructor(scenario, bounds, followed = 'live') {
    this.bounds = bounds;
    this.seed = 7;
    this.sequence = 100;
    this.pending = {};
    this.removed = [];
    this.alarms = new Map();
    this.incidents = new Map();
    this.missions = new Map();
    this.recommendations = new Map();
    this.road_changes = new Map();
    const now = Date.now();
    const count = scenario === 'many' ? 5000 : 20;
    this.units = new Map();
    this.positions = new Map();
    for (let index = 1; index <= count; index++) {
      const id = `PM-${String(index).padStart(2, '0')}`;
      this.units.set(id, { id, kind: kKinds[index % 6], status: kStatuses[index % 8], skills: kSkills.filter(() => this.random() < 0.3), distress: false, changed: 1 });
      const narrow = scenario === 'many' ? 0.9 : 0.3;
      this.positions.set(id, { unit: id, ...this.place(narrow), heading_deg: this.random() * 360, speed_mps: 4, seen: iso(now - (index === 9 ? 400_000 : 4000)), precision: 'exact' });
    }
    this.links = [['mqtt', 'up', ''], ['tak', 'up', '20 devices'], ['http', 'up', ''], ['roads/dialog', scenario === 'flood' ? 'down' : 'up', '4 regulations']].map(([name, state, detail]) => ({ name, state, since: iso(now - 7.2e6), detail, changed: 1 }));
    this.broken = scenario === 'broken';
    this.crowd = scenario === 'empty' ? null : new Crowd(this.city().centre);
    const { lat, lon } = this.city().centre;
    const stadium = { lat: lat + 0.0056, lon: lon + 0.0129 };
    this.streets_broken = followed === 'failed';
    this.streets = scenario === 'empty' || followed === 'none' ? null : new Nowcast(stadium, 'E-1', followed);
    if (scenario === 'empty' || scenario === 'calm') return;
    for (const change of streets.examples(this.city().centre)) this.touch('road_changes', change);
    this.incident('panic_button', 0, 95);
    this.incident('gunshot', 1, 340, { owner: 'bruno' });
    this.incident('call', 3, 610, { title: 'Bagarre devant un bar' });
    this.incident('call', 2, 1900, { owner: 'amelie', title: 'Véhicule contresens' });
    this.alarm('camera_flag', 3, 45, null, { text: 'Cais da Ribeira, abandoned object' });
    this.alarm('crowd_surge', 3, 90, null, { source: 'crowd/stadium', lat: this.crowd.centre.lat + 0.0056, lon: this.crowd.centre.lon + 0.0129 });
    if (this.streets) { const [{ street }] = this.streets.nowcast().warnings.concat({ street: 0 }); this.alarm('crowd_surge', 2, 50, null, { source: `crowd/streets/E-1/${street}`, ...stadium }); }
    if (scenario === 'flood') for (let index = 0; index < 14; index++) this.alarm(index % 3 ? 'camera_flag' : 'call', 3, index * 20, null, { text: `${kStreets[index % 7]} ${index + 2}` });
  }

  random() { this.seed = (this.seed * 1103515245 + 12345) % 2147483648; return this.seed / 2147483648; }
  place(narrow = 0.3) {
    const [w, s, e, n] = this.bounds;
    const at = (a, b) => (a + b) / 2 + (this.random() - 0.5) * (b - a) * narrow;
    return { lat: at(s, n), lon: at(w, e) };
  }
  touch(what, entry) { entry.changed = ++this.sequence; this[what].set(entry.id ?? entry.incident ?? entry.unit, entry); (this.pending[what] ??= new Set()).add(entry); return entry; }

  alarm(kind, rank, ago_s, incident, over = {}) {
    const at = iso(Date.now() - ago_s * 1000);
    const id = `A-${++this.sequence}`;
    const place = incident ? { lat: incident.lat, lon: incident.lon } : this.place(0.25);
    return this.touch('alarms', { id, state: 'new', rank, kind, source: kind === 'panic_button' ? 'mqtt/button-17' : 'http/cctv', seen: at, received: at, timeliness: 'on_time', ...place, repeats: 0, incident: incident?.id, ...over });
  }
  incident(kind, rank, ago_s, over = {}) {
    const id = `I-${++this.sequence}`;
    const place = this.place(0.2);
    const opened = iso(Date.now() - ago_s * 1000);
    const incident = { id, state: 'open', rank, nature: '', kind, title: '', address: `${Math.ceil(this.random() * 90)} ${kStreets[this.sequence % 7]}`, opened, ...place, alarms: [], missions: [], timeline: [{ at: opened, who: 'source:mqtt/button-17', what: 'opened', text: '' }], changed: 1, ...over };
    incident.alarms.push(this.alarm(kind, rank, ago_s, incident, over.owner ? { state: 'owned', acknowledged_by: over.owner } : {}).id);
    this.touch('incidents', incident);
    this.recommend(incident);
    return incident;
  }
  recommend(incident) {
    const free = [...this.units.values()].filter((unit) => unit.status === 'free').map((unit) => {
      const at = this.positions.get(unit.id);
      const metres = Math.hypot((at.lat - incident.lat) * 111_000, (at.lon - incident.lon) * 83_000) * 1.3;
      return { unit, metres, seconds: Math.round(metres / 6 + 20) };
    }).sort((left, right) => left.seconds - right.seconds).slice(0, 5);
    const candidates = free.map(({ unit, metres, seconds }, index) => ({
      unit: unit.id, kind: unit.kind, status: unit.status, travel_s: seconds, eta_s: seconds + 35, eta_p90_s: Math.round(seconds * 1.4) + 60, distance_m: Math.round(metres), position_age_s: 3 + index * 4,
      ahead_of: free[index + 1]?.unit.id, ahead_s: (free[index + 1]?.seconds ?? seconds) - seconds, missing: index === 1 ? ['first_aid'] : [],
    }));
    this.note(incident, 'engine:vigie', 'proposed', candidates.map((one) => one.unit).join(', '));
    this.touch('recommendations', { incident: incident.id, made: iso(Date.now() - 3000), model: 'road/1', candidates, considered: 14, without_position: 2, unreachable: 0 });
  }
  note(incident, who, what, text) { incident.timeline = [...incident.timeline, { at: iso(Date.now()), who, what, text }]; }

  step() {
    const now = Date.now();
    if (this.crowd && now - (this.crowd_ms ?? 0) > 10_000) {
      this.crowd_ms = now;
      for (const state of this.crowd.states()) (this.pending.crowd ??= new Set()).add(state);
    }
    const told = this.streets?.step(now);
    if (told) (this.pending.nowcasts ??= new Set()).add(told);
    const move = (this.pending.positions ??= new Set());
    for (const position of this.positions.values()) {
      if (this.units.size < 100 && position.unit === 'PM-09') continue;
      if (this.units.get(position.unit).status === 'on_scene' || this.random() < 0.5) continue;
      const heading = ((position.heading_deg + (this.random() - 0.5) * 40) * Math.PI) / 180;
      position.lat += Math.cos(heading) * 0.00005;
      position.lon += Math.sin(heading) * 0.00007;
      position.heading_deg = ((heading * 180) / Math.PI + 360) % 360;
      position.seen = iso(now);
      move.add(position);
    }
  }
  command(what) {
    const incident = this.incidents.get(what.incident);
    const edit = (collection, entry, over) => this.touch(collection, Object.assign(entry, over));
    switch (what.command) {
      case 'acknowledge_alarm': edit('alarms', this.alarms.get(what.alarm), { state: 'acknowledged', acknowledged_by: 'alice' }); break;
      case 'own_incident':
        if (incident.owner === 'bruno') return { error: `${incident.id} is owned by bruno since 14:02:11` };
        this.note(incident, 'user:alice', 'owned', ''); edit('incidents', incident, { owner: 'alice' }); break;
      case 'send_unit': {
        const id = `M-${++this.sequence}`;
        this.note(incident, 'user:alice', 'sent', what.unit);
        incident.missions = [...incident.missions, id];
        this.touch('missions', { id, unit: what.unit, incident: incident.id, state: 'sent', decided_by: 'alice', proposed_as: what.proposed_as, reason: what.reason ?? '', reached: { sent: iso(Date.now()) } });
        edit('units', this.units.get(what.unit), { status: 'sent' });
        edit('incidents', incident, { state: 'engaged' });
        ['delivered', 'en_route'].forEach((state, index) => setTimeout(() => this.reach(id, state), 500 + index * 1200));
        return { sequence: this.sequence, mission: id };
      }
      case 'report_mission': this.reach(what.mission, what.state); break;
      case 'set_unit_status': edit('units', this.units.get(what.unit), { status: what.status }); break;
      case 'write_note': this.note(incident, 'user:alice', 'note', what.text); edit('incidents', incident, {}); break;
      case 'close_incident': this.note(incident, 'user:alice', 'closed', what.text ?? ''); edit('incidents', incident, { state: 'closed', disposition: what.disposition }); break;
      case 'change_road': case 'withdraw_road_change': case 'restore_road_change': {
        const change = streets.act(what, this.road_changes, `R-${++this.sequence}`);
        if (!change) return { error: 'no such road change' };
        this.touch('road_changes', change);
        return { sequence: this.sequence, road_change: change.id };
      }
      default: break;
    }
    return { sequence: ++this.sequence };
  }
  reach(id, state) {
    const mission = this.missions.get(id);
    this.touch('missions', { ...mission, state, reached: { ...mission.reached, [state]: iso(Date.now()) } });
    if (state !== 'delivered') this.touch('units', Object.assign(this.units.get(mission.unit), { status: state === 'done' ? 'free' : state }));
    const incident = this.incidents.get(mission.incident);
    this.note(incident, `device:${mission.unit}`, state, '');
    this.touch('incidents', { ...incident, state: state === 'on_scene' ? 'on_scene' : incident.state });
  }
  dev(what) {
    if (what === 'panic') this.incident('panic_button', 0, 2);
    if (what === 'distress') { const unit = this.units.get('PM-07'); this.touch('units', Object.assign(unit, { distress: true })); this.incident('officer_distress', 0, 3).unit = 'PM-07'; [...this.alarms.values()].at(-1).unit = 'PM-07'; }
  }

  snapshot() { return { type: 'snapshot', sequence: this.sequence, now: iso(Date.now()), counts: [], links: this.links, nowcasts: this.streets ? [this.streets.nowcast()] : [], ...Object.fromEntries(['states', 'forecasts', 'surges', 'events', 'bulletins'].map((name) => [name === 'states' ? 'crowd' : name, this.crowd?.[name]() ?? []])), ...Object.fromEntries(['alarms', 'incidents', 'missions', 'units', 'recommendations', 'road_changes', 'positions'].map((name) => [name, [...this[name].values()]])) }; }
  delta() {
    const delta = { type: 'delta', sequence: this.sequence, now: iso(Date.now()), ...Object.fromEntries(Object.entries(this.pending).map(([name, entries]) => [name, [...entries]])) };
    this.pending = {};
    return delta;
  }
  preview({ lines }) { return streets.preview(lines); }
  coverage(minutes) { return streets.coverage(minutes, this.positions, this.units, this.city().districts); }
  route(id) { const mission = this.missions.get(id); return mission && streets.route(mission, this.incidents.get(mission.incident), this.positions.get(mission.unit)); }
  me() { return { name: 'alice', role: 'supervisor', csrf: 'x', may: ['city:read', 'stream:read', 'devices:read', 'devices:manage', 'users:read', 'users:manage', 'audit:read', 'roads:read', 'coverage:read', 'mission_route:read', ...['acknowledge_alarm', 'shelve_alarm', 'confirm_alarm', 'open_incident', 'own_incident', 'send_unit', 'cancel_mission', 'report_mission', 'set_unit_status', 'write_note', 'classify_incident', 'close_incident', 'undo_unit_status', 'typed_command', 'change_road', 'withdraw_road_change', 'restore_road_change'].map((one) => `command:${one}`)] }; }
  city() {
    const [w, s, e, n] = this.bounds;
    const box = (id, name, x0, x1) => { const a = w + (e - w) * x0; const b = w + (e - w) * x1; return { id, name, rings: [[[a, s], [b, s], [b, n], [a, n], [a, s]]] }; };
    return { name: 'Porto', time_zone: 'Europe/Lisbon', simulated: true, synthetic: false, bounds: this.bounds, centre: { lat: (s + n) / 2, lon: (w + e) / 2 }, min_zoom: 10, max_zoom: 14, attribution: '© OpenStreetMap contributors (ODbL)', districts: [box('foz', 'Foz', 0, 0.33), box('baixa', 'Baixa', 0.33, 0.66), box('campanha', 'Campanhã', 0.66, 1)] };
  }
  search(text) { return kStreets.filter((street) => street.toLowerCase().includes(text.toLowerCase())).map((label) => ({ label, kind: 'street', district: 'Baixa', ...this.place(0.2) })); }
  users() { return { users: [{ name: 'alice', role: 'supervisor', state: 'active', last_login: iso(Date.now()) }, { name: 'bruno', role: 'operator', state: 'active', last_login: iso(Date.now() - 4e6) }, { name: 'chloe', role: 'planner', state: 'invited' }, { name: 'denis', role: 'operator', state: 'revoked' }] }; }
  devices() { return { devices: [...this.units.keys()].slice(0, 12).map((name, index) => ({ name, unit: name, state: index === 3 ? 'revoked' : 'active', connected: index !== 5, expires: iso(Date.now() + 2e9) })) }; }
  audit() { return { size: 412, verified: true, head: 'a3f1c09d'.repeat(8), entries: Array.from({ length: 12 }, (_, index) => ({ index: 412 - index, at: iso(Date.now() - index * 61_000), who: 'user:alice', what: 'command:send_unit', why: 'I-101', outcome: 'done' })) }; }
}
