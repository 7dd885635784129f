// SPDX-License-Identifier: Apache-2.0
// A made-up crowd for dev/fake.mjs: zones around the middle of the bounds, days with a shape, an event, a forecast that errs; no model behind it.
const iso = (ms) => new Date(ms).toISOString();
const kMetres = 111_195;
const kHour = 3_600_000;
const squash = (lat) => Math.cos((lat * Math.PI) / 180);
/** Without chance: the same city at each start. */
const noise = (seed) => { const x = Math.sin(seed * 12.9898) * 43758.5453; return x - Math.floor(x) - 0.5; };

//   id, name, kind, middle in metres, width, depth, turn, capacity, licence, usual peak, hour of the peak
const kZones = [
  ['old-port', 'Vieux-Port', 'square', -560, -330, 190, 70, 0.5, 9000, 6000, 1900, 18],
  ['town-hall', 'Place de l’Hôtel de Ville', 'square', -230, 130, 110, 80, 0.2, 5000, undefined, 950, 12],
  ['market', 'Place du Marché', 'square', -390, 210, 44, 30, -0.3, 2600, 2200, 820, 10],
  ['estacade', 'Place de l’Estacade', 'square', 40, 235, 150, 90, 0.15, 7000, undefined, 640, 17],
  ['high-street', 'Rue de la Mâture', 'street', 300, 40, 340, 10, 0.9, 3200, undefined, 1500, 17],
  ['stadium', 'Esplanade du Stade', 'venue', 1050, 620, 260, 150, 0.35, 24000, 18000, 700, 19],
  ['central-station', 'Gare Centrale', 'station', 620, 520, 150, 70, -0.4, 4200, undefined, 2100, 8],
  ['garden', 'Jardin des Imprimeurs', 'park', -930, 280, 180, 140, 0, 6000, undefined, 520, 15],
  ['quay', 'Quai du Levant', 'street', 20, -420, 420, 22, -0.1, 4800, undefined, 900, 19],
];

export function zonesAt({ lat, lon }) {
  const at = (x, y) => [lon + x / (kMetres * squash(lat)), lat + y / kMetres];
  return kZones.map(([id, name, kind, x, y, width, depth, turn, capacity, licensed], index) => {
    const corner = (u, v) => at(x + (u * width * Math.cos(turn) - v * depth * Math.sin(turn)) / 2, y + (u * width * Math.sin(turn) + v * depth * Math.cos(turn)) / 2);
    const gate = (place, u, v, width_m, ground) => { const [glon, glat] = corner(u, v); return { id: `g${place}`, name: ['Accès nord', 'Accès sud', 'Escalier'][place], lon: glon, lat: glat, width_m, ground, capacity_per_min: Math.round(width_m * (ground === 'level' ? 82 : 66)), ...(place === 0 && index === 0 ? { to: 'town-hall' } : {}) }; };
    return {
      id, name, kind, outline: [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([u, v]) => corner(u, v)), area_m2: Math.round(width * depth * 0.85), capacity, ...(licensed ? { licensed } : {}), limit: licensed ?? capacity, district: 'baixa',
      gates: [gate(0, 0, 1, 4, 'level'), gate(1, 0, -1, 6, 'level'), ...(index % 2 ? [] : [gate(2, 1, 0.2, 2.5, 'stepped')])],
    };
  });
}

/** What there truly is, at any moment: a bump at the zone's hour, fuller at the weekend, a match this evening at the stadium. */
function truth(index, at_ms, began_ms) {
  const [id, , , , , , , , capacity, , peak, hour] = kZones[index];
  const date = new Date(at_ms);
  const h = ((((at_ms - began_ms) / kHour + 19.5) % 24) + 24) % 24;  // the match begins at half past seven of the made-up day
  const away = Math.min(Math.abs(h - hour), 24 - Math.abs(h - hour));
  const day = Math.exp(-((away / 3.4) ** 2)) + 0.45 * Math.exp(-(((h - 12.5) / 2) ** 2)) + 0.03;
  const weekend = [0, 6].includes(date.getUTCDay()) ? (id === 'central-station' ? 0.6 : 1.4) : 1;
  const match = id === 'stadium' ? 0.98 : id === 'central-station' ? 0.24 : id === 'old-port' ? 0.35 : 0;
  const since = (at_ms - began_ms) / kHour;
  const crowd = match * capacity * (1 / (1 + Math.exp(-(since - 0.1) * 4))) * (1 / (1 + Math.exp((since - 2.6) * 5)));
  return Math.max(0, peak * day * weekend * (1 + 0.1 * noise(Math.floor(at_ms / 9e6) + index * 31)) + crowd);
}

