// SPDX-License-Identifier: Apache-2.0
// The main job on a real city with real clients: a button in a street of Porto, a unit's phone, and back.
//
// Porto from OpenStreetMap; twenty node-tak phones over mutual TLS; mosquitto; Chromium at the desk. Artefacts: build/e2e/.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { have_broker, publish, start_broker } from '../lib/broker.mjs';
import { have_browser, open_browser, open_page, screenshot, serious_findings } from '../lib/browser.mjs';
import { claim, measured, now_ms, skip, until, verdict } from '../lib/claims.mjs';
import { first_admin, invite } from '../lib/people.mjs';
import { artefacts, project, serve, temporary_folder, test_data, vigie_json } from '../lib/vigie.mjs';
import { Desk } from './desk.mjs';
import { SQUARE, enrol_units } from './units.mjs';

const PORTO = path.join(test_data, 'osm/porto.osm.pbf');
if (!existsSync(PORTO)) skip(`no osm/porto.osm.pbf in VIGIE_TEST_DATA (${test_data})`);
if (!have_broker) skip('no mosquitto and mosquitto_pub on this machine');
if (!have_browser) skip('no Chromium on this machine');
if (!existsSync(path.join(project, 'web/dist/index.html'))) skip('the console is not built: ./dev build');

const folder = temporary_folder('story');
const city = path.join(folder, 'porto');
const data = path.join(folder, 'data');
mkdirSync(artefacts, { recursive: true });
const log = path.join(artefacts, 'story-server.log');

// --- the city, the server, the people --------------------------------------------------------------------------------

const imported = await vigie_json('city', 'import', PORTO, '--city', city, '--json');
claim('Porto has tens of thousands of car nodes, its streets, addresses and tiles',
  imported.car_nodes > 20_000 && imported.streets > 1000 && imported.addresses > 0 && imported.tiles > 500, JSON.stringify(imported));
measured('import_s', imported.seconds);

const broker = await start_broker(folder);
const units = await enrol_units(20, data, folder);
const server = await serve({ city, data, mqtt_port: broker.port, log });
measured('server_ready_ms', server.ready_ms);
const admin = await first_admin(server);
const link = await invite(admin, 'alice', 'operator');

const browser = await open_browser();
const page = await open_page(browser, { url: server.url });
const desk = new Desk(page);
await desk.enrol(link, 'alice');

// --- twenty units on the road -------------------------------------------------------------------------------------------

for (const unit of units) await unit.connect(server.cot_port);
for (const unit of units) { unit.report_every(1000); unit.status('free'); }
await until('twenty free units with a place at the desk', async () => {
  const picture = await desk.picture();
  return picture.units.filter(({ status }) => status === 'free').length === 20 && picture.positions.length === 20;
}, { within_ms: 20_000 });
claim('twenty phones report over mutual TLS, and the desk knows where each is', true);
await screenshot(page, '1-quiet-desk');

// --- a button is pressed ------------------------------------------------------------------------------------------------

const button = { id: 'press-1', kind: 'panic_button', seen: new Date().toISOString(), ...SQUARE, text: 'Praça da Liberdade' };
const on_screen_ms = await desk.next_alarm(() => publish(broker.port, 'vigie/v1/panic/button-17', button));
measured('button_to_screen_ms', on_screen_ms);
claim('within a second the alarm stands at the desk', on_screen_ms <= 1000, `${on_screen_ms.toFixed(0)} ms`);
await publish(broker.port, 'vigie/v1/panic/button-17', button);  // quality of service 1: at least once

await desk.open_next();
const picture = await until('proposals', async () => {
  const now = await desk.picture();
  return now.recommendations.length > 0 && now;
});
measured('button_to_proposals_ms', Date.parse(picture.recommendations[0].made) - Date.parse(button.seen));
const incident = picture.incidents[0];
const { candidates } = picture.recommendations[0];
claim('one press is one alarm and one incident, also when the broker delivers it twice',
  picture.alarms.length === 1 && picture.incidents.length === 1);
claim('five units are proposed, the quickest first, each but the last with the one it is ahead of',
  candidates.length === 5 && candidates.every((c, i) => i === 0 || c.eta_s >= candidates[i - 1].eta_s && c.eta_p90_s >= c.eta_s) &&
  candidates.slice(0, 4).every((c, i) => c.ahead_of === candidates[i + 1].unit), JSON.stringify(candidates));
claim('the desk shows the five', (await desk.count('candidate')) === 5);
claim('nobody is sent before somebody decides', picture.missions.length === 0);
await screenshot(page, '2-alarm-with-proposals');
const findings = await serious_findings(page);
claim('axe finds nothing serious', findings.length === 0, findings.join('; '));

// --- the operator decides -----------------------------------------------------------------------------------------------

const chosen = units.find(({ name }) => name === candidates[0].unit);
const decided = now_ms();
await desk.send_first();
const tasking = await chosen.tasking();
measured('decision_to_phone_ms', tasking.at - decided);
claim(`the phone of ${chosen.name} is told`, tasking.state === 'sent');
claim('no other phone is', units.every((u) => u === chosen || u.received.every(({ event }) => !event.detail?.vigie?._attributes?.mission)));
await screenshot(page, '3-sent');

const mission = async () => (await desk.picture()).missions.find(({ id }) => id === tasking.mission);
for (const state of ['en_route', 'on_scene', 'done']) {
  chosen.answer(tasking.mission, state);
  await until(`the mission to be ${state}`, async () => (await mission())?.state === state);
  claim(`the unit answers ${state}, and the desk knows`, true);
}
await desk.close('resolved');
await until('the incident to be closed', async () => {
  const found = (await desk.picture()).incidents.find(({ id }) => id === incident.id);
  return !found || (found.state === 'closed' && found.disposition === 'resolved');
});
claim('the incident is closed with its outcome', true);
await screenshot(page, '4-closed');

// --- both languages, no stranger, no fault ------------------------------------------------------------------------------

await desk.in_other_language();
const other_findings = await serious_findings(page);
claim('axe finds nothing serious in the other language', other_findings.length === 0, other_findings.join('; '));
await screenshot(page, '5-other-language');
claim('the page asked nobody but its own server', page.strangers.length === 0, page.strangers.join(' '));
claim('the page threw nothing', page.faults.length === 0, page.faults.join('; '));

// --- a phone is lost ------------------------------------------------------------------------------------------------------

const lost = units.find((unit) => unit !== chosen);
const revoked = now_ms();
await admin.ask('DELETE', `/api/v1/devices/${lost.name}`);
await until('the lost phone to be cut off', () => lost.closed, { within_ms: 5000, every_ms: 10 });
measured('revocation_ms', now_ms() - revoked);
claim('a revoked phone is cut off within two seconds', now_ms() - revoked <= 2000);

// --- the record ------------------------------------------------------------------------------------------------------------

await browser.close();
for (const unit of units) unit.close();
const how = await server.stop();
claim('the server ends when told to', how.code === 0, JSON.stringify(how));
broker.stop();
const replay = await vigie_json('replay', data, '--verify', '--json');
claim(`${replay.records} records replay to the same state, byte for byte`, replay.equal === true, JSON.stringify(replay));
const audit = await vigie_json('audit', 'verify', '--data', data, '--json');
claim('the audit verifies', audit.sound === true, JSON.stringify(audit));
process.exit(verdict());
