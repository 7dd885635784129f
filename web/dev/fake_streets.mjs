// SPDX-License-Identifier: Apache-2.0
// Made-up road changes, coverage and routes for dev/fake.mjs: shapes of the right kind, no road graph behind them.
const iso = (ms) => new Date(ms).toISOString();
const kMetres = 111_000;
const squash = (lat) => Math.cos((lat * Math.PI) / 180);
const metres = (line) => Math.round(line.slice(1).reduce((sum, [x, y], index) => sum + Math.hypot((x - line[index][0]) * squash(y), y - line[index][1]) * kMetres, 0));

export function preview(lines) {
  const length_m = lines.reduce((sum, line) => sum + metres(line), 0);
  return { streets: length_m > 300 ? ['Rua do Almada', 'Rua da Picaria'] : ['Rua do Almada'], length_m: Math.max(length_m, 60), off_road_m: length_m > 700 ? 38 : 0, lines: lines[0].length > 1 ? lines : [[lines[0][0], [lines[0][0][0] + 0.0006, lines[0][0][1]]]] };
}

/** One of each kind, around the middle of the bounds. */
export function examples(centre) {
  const now = Date.now();
  const at = (x, y) => [centre.lon + x / (kMetres * squash(centre.lat)), centre.lat + y / kMetres];
  const make = (index, title, line, over) => ({
    id: `R-${index}`, origin: 'operator', source: 'user/alice', reference: '', title, effect: 'closed', sense: 'both', bars: 'everyone', lines: [line.map(([x, y]) => at(x, y))],
    start: iso(now - 3_000_000), streets: [title], length_m: metres(line.map(([x, y]) => at(x, y))), by: 'user:alice', received: iso(now - 3_000_000), changed: index, ...over,
  });
  return [
    make(1, 'Rua do Almada', [[-300, 100], [-290, 420], [-270, 560]], { end: iso(now + 5_400_000) }),
    make(2, 'Avenida dos Aliados', [[-120, 80], [-100, 480]], { bars: 'ordinary_traffic', origin: 'event', reference: 'Fête de la musique', by: 'user:bruno' }),
    make(3, 'Rua de Passos Manuel', [[120, 60], [420, 90]], { effect: 'one_way', sense: 'along', origin: 'feed', source: 'feed/dialog', by: 'source:dialog', end: iso(now + 9e7) }),
    make(4, 'Rua Formosa', [[100, 260], [480, 300]], { effect: 'speed_limit', speed_kmh: 30, end: iso(now + 2e9), origin: 'feed', source: 'feed/dialog', by: 'source:dialog' }),
    make(5, 'Rua de Sá da Bandeira', [[60, -80], [80, 240]], { start: iso(now + 9e7), end: iso(now + 1.2e8), origin: 'event', reference: 'Marathon', by: 'user:chloe' }),
    make(6, 'Ponte — travaux de nuit', [[-60, -520], [-40, -260]], { hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '22:00', to: '05:00' }], origin: 'feed', source: 'feed/dialog', by: 'source:dialog' }),
    make(7, 'Rua das Flores', [[-420, -200], [-260, -120]], { withdrawn: iso(now - 600_000), withdrawn_by: 'user:alice', withdrawn_because: 'Rouverte, vue à l’écran' }),
  ];
}

/** What a command does to a road change; null where it is none of these commands. */
export function act(what, changes, id) {
  if (what.command === 'change_road') {
    const said = preview(what.lines);
    return { id, origin: what.event ? 'event' : 'operator', source: 'user/alice', reference: what.event ?? '', sense: 'both', bars: 'everyone', start: iso(Date.now()), ...what, command: undefined, event: undefined, streets: said.streets, length_m: said.length_m, by: 'user:alice', received: iso(Date.now()) };
  }
  const change = changes.get(what.road_change);
  if (!change) return null;
  if (what.command === 'withdraw_road_change') return { ...change, withdrawn: iso(Date.now()), withdrawn_by: 'user:alice', withdrawn_because: what.reason };
  const { withdrawn, withdrawn_by, withdrawn_because, ...rest } = change;
  return what.command === 'restore_road_change' ? rest : null;
}

export function coverage(minutes, positions, units, districts) {
  const free = [...positions.values()].filter((at) => units.get(at.unit).status === 'free');
  const blob = ({ lat, lon }, radius_m, seed) => Array.from({ length: 25 }, (_, step) => {
    const turn = ((step % 24) / 24) * 2 * Math.PI;
    const reach = radius_m * (0.8 + 0.2 * Math.sin(turn * 3 + seed) * Math.cos(turn * 2));
    return [lon + (Math.cos(turn) * reach) / (kMetres * squash(lat)), lat + (Math.sin(turn) * reach) / kMetres];
  });
  return {
    at: iso(Date.now()), units: free.length,
    bands: minutes.map((minute) => ({ minutes: minute, area_km2: minute * minute * 0.31, polygons: free.slice(0, 3).map((at, index) => [blob(at, minute * 170, index)]) })),
    districts: districts.map(({ id, name }, index) => ({ id, name, share: minutes.map((minute) => (free.length === 0 ? 0 : Math.min(1, (minute / 8) * (0.5 + 0.25 * index)))) })),
  };
}

export function route(mission, incident, at) {
  const line = [[at.lon, at.lat], [at.lon, (at.lat + incident.lat) / 2], [incident.lon, (at.lat + incident.lat) / 2], [incident.lon, incident.lat]];
  const distance_m = metres(line);
  return { mission: mission.id, at: iso(Date.now()), seconds: Math.round(distance_m / 7), p90_s: Math.round(distance_m / 5), distance_m, position_age_s: Math.round((Date.now() - Date.parse(at.seen)) / 1000), line };
}