export class Crowd {
  constructor(centre) {
    this.zones = zonesAt(centre);
    this.centre = centre;
    this.began_ms = Math.floor(Date.now() / 900_000) * 900_000 + 1.5 * kHour;
  }
  people(index, at_ms) { return Math.round(truth(index, at_ms, this.began_ms)); }
  spread(index, hours) { return (0.05 + 0.11 * Math.min(1.6, Math.sqrt(Math.abs(hours) / 6))) * (this.people(index, Date.now()) + kZones[index][10] * 0.35); }

  states() {
    const now = Date.now();
    return this.zones.map((zone, index) => {
      const stale = zone.id === 'garden';
      const never = zone.id === 'quay';
      const people = zone.id === 'market' ? 4350 : zone.id === 'high-street' ? 9800 : this.people(index, now);
      return {
        zone: zone.id, at: iso(now), people, deviation: Math.round(people * (stale ? 0.3 : never ? 0.4 : 0.06) + 8), ...(never ? {} : { counted: iso(now - (stale ? 4.1e6 : 20_000 + index * 5000)) }), stale,
        gates: never ? [] : zone.gates.slice(0, index === 3 ? 1 : 3).map((gate, place) => ({ gate: gate.id, in_per_min: Math.round(gate.capacity_per_min * [0.5, 0.08, 0.72][place] * (zone.id === 'stadium' ? 1.25 : 0.6)), out_per_min: Math.round(gate.capacity_per_min * [0.09, 0.3, 0.2][place]), seen: iso(now - 30_000) })),
        sensors: never ? [] : [
          { source: 'feed/counters', feature: `${zone.id}-n`, doubt: stale ? 'silent' : 'none', seen: iso(now - (stale ? 4.1e6 : 30_000)), bias_permille: 12 },
          { source: 'http/cam-12', feature: '', doubt: index % 4 === 1 ? 'stuck' : 'none', seen: iso(now - 22_000), bias_permille: index % 3 === 0 ? -90 : 140 },
        ],
        changed: 50 + index,
      };
    });
  }

  forecasts() {
    const now = Date.now();
    const made = Math.floor(now / 300_000) * 300_000;
    const steps = [...Array.from({ length: 36 }, (_, step) => (step + 1) * 10), ...Array.from({ length: 42 }, (_, step) => 360 + (step + 1) * 30), ...Array.from({ length: 72 }, (_, step) => 1620 + (step + 1) * 118)];
    return this.zones.map((zone, index) => ({
      zone: zone.id, made: iso(made), model: 'zones-1 3fa91c04d2be',
      points: steps.map((minutes) => {
        const at_ms = made + minutes * 60_000;
        const people = this.people(index, at_ms);
        const s = this.spread(index, minutes / 60);
        const low = (k) => Math.max(0, Math.round(people - k * s));
        return { at: iso(at_ms), people, low80: low(1.28), high80: Math.round(people + 1.28 * s), low95: low(1.96), high95: Math.round(people + 1.96 * s), skilled: minutes < 1500 };
      }),
      drivers: zone.id === 'stadium' ? [
        { kind: 'arrivals', about: '', people: 4200, percent: 270 }, { kind: 'event', about: 'Vigie FC – Racing Levant', people: 12400, percent: 100, at: iso(this.began_ms) },
        { kind: 'transport', about: 'Ligne 2 interrompue', people: 900, percent: 100 }, { kind: 'weather', about: 'Pluie forte', people: -600, percent: 100 },
      ] : zone.id === 'quay' ? [{ kind: 'usual', about: '', people: 0, percent: 100 }] : [{ kind: 'level', about: '', people: 130, percent: 118 }, { kind: 'usual', about: '', people: 0, percent: 100 }],
      skill: [[15, 42, 61, 812], [60, 96, 140, 806], [360, 210, 258, 791], [1440, 330, 322, 780], [10080, 401, 401, 770]].map(([horizon_min, error, naive_error, inside80_permille]) => ({ horizon_min, error, naive_error, inside80_permille, judged: horizon_min > 5000 ? 9 : 480, on: error < naive_error || horizon_min > 5000 })),
      changed: 60 + index,
    }));
  }

