// SPDX-License-Identifier: Apache-2.0
// The crowd at a desk: zones counted in the simulated day, on the map and in the list alike; another time and back; a zone looked into; on a phone.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { have_browser, open_browser, open_page, screenshot, serious_findings } from '../lib/browser.mjs';
import { claim, measured, now_ms, skip, until, verdict } from '../lib/claims.mjs';
import { first_admin, invite } from '../lib/people.mjs';
import { artefacts, project, serve, temporary_folder, vigie, vigie_json } from '../lib/vigie.mjs';
import { Desk } from '../story/desk.mjs';
import { Hall } from './hall.mjs';

if (!have_browser) skip('no Chromium on this machine');
if (!existsSync(path.join(project, 'web/dist/index.html'))) skip('the console is not built: ./dev build');

const folder = temporary_folder('crowd');
const city = path.join(folder, 'demo');
const data = path.join(folder, 'data');
const no_scenarios = temporary_folder('no-scenarios');  // nobody follows the match's streets: that is e2e_nowcast's
mkdirSync(artefacts, { recursive: true });
await vigie('city', 'demo', '--city', city, '--quiet');
const server = await serve({ city, data, log: path.join(artefacts, 'crowd-server.log'), options: ['--simulate', '--no-cot', '--scenarios', no_scenarios] });
const admin = await first_admin(server);
const browser = await open_browser();

async function desk_of(name, locale) {
  const link = await invite(admin, name, 'operator');
  const page = await open_page(browser, { url: server.url, locale });
  const desk = new Desk(page);
  await desk.enrol(link, name);
  return { desk, page, hall: new Hall(page) };
}
async function clean(what, page) {
  const findings = await serious_findings(page);
  claim(`axe finds nothing serious ${what}`, findings.length === 0, findings.join('; '));
}
async function leave({ page }) {
  claim('a page asked nobody but its own server', page.strangers.length === 0, page.strangers.join(' '));
  claim('a page threw nothing', page.faults.length === 0, page.faults.join('; '));
  await page.context().close();
}
const alice = await desk_of('alice');

// --- counted, on the map and in the list ----------------------------------------------------------------------------------

const begun = now_ms();
await until('a zone that somebody counted', async () => (await alice.hall.counted()).length > 0, { within_ms: 300_000, every_ms: 500 });
measured('first_count_ms', now_ms() - begun);
await until('forecasts', async () => (await alice.hall.picture()).forecasts.length > 0, { within_ms: 300_000, every_ms: 500 });
measured('first_forecast_ms', now_ms() - begun);
const zones = await alice.hall.zones();
claim('the city says its zones, with outline, limit and gates', zones.length > 0 && zones.every(({ outline, limit, area_m2 }) => outline.length >= 3 && limit > 0 && area_m2 > 0), JSON.stringify(zones[0]));
await until('the zones on the map', async () => (await alice.hall.on_map()).length === zones.length);
claim('every zone is on the map', true);
await alice.hall.key();
await clean('at a desk with its crowd', alice.page);
await screenshot(alice.page, 'crowd-1-desk');

await alice.hall.list();
const rows = await alice.hall.rows();
const shown = new Map((await alice.hall.on_map()).map((zone) => [zone.id, zone]));
claim('the list says what the map says: the same zones at the same level', rows.length === zones.length && rows.every(({ id, level, stale }) => stale || Number(level) === shown.get(id)?.level), JSON.stringify(rows));
claim('the fullest zone stands first', falling(await alice.hall.figures(3)));
await alice.page.click('[data-testid="crowd-sort-density"]');
claim('a click on its head sorts by density', falling(await alice.hall.figures(4)));
await clean('in the list of zones', alice.page);
await screenshot(alice.page, 'crowd-2-list');

function falling(figures) {
  return figures.length > 1 && figures.every((figure, index) => index === 0 || figure <= figures[index - 1]);
}

// --- a zone looked into -----------------------------------------------------------------------------------------------------

