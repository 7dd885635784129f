// SPDX-License-Identifier: Apache-2.0
// Two desks and a street: one closes it on the map, the other sees it, it is taken back; then by keyboard, ahead of time, by a feed, on a phone.
//
// The invented harbour city with its simulated units; Chromium at both desks. Artefacts: build/e2e/.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { have_browser, open_browser, open_page, screenshot, serious_findings } from '../lib/browser.mjs';
import { claim, kPatience, measured, now_ms, skip, until, verdict } from '../lib/claims.mjs';
import { colleague, first_admin, invite } from '../lib/people.mjs';
import { artefacts, project, serve, temporary_folder, vigie, vigie_json } from '../lib/vigie.mjs';
import { Desk } from '../story/desk.mjs';
import { Street } from './street.mjs';

if (!have_browser) skip('no Chromium on this machine');
if (!existsSync(path.join(project, 'web/dist/index.html'))) skip('the console is not built: ./dev build');

const folder = temporary_folder('streets');
const city = path.join(folder, 'demo');
const data = path.join(folder, 'data');
const no_scenarios = temporary_folder('no-scenarios');  // nobody follows the match's streets: that is e2e_nowcast's
mkdirSync(artefacts, { recursive: true });
await vigie('city', 'demo', '--city', city, '--quiet');
const server = await serve({ city, data, log: path.join(artefacts, 'streets-server.log'), options: ['--simulate', '--no-cot', '--scenarios', no_scenarios] });
const admin = await first_admin(server);
const browser = await open_browser();

async function desk_of(name, locale, role = 'operator') {
  const link = await invite(admin, name, role);
  const page = await open_page(browser, { url: server.url, locale });
  const desk = new Desk(page);
  await desk.enrol(link, name);
  return { desk, page, street: new Street(page) };
}
/** One that draws its map in software slows the others down: whoever has done goes. */
async function leave({ page }) {
  claim('a page asked nobody but its own server', page.strangers.length === 0, page.strangers.join(' '));
  claim('a page threw nothing', page.faults.length === 0, page.faults.join('; '));
  await page.context().close();
}
const alice = await desk_of('alice');
const bruno = await desk_of('bruno', 'en-GB');

const simulated = await until('the road changes of the simulated day', async () => {
  const found = (await alice.street.every_change()).filter(({ source }) => source === 'feed/sim');
  return found.length > 0 && found;
});
claim('the simulated day has its road authority: one street closed now, one by night, one tomorrow',
  simulated.length === 3 && simulated.every(({ origin, streets, length_m }) => origin === 'feed' && streets.length > 0 && length_m > 0)
  && simulated.filter(({ hours }) => hours?.length > 0).length === 1 && simulated.filter(({ start }) => Date.parse(start) > Date.now()).length === 1, JSON.stringify(simulated));

// --- a street is closed on the map --------------------------------------------------------------------------------------

const drawn = await alice.street.draw();
claim('the streets under the line are told before anything is sent', drawn.found !== '' && drawn.length_m > 0, JSON.stringify(drawn));
claim('nothing is closed while it is only drawn', (await alice.street.changes()).length === 0);
const drawing_findings = await serious_findings(alice.page);
claim('axe finds nothing serious while drawing', drawing_findings.length === 0, drawing_findings.join('; '));
await screenshot(alice.page, 'streets-1-drawing');

await alice.page.keyboard.press('Escape');
claim('Esc takes one point back', (await alice.street.points()) === 1);
await alice.street.click_at(drawn.last);
await until('the second point again', async () => (await alice.street.points()) === 2);
await alice.street.settled();
const told = await alice.street.told();  // a pixel beside is another length