  surges() {
    const stadium = this.forecasts().find(({ zone }) => zone === 'stadium');
    return [{ zone: 'stadium', threshold: 'limit', limit: 18000, probability_percent: 72, expected: iso(this.began_ms + 0.4 * kHour), people: 19100, made: iso(Date.now() - 90_000), drivers: stadium.drivers.slice(0, 3), changed: 70 }];
  }

  events() {
    const { lat, lon } = this.centre;
    const noon = Math.floor(Date.now() / 86_400_000) * 86_400_000;
    const make = (id, title, kind, venue, start, end, over = {}) => ({ id, source: 'feed/agenda', reference: id, title, kind, venue, lat: lat + 620 / kMetres, lon: lon + 1050 / (kMetres * squash(lat)), start: iso(start), end: iso(end), attendance: 0, cancelled: false, received: iso(noon), changed: 80, ...over });
    return [
      make('E-1', 'Vigie FC – Racing Levant', 'match', 'Stade du Levant', this.began_ms, this.began_ms + 1.75 * kHour, { attendance: 17500, doors: iso(this.began_ms - kHour) }),
      make('E-2', 'Marché du mardi', 'market', 'Place du Marché', noon + 5 * kHour, noon + 12 * kHour, { attendance: 2500 }),
      make('E-3', 'Concert sur le quai', 'concert', 'Quai du Levant', noon + 43 * kHour, noon + 46 * kHour, { attendance: 6000 }),
      make('E-4', 'Marche pour le climat', 'demonstration', 'Vieux-Port → Hôtel de Ville', noon + 37 * kHour, noon + 40 * kHour, { attendance: 3000 }),
      make('E-5', 'Fête foraine', 'festival', 'Esplanade du Stade', noon + 34 * kHour, noon + 46 * kHour, { cancelled: true }),
    ];
  }

  bulletins() {
    const now = Date.now();
    return [
      { source: 'feed/transit', reference: 'L2', kind: 'transport', severity: 'extreme', title: 'Ligne 2 interrompue', text: 'Entre Gare Centrale et Stade', start: iso(now - 1.2e6), end: iso(now + 7.2e6), features: ['L2'], areas: [], received: iso(now - 1.2e6), changed: 90 },
      { source: 'feed/weather', reference: 'V1', kind: 'weather', severity: 'severe', title: 'Pluie forte', text: '', start: iso(now + 3.6e6), end: iso(now + 2.5e7), features: [], areas: [], received: iso(now - 4e6), changed: 91 },
    ];
  }

  timeline(from, to, step_min) {
    const now = Date.now();
    const columns = Array.from({ length: Math.round((to - from) / (step_min * 60_000)) + 1 }, (_, column) => from + column * step_min * 60_000);
    return {
      from: iso(from), step_min,
      zones: this.zones.map((zone, index) => {
        const known = (at) => !(zone.id === 'quay' && at < now - 4 * 86_400_000);
        const people = columns.map((at) => (known(at) ? this.people(index, at) : null));
        const band = (sign) => columns.map((at, column) => (people[column] === null ? null : Math.max(0, Math.round(people[column] + sign * 1.28 * (at > now ? this.spread(index, (at - now) / kHour) : 30)))));
        return { zone: zone.id, people, low80: band(-1), high80: band(1), imputed: columns.map((at) => at < now && (zone.id === 'garden' ? at > now - 5e6 || new Date(at).getUTCHours() < 5 : zone.id === 'quay')) };
      }),
    };
  }

  history(id, from, to) {
    const index = this.zones.findIndex((zone) => zone.id === id);
    if (index < 0) return null;
    const start = Math.floor(from / 300_000) * 300_000;
    const at = Array.from({ length: Math.floor((to - start) / 300_000) + 1 }, (_, step) => start + step * 300_000);
    return {
      zone: id, from: iso(start), step_min: 5, people: at.map((one) => Math.round(this.people(index, one) * (1 + 0.03 * noise(one / 3e5)))), deviation: at.map((one) => Math.round(this.people(index, one) * 0.05 + 8)),
      imputed: at.map((one) => (id === 'garden' && one > to - 5e6) || id === 'quay'), forecast_60: at.map((one) => Math.round(this.people(index, one) * (1 + 0.16 * noise(Math.floor(one / 2.4e6) + index)))),
    };
  }
}
