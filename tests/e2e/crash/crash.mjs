// SPDX-License-Identifier: Apache-2.0
// kill -9 at random moments under load: nothing that was acknowledged is lost, and the server is back within five seconds.
//
// VIGIE_CRASHES: how often (10). VIGIE_SEED: of the moments and the load (printed).
import path from 'node:path';
import { claim, measured, sleep, verdict } from '../lib/claims.mjs';
import { records } from '../lib/journal.mjs';
import { colleague, first_admin, logged_in } from '../lib/people.mjs';
import { serve, temporary_folder, vigie, vigie_json } from '../lib/vigie.mjs';
import { Acknowledged, load } from './load.mjs';

const crashes = Number(process.env.VIGIE_CRASHES ?? 10);
const seed = Number(process.env.VIGIE_SEED ?? Date.now() % 1_000_000);
console.log(`${crashes} crashes, VIGIE_SEED=${seed}`);

/** mulberry32: small, seeded, good enough to choose moments. */
function seeded(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = seeded(seed);

const folder = temporary_folder('crash');
const city = path.join(folder, 'city');
const data = path.join(folder, 'data');
const log = path.join(folder, 'server.log');
const acknowledged = new Acknowledged();
await vigie('city', 'demo', '--city', city);

let operator;
let token;
let incident;
let longest_restart = 0;

async function prepare(server) {
  const admin = await first_admin(server);
  operator = await colleague(server, admin, 'alice', 'operator');
  ({ token } = await vigie_json('source', 'enrol', 'crash', '--data', data, '--json'));
  operator.centre = (await operator.get('/api/v1/city')).json.centre;
  const opened = await operator.command({ command: 'open_incident', title: 'crash test', rank: 3, ...operator.centre });
  incident = opened.json.incident;
}

/** What was acknowledged and the journal does not hold. */
async function lost() {
  const observed = new Set((await records(data, 'observed')).map(({ payload }) => JSON.stringify(payload).match(/crash-\d+-\w-\d+/)?.[0]));
  const noted = new Set((await records(data, 'commanded')).map(({ payload }) => JSON.stringify(payload).match(/note \d+-\w-\d+/)?.[0]));
  return [...acknowledged.observations.keys()].filter((id) => !observed.has(id))
    .concat([...acknowledged.notes].filter((text) => !noted.has(text)));
}

for (let round = 0; round < crashes; round += 1) {
  const server = await serve({ city, data, log });
  if (round === 0) await prepare(server);
  else longest_restart = Math.max(longest_restart, server.ready_ms);
  await logged_in(operator, server.url, 'alice');
  // What was acknowledged before the crash is known after it: the same again is a duplicate.
  const again = [...acknowledged.observations.values()].slice(-5);
  if (again.length > 0) {
    const { json } = await operator.observe(token, again);
    claim(`round ${round}: the last ${again.length} acknowledged are known again`,
      json?.receipts?.every(({ result }) => result === 'duplicate'), JSON.stringify(json));
  }
  let dead = false;
  const working = load({ operator, token, incident, round, random, acknowledged, over: () => dead });
  await sleep(100 + random() * 900);
  const how = await server.kill();
  dead = true;
  await working;
  claim(`round ${round}: it was the kill that ended it`, how.signal === 'SIGKILL', JSON.stringify(how));
  const missing = await lost();
  claim(`round ${round}: none of ${acknowledged.observations.size} observations and ${acknowledged.notes.size} commands is lost`,
    missing.length === 0, missing.slice(0, 5).join(' '));
}

const replay = await vigie_json('replay', data, '--verify', '--json');
claim(`the journal of ${replay.records} records replays to the same state`, replay.equal === true, JSON.stringify(replay));
claim('there was something to lose', acknowledged.observations.size > crashes && acknowledged.notes.size > crashes);
claim('it was back within 5 s each time', longest_restart <= 5000, `${longest_restart.toFixed(0)} ms`);
measured('longest_restart_ms', longest_restart);
measured('acknowledged_observations', acknowledged.observations.size);
measured('acknowledged_commands', acknowledged.notes.size);
process.exit(verdict());
