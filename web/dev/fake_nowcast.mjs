// SPDX-License-Identifier: Apache-2.0
// Made-up streets around the fake city's stadium, and how a crowd that leaves it fills them; no model behind it.
const iso = (ms) => new Date(ms).toISOString();
const kMetres = 111_195;
const kMinute = 60_000;
const noise = (seed) => { const x = Math.sin(seed * 78.233) * 43758.5453; return x - Math.floor(x); };
const kLong = ['Rue de la Mâture', 'Boulevard du Stade', 'Rue des Horlogers', 'Allée du Levant', 'Rue du Phare', 'Quai des Forges'];
const kAcross = ['Rue Haute', 'Rue du 11-Novembre-1918', 'Passage des Écluses', 'Rue Neuve', 'Avenue de la Gare', 'Rue des Voiliers'];
const kStep = 130;

function streetsAround({ lat, lon }) {
  const squash = Math.cos((lat * Math.PI) / 180);
  const turn = 0.35;
  const at = (x, y) => [lon + (x * Math.cos(turn) - y * Math.sin(turn)) / (kMetres * squash), lat + (x * Math.sin(turn) + y * Math.cos(turn)) / kMetres];
  const streets = [];
  const street = (name, from, to, kind = 'street', width_m = 5) => {
    const bend = [(from[0] + to[0]) / 2 + 8 * (noise(streets.length) - 0.5), (from[1] + to[1]) / 2 + 8 * (noise(streets.length + 9) - 0.5)];
    streets.push({ kind, name, line: [at(...from), at(...bend), at(...to)], length_m: Math.round(Math.hypot(to[0] - from[0], to[1] - from[1])), width_m, area_m2: 600, from: Math.hypot(...bend) });
  };
  streets.push({ kind: 'square', name: 'Esplanade du Stade', line: [[-150, -90], [150, -90], [150, 90], [-150, 90]].map(([x, y]) => at(x, y)), length_m: 0, width_m: 0, area_m2: 41_000, from: 60 });
  for (let row = -3; row <= 3; row++) {
    for (let column = -4; column < 4; column++) {
      const [x, y] = [column * kStep, row * kStep];
      const inSquare = (u, v) => Math.abs(u) < 150 && Math.abs(v) < 90;
      if (!inSquare(x + kStep / 2, y)) street(noise(row * 7 + column) < 0.12 ? '' : kLong[(row + 3) % 6], [x, y], [x + kStep, y], row === 2 && column === 1 ? 'stairs' : 'street', 3.5 + (row + 3) % 4 * 1.5);
      if (row < 3 && !inSquare(x, y + kStep / 2)) street(kAcross[(column + 4) % 6], [x, y], [x, y + kStep], 'street', 3 + (column + 4) % 3 * 2);
    }
  }
  return {
    known_per_m2: 5, lat, lon, radius_m: 650, streets,
    exits: [['North', 0, 90], ['East', 150, 0], ['South', 0, -90], ['West', -150, 0]].map(([name, x, y]) => ({ name, lon: at(x, y)[0], lat: at(x, y)[1] })),
    places: [['Tram Horlogers', 'station', 390, 260], ['Parking Sud', 'parking', -260, -390], ['Vers le port', 'on_foot', -520, 130]].map(([name, kind, x, y]) => ({ name, kind, lon: at(x, y)[0], lat: at(x, y)[1] })),
    counters: [['Boulevard, caméra 3', 130, -65], ['Tram, quai', 390, 195], ['Pont', -260, 130]].map(([name, x, y]) => ({ name, lon: at(x, y)[0], lat: at(x, y)[1] })),
  };
}

export class Nowcast {
  /** `standing`: live, stale or ended; `ground`: ready or failed. */
  constructor(stadium, event, standing = 'live') {
    this.event = event;
    this.standing = standing;
    this.made_ms = Date.now() - (standing === 'stale' ? 8 : 1) * kMinute;
    const { streets, ...rest } = streetsAround(stadium);
    this.inner = streets;
    this.ground = { event, scenario: 'stade', ...rest, streets: streets.map(({ from: _, ...one }) => one) };
  }

  density(street, ahead_min) {
    const { from } = this.inner[street];
    const wave = 90 + ahead_min * 9;
    const strength = (ahead_min < 20 ? 6.4 : ahead_min < 40 ? 4.2 : 1.1) * Math.exp(-(((from - wave) / 170) ** 2));
    return strength * (0.25 + 0.95 * noise(street * 3 + 1));
  }

  nowcast() {
    const minutes_ahead = [0, 15, 30, 60];
    const streets = this.inner.map((_, street) => [street, ...minutes_ahead.flatMap((ahead) => {
      const centi = Math.round(100 * this.density(street, ahead));
      const wide = 0.08 + ahead / 140;
      return [centi, Math.round(centi * (1 - wide)), Math.round(centi * (1 + wide))];
    })]).filter(([, ...figures]) => figures.some((one) => one > 0));
    const [first = [1], second = [2]] = [...streets].sort((left, right) => right[4] - left[4]);
    const spread = (median, wide = 0.04) => ({ median, low80: Math.round(median * (1 - wide)), high80: Math.round(median * (1 + wide)) });
    const warning = ([street], threshold_per_m2, probability_percent, minutes) => ({ street, name: this.inner[street].name, threshold_per_m2, probability_percent, expected: iso(this.made_ms + minutes * kMinute) });
    const ended = this.standing === 'ended';
    return {
      event: this.event, scenario: 'stade', made: iso(this.made_ms), ...(ended ? { ended: iso(this.made_ms - 12 * kMinute) } : {}), planned: 16500, people: spread(18400),
      outside: spread(0), inside: spread(ended ? 0 : 9200, 0.06), walking: spread(ended ? 130 : 6100, 0.11), gone: spread(ended ? 18270 : 3100, 0.09),
      ...(ended ? {} : { clear50: iso(this.made_ms + 41 * kMinute), clear95: iso(this.made_ms + 55 * kMinute) }), heard: 9, distrusted: 1, silent: 2, minutes_ahead, streets: ended ? [] : streets,
      warnings: ended ? [] : [warning(first, 3.57, 78, 14), warning(second, 2, 61, 22)],
      reasons: [{ kind: 'people', about: '', percent: 112, minutes: 0 }, { kind: 'timing', about: '', percent: 100, minutes: 4 }, { kind: 'door', about: 'North', percent: 70, minutes: 0 }, { kind: 'towards', about: 'Tram Horlogers', percent: 140, minutes: 0 }],
      changed: 70,
    };
  }

  /** A new one each minute, unless it stands still. */
  step(now) {
    if (this.standing !== 'live' || now - this.made_ms < kMinute) return null;
    this.made_ms = now;
    return this.nowcast();
  }
}