await bruno.street.go(drawn.middle);
const pressed = now_ms();
await alice.page.keyboard.press('Enter');
await until('the closure at the other desk', async () => (await bruno.street.shown('road-now')).length > 0, { every_ms: 20 });
measured('enter_to_other_screen_ms', now_ms() - pressed);
await alice.page.keyboard.press('Control+z');  // at once: it can be taken back within 10 s
const [closed] = await bruno.street.changes();
claim('it says who closed it, which streets that is, how long', closed.by === 'user:alice' && closed.effect === 'closed' && closed.length_m === told.length_m && closed.end !== undefined, JSON.stringify(closed));
await until('the closure to be withdrawn', async () => (await bruno.street.changes())[0].withdrawn !== undefined);
const { id } = closed;
await until('both maps without it', async () => !(await alice.street.shows(id, drawn.middle)) && !(await bruno.street.shows(id, drawn.middle)));
claim('Ctrl+Z takes it back, on both screens', true);

// --- and restored -------------------------------------------------------------------------------------------------------

await bruno.street.open_list();
await bruno.street.row(id).locator('button').click();
await bruno.desk.see('road-restore');
await bruno.page.click('[data-testid="road-restore"]');
await until('the closure at the desk that drew it', () => alice.street.shows(id, drawn.middle));
await until('its sign', () => alice.street.sign_shown());
claim('what was withdrawn can be restored from its card', true);
await screenshot(bruno.page, 'streets-2-other-desk');
await bruno.street.open_list();
claim('the list says what the map says', (await bruno.street.row(id).count()) === 1);
const list_findings = await serious_findings(bruno.page);
claim('axe finds nothing serious in the list', list_findings.length === 0, list_findings.join('; '));

await bruno.street.row(id).locator('button').click();
await bruno.desk.see('road-withdraw');
await bruno.page.click('[data-testid="road-withdraw"]');
await bruno.desk.see('reason');
const dialog_findings = await serious_findings(bruno.page);
claim('axe finds nothing serious in the dialog that asks why', dialog_findings.length === 0, dialog_findings.join('; '));
await bruno.page.fill('[data-testid="reason"]', 'open again');
await bruno.page.keyboard.press('Enter');
await until('the withdrawal with its reason', async () => (await alice.street.changes())[0].withdrawn_because === 'open again');
claim('a withdrawal says why', true);

// --- by keyboard alone; ahead of time -----------------------------------------------------------------------------------

await alice.page.keyboard.press('Escape');
await alice.street.lay_along();
await alice.page.keyboard.press('/');
await alice.page.keyboard.type('rue Cortège');
await alice.page.keyboard.press('Enter');
await alice.desk.see('draw');
await alice.page.focus('canvas');
await alice.page.keyboard.press('Space');
await until('a point at the middle', async () => (await alice.street.points()) === 1);
await alice.page.keyboard.press('ArrowRight');
await alice.page.waitForTimeout(1500);  // the map glides
await alice.page.keyboard.press('Space');
await until('a second point', async () => (await alice.street.points()) === 2);
await alice.street.settled();
claim('two points are set by the keyboard alone', (await alice.street.points()) === 2);
await alice.page.click('[data-testid="draw-more"]');
await alice.page.click('label:has([data-testid="draw-start-planned"])');
await alice.page.fill('[data-testid="draw-start-date"]', '2099-06-21');
await alice.page.fill('[data-testid="draw-start-time"]', '22h30');
await alice.page.fill('[data-testid="draw-event"]', 'Fête de la musique');
await alice.page.keyboard.press('Enter');
const planned = await until('the closure planned', async () => (await alice.street.changes()).find(({ reference }) => reference === 'Fête de la musique'));
claim('a closure planned for a June evening starts at half past ten in Paris', planned.start === '2099-06-21T20:30:00.000Z' && planned.title === 'Cortège' && planned.origin === 'event', JSON.stringify(planned));
await bruno.street.open_list();
claim('the other desk lists it under its day', (await bruno.page.locator(`tbody.ahead:has([data-road="${planned.id}"]) th`).first().innerText()).includes('21/06/2099'));

// --- the road authority publishes -----------------------------------------------------------------------------------------