const zone = (await alice.hall.counted()).map((id) => zones.find((one) => one.id === id)).find((one) => one.gates.length > 0) ?? zones[0];
await alice.hall.type(`zone ${zone.id}`);
await alice.desk.see('zone-panel');
await alice.desk.see('fan');
await alice.page.keyboard.press('Escape');
claim('a zone opens by its name typed, with the plot of its forecast; Esc closes the list first', (await alice.desk.count('zone-panel')) === 1 && (await alice.desk.count('list')) === 0);
const told = await alice.page.locator('[data-testid="occupancy"]').innerText();
const state = await alice.hall.state(zone.id);
claim('it says how many there are, of how many', told.includes(String(state.people).slice(0, 1)) && /%/.test(told), told);
claim('it says why the forecast is as it is', (await alice.desk.count('zone-why')) === 1);
claim('it names every counter of the zone', (await alice.page.locator('[data-testid="zone-sensors"] li').count()) === new Set(state.sensors.map(({ source, feature }) => `${source} ${feature}`)).size);
claim('it has every gate of the zone', (await alice.page.locator('[data-testid="zone-gates"] li').count()) === zone.gates.length);
await clean('at a zone', alice.page);
await screenshot(alice.page, 'crowd-3-zone');

// --- another time, and back -------------------------------------------------------------------------------------------------

await alice.page.focus('canvas');
await alice.page.keyboard.press('t');
await alice.desk.see('time-bar');
claim('the slider alone changes nothing: it is now', (await alice.desk.count('then')) === 0);
await alice.hall.type('at +2h');
await until('the stamp of a forecast', async () => (await alice.hall.when()) === 'forecast');
claim('another time is stamped on the map, as a forecast', true);
await until('forecasts on the map', async () => (await alice.hall.on_map()).some(({ known }) => known === 'forecast'), { within_ms: 45_000 });
claim('zones are outlined as forecasts, none as counted', (await alice.hall.on_map()).every(({ known }) => known === 'forecast' || known === 'unknown'));
claim('what is live says so', /en direct/.test(await alice.page.locator('[data-testid="then"]').first().innerText()));
await clean('at another time', alice.page);
await screenshot(alice.page, 'crowd-4-forecast');
await alice.page.focus('[data-testid="time-slider"]');
await alice.page.keyboard.press('PageDown');
await until('the past', async () => (await alice.hall.when()) === 'past');
claim('the slider goes by keys, into the past', true);
await alice.page.keyboard.press('n');
await until('now', async () => (await alice.hall.when()) === null);
await until('counted zones', async () => (await alice.hall.on_map()).some(({ known }) => known === 'counted'));
claim('N is back to now, on the map too', true);
await alice.page.keyboard.press('t');
claim('T closes the slider', (await alice.desk.count('time-bar')) === 0);

// --- its own page, in English, by day; on a phone ---------------------------------------------------------------------------

await alice.page.goto(`${server.url}#/zone/${zone.id}`);
await alice.desk.see('zone-page');
await alice.desk.see('fan');
await alice.page.click('[data-testid="lang"]');
await alice.page.click('[data-testid="theme"]');
claim('the page of a zone speaks English, by day', /Past and forecast/i.test(await alice.page.locator('[data-testid="zone-page"]').innerText()));
await clean('on the page of a zone', alice.page);
await screenshot(alice.page, 'crowd-5-page');
await leave(alice);

const bruno = await desk_of('bruno', 'fr-FR');
await bruno.page.setViewportSize({ width: 390, height: 800 });
await bruno.page.click('nav.tabs button:last-child');
await until('the zones on a phone', async () => (await bruno.hall.on_map()).length === zones.length, { within_ms: 20_000 });
await bruno.page.click('[data-testid="time-toggle"]');
await bruno.hall.type('at -1d');
await until('yesterday on a phone', async () => (await bruno.hall.when()) === 'past');
const wide = await bruno.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
claim('nothing is wider than a phone', wide <= 0, `${wide} px`);
await clean('on a phone at another time', bruno.page);
await screenshot(bruno.page, 'crowd-6-phone');
await leave(bruno);

const how = await server.stop();
claim('the server ends when told to', how.code === 0, JSON.stringify(how));
const replay = await vigie_json('replay', data, '--verify', '--json');
claim(`${replay.records} records replay to the same state, byte for byte`, replay.equal === true, JSON.stringify(replay));

await browser.close();
process.exit(verdict());