const { token } = await vigie_json('source', 'enrol', 'port-vigie', '--may', 'road-changes', '--data', data, '--json');
const publish = (file) => fetch(`${server.url}/api/v1/road-changes`, {
  method: 'POST', headers: { 'content-type': 'application/xml', authorization: `Bearer ${token}` }, body: readFileSync(path.join(project, 'data/road-feeds', file)),
});
const published = await until('the token to be known', async () => {
  const answer = await publish('incidents.xml');
  return answer.status === 200 && answer.json();
}, { every_ms: 300 });
await until('the feed at the desk', async () => (await alice.street.changes()).filter(({ origin }) => origin === 'feed').length === published.taken);
await bruno.page.fill('[data-testid="list"] input', 'port-vigie');
await until('the rows of the feed', async () => (await bruno.page.locator('[data-testid="road-row"]').count()) === published.taken);
claim(`the ${published.taken} closures of the feed are listed with their source`, published.taken > 0);
claim('and the feed itself, as up', (await bruno.page.locator('[data-testid="list"] .source:not(.down)').count()) === 1);
await screenshot(bruno.page, 'streets-3-feed');
await publish('bad-truncated.xml');
await until('the feed shown as down', async () => (await bruno.page.locator('[data-testid="list"] .source.down').count()) === 1);
claim('a publication that cannot be read takes no closure away, and says so', (await bruno.page.locator('[data-testid="road-row"]').count()) === published.taken);
await leave(bruno);

// --- a unit's way ---------------------------------------------------------------------------------------------------------

await until('an incident with proposals', async () => {
  await alice.page.keyboard.press('F1');
  return (await alice.desk.count('candidate')) > 0;
}, { within_ms: 120_000, every_ms: 1000 });
await alice.desk.send_first();
await alice.desk.see('mission-arrival', { timeout: 20_000 * kPatience });
await until('the way on the map', async () => (await alice.street.rendered('route')) > 0);
claim('the way of the unit sent is drawn, and when it arrives is said', true);
const way = await alice.street.way();
const on_the_way = way[Math.floor(way.length / 2)];
const denis = await colleague(server, admin, 'denis', 'operator');
const in_the_way = await denis.command({ command: 'change_road', title: 'Fuite de gaz', effect: 'closed', lines: [[on_the_way]] });
await until('another way', async () => {
  const now = await alice.street.way();
  return now.length > 0 && now.every(([lon, lat]) => lon !== on_the_way[0] || lat !== on_the_way[1]);
}, { within_ms: 15_000 });
claim('a street closed on the way: another way is drawn', in_the_way.status === 200, in_the_way.text);
await screenshot(alice.page, 'streets-4-route');

// --- who reaches what -----------------------------------------------------------------------------------------------------

await alice.page.keyboard.press('c');
await alice.desk.see('coverage');
await until('the coverage on the map', async () => (await alice.street.rendered('coverage')) > 0, { within_ms: 20_000 });
const coverage_findings = await serious_findings(alice.page);
claim('the coverage lies on the map, and axe finds nothing serious', coverage_findings.length === 0, coverage_findings.join('; '));
await screenshot(alice.page, 'streets-5-coverage');
await alice.page.keyboard.press('l');
await alice.page.click('[data-testid="list-coverage"]');
claim('each district has its row, the worst covered first', await alice.street.coverage_rises());
await leave(alice);

// --- on a phone -----------------------------------------------------------------------------------------------------------

const phone = await desk_of('chloe', 'fr-FR');
await phone.page.setViewportSize({ width: 390, height: 844 });
await phone.page.click('nav.tabs button:nth-child(3)');
await phone.street.draw();
const phone_findings = await serious_findings(phone.page);
claim('axe finds nothing serious on a phone', phone_findings.length === 0, phone_findings.join('; '));
await screenshot(phone.page, 'streets-6-phone');
await leave(phone);

// --- who may what -----------------------------------------------------------------------------------------------------------

const planner = await desk_of('emile', 'fr-FR', 'planner');
await planner.desk.see('draw-open');
claim('a planner may close a street, and is not offered what says where units are',
  (await planner.desk.count('coverage-toggle')) === 0 && (await planner.street.changes()).length > 0);

await leave(planner);
await browser.close();
const how = await server.stop();
claim('the server ends when told to', how.code === 0, JSON.stringify(how));
const replay = await vigie_json('replay', data, '--verify', '--json');
claim(`${replay.records} records replay to the same state, byte for byte`, replay.equal === true, JSON.stringify(replay));
process.exit(verdict());
