// SPDX-License-Identifier: Apache-2.0
// An event's streets, live: a match that has just ended in the demo city; its streets on the map now and ahead, in the panel, the list, the queue; on a phone.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { have_browser, open_browser, open_page, screenshot, serious_findings } from '../lib/browser.mjs';
import { claim, measured, now_ms, skip, until, verdict } from '../lib/claims.mjs';
import { first_admin, invite } from '../lib/people.mjs';
import { artefacts, project, serve, temporary_folder, vigie, vigie_json } from '../lib/vigie.mjs';
import { Desk } from '../story/desk.mjs';
import { Watcher } from './watcher.mjs';

if (!have_browser) skip('no Chromium on this machine');
if (!existsSync(path.join(project, 'web/dist/index.html'))) skip('the console is not built: ./dev build');

const folder = temporary_folder('nowcast');
const city = path.join(folder, 'demo');
const data = path.join(folder, 'data');
const scenarios = path.join(folder, 'scenarios');
mkdirSync(artefacts, { recursive: true });
mkdirSync(scenarios);
// The stadium's own scenario, without those who come and with the streets around it only: there is less to catch up with.
const stadium = readFileSync(path.join(project, 'data/scenarios/demo-stade.toml'), 'utf8');
writeFileSync(path.join(scenarios, 'demo-stade.toml'), stadium.replace(/\[arrival\][^[]*/, '').replace('radius_m = 1200', 'radius_m = 700'));
await vigie('city', 'demo', '--city', city, '--quiet');
const server = await serve({ city, data, log: path.join(artefacts, 'nowcast-server.log'), options: ['--no-cot', '--scenarios', scenarios] });
const admin = await first_admin(server);
const { token } = await vigie_json('source', 'enrol', 'agenda', '--may', 'feed', '--data', data, '--json');
const browser = await open_browser();

async function desk_of(name, locale) {
  const link = await invite(admin, name, 'operator');
  const page = await open_page(browser, { url: server.url, locale });
  const desk = new Desk(page);
  await desk.enrol(link, name);
  return { desk, page, watcher: new Watcher(page) };
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

/** The city's agenda: one match at the stadium that ended four minutes ago, with twice as many people as the scenario is made for: some street becomes too dense. */
async function publish() {
  const stamp = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString().replace(/[-:]|\.\d+/g, '');
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Vigie//tests//EN', 'BEGIN:VEVENT', 'UID:levant-1', `DTSTAMP:${stamp(-200)}`, `DTSTART:${stamp(-109)}`, `DTEND:${stamp(-4)}`,
    'SUMMARY:Levant – Racing', 'LOCATION:Stade du Levant', 'GEO:43.1593;4.7324', 'X-VIGIE-KIND:match', 'X-VIGIE-ATTENDANCE:60000', 'END:VEVENT', 'END:VCALENDAR', ''];
  return fetch(`${server.url}/api/v1/feeds/agenda?format=icalendar`, { method: 'POST', headers: { 'content-type': 'text/calendar', authorization: `Bearer ${token}` }, body: lines.join('\r\n') });
}

// --- before anything is followed -----------------------------------------------------------------------------------------------

const alice = await desk_of('alice', 'fr-FR');
const { desk, page, watcher } = alice;
claim('without an event there is nothing of streets at the desk', (await desk.count('streets-key')) + (await desk.count('agenda-streets')) === 0);
await watcher.type('rues');
await until('the answer of the command bar', async () => /Aucun événement/.test(await page.locator('.problem').innerText()));
claim('and /rues says so', true);
await page.keyboard.press('Escape');

await until('the token to be known', async () => (await publish()).status === 200, { within_ms: 20_000, every_ms: 300 });
const begun = now_ms();
const nowcast = await until('the streets of the match', () => watcher.nowcast(), { within_ms: 240_000, every_ms: 250 });
measured('first_told_ms', now_ms() - begun);
const { event } = nowcast;
const geometry = await watcher.streets(event);
claim('its streets are there, with exits and places', geometry.streets.length > 100 && geometry.exits.length === 4 && geometry.places.length > 0, JSON.stringify({ ...geometry, streets: geometry.streets.length }));

// --- on the map ----------------------------------------------------------------------------------------------------------------

await desk.see('streets-key');
const levels = (column) => nowcast.streets.filter((row) => row[1 + 3 * column] > 0).length;
await until('the streets on the map', async () => (await watcher.looks()).size === levels(0), { within_ms: 20_000 });
claim('every street where somebody walks is on the map, solid', [...(await watcher.looks()).values()].every(({ ahead, stale }) => !ahead && !stale));
claim('so are exits and the circle that is simulated', (await watcher.marks()).filter((mark) => mark === 'exit').length === 4 && (await watcher.marks()).includes('reach'));
claim('a street that will be too dense is marked', (await watcher.figures()).filter(({ warned }) => warned).length === new Set(nowcast.warnings.map(({ street }) => street)).size);

await desk.see('agenda-streets');
claim('the agenda names the match whose streets are followed', /Levant – Racing/.test(await page.locator('[data-testid="agenda-streets"]').innerText()));

// --- the panel -----------------------------------------------------------------------------------------------------------------

await watcher.type('rues levant');
await desk.see('streets-panel');
const told = await page.locator('[data-testid="streets-panel"]').innerText();
claim('/rues opens the panel: how many, where they are, when the streets are clear', /Combien ils sont/i.test(told) && /dans les rues/.test(told) && /Rues vides/.test(told), told);
claim('where nobody counts it says that this is the plan', nowcast.heard > 0 || /Aucun compteur entendu/.test(told), told);
await page.click('[data-testid="streets-dense"] >> nth=0');
await desk.see('one-street');
const chosen = Number(await page.locator('[data-testid="one-street"]').getAttribute('data-street'));
const most = Math.max(...nowcast.streets.map((row) => row[1]));
claim('the densest street comes first and is shown first', nowcast.streets.find(([street]) => street === chosen)?.[1] === most);
await until('the street chosen on the map', async () => (await watcher.looks()).get(chosen)?.chosen === true);
claim('it is chosen on the map', true);
await clean('at the streets of an event', page);
await screenshot(page, 'nowcast-1-street');

// --- ahead, and back -------------------------------------------------------------------------------------------------------------

await page.locator('label:has([data-testid="panel-lead-15"])').click();
await until('+15', async () => (await watcher.lead()) === '15');
await until('the streets ahead on the map', async () => { const shown = [...(await watcher.looks()).values()].filter(({ level }) => level > 0); return shown.length === levels(1) && shown.every(({ ahead }) => ahead); });
claim('a quarter of an hour ahead every street is dashed', true);
claim('the stamp says which streets are shown', /rues : prévues pour \d\d:\d\d \(\+ 15 min\)/.test(await page.locator('[data-testid="then"]').first().innerText()));
await clean('ahead', page);
await screenshot(page, 'nowcast-2-ahead');
await watcher.type('at +3h');
await until('farther than is foreseen', async () => (await watcher.lead()) === 'far');
await until('no streets', async () => (await watcher.looks()).size === 0);
claim('farther than an hour there are no streets, and the key says why', /60 min/.test(await page.locator('[data-testid="streets-key"]').innerText()));
await watcher.type('at -1h');
await until('the past', async () => (await watcher.lead()) === 'past');
await page.evaluate(() => document.activeElement?.blur());
await page.keyboard.press('n');
await until('now', async () => (await watcher.lead()) === '0' && (await watcher.looks()).size >= levels(0));
claim('N is back to the streets of now', true);

// --- by hand on the map, and as a list ---------------------------------------------------------------------------------------------

await page.keyboard.press('Escape');
await until('the event again', async () => (await desk.count('one-street')) === 0);
claim('Esc is back to the event', (await desk.count('streets-panel')) === 1);
const { x, y } = await until('the street drawn', () => watcher.place(chosen, geometry.streets[chosen].line.slice(0, 2)));
await page.mouse.click(x, y);
await desk.see('one-street');
claim('a click on a street opens it', (await desk.count('streets-panel')) === 1);

await watcher.list();
const rows = await watcher.rows();
const shown = await watcher.looks();
claim('the list says what the map says: the same streets at the same level', nowcast.streets.every(([street]) => rows.some((row) => row.street === street)) && rows.every(({ street, level }) => (shown.get(street)?.level ?? 1) === level), JSON.stringify(rows.slice(0, 5)));
claim('the densest stands first', rows[0].level === Math.max(...rows.map(({ level }) => level)));
await page.click('[data-testid="street-sort-warning"]');
claim('a click on its head sorts by warning', (await watcher.rows())[0].street === (nowcast.warnings[0]?.street ?? (await watcher.rows())[0].street));
await clean('in the list of streets', page);
await screenshot(page, 'nowcast-3-list');

// --- the alarm ---------------------------------------------------------------------------------------------------------------------

const alarm = (await desk.picture()).alarms.find(({ source }) => source.startsWith(`crowd/streets/${event}/`));
claim('a street that will be too dense is an alarm', alarm !== undefined, JSON.stringify(nowcast.warnings));
if (alarm) {
  await page.keyboard.press('l');
  await page.locator('[data-testid="queue-item"]').first().click();
  await desk.see('alarm-panel');
  claim('its reason stands in the queue and in the panel', (await Promise.all(['queue-item', 'street-why'].map((one) => page.locator(`[data-testid="${one}"]`).first().innerText()))).every((text) => /chances de dépasser [\d,]+\/m² vers \d\d:\d\d/.test(text)));
  await page.click('[data-testid="surge-street"]');
  await desk.see('one-street');
  claim('its button shows the street', (await page.locator('[data-testid="one-street"]').getAttribute('data-street')) === alarm.source.split('/').pop());
}
await leave(alice);

// --- a page of its own, in English, by day; on a phone -------------------------------------------------------------------------------

const bruno = await desk_of('bruno', 'en-GB');
await bruno.page.setViewportSize({ width: 390, height: 844 });
await bruno.page.click('nav.tabs button:last-child');
await until('the streets on a phone', async () => (await bruno.watcher.looks()).size > 0, { within_ms: 20_000 });
await bruno.watcher.type('streets');
await bruno.desk.see('streets-panel');
const wide = () => bruno.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
claim('nothing is wider than a phone', (await wide()) <= 0, `${await wide()} px`);
await clean('on a phone', bruno.page);
await screenshot(bruno.page, 'nowcast-4-phone');
await bruno.page.goto(`${server.url}#/streets/${encodeURIComponent(event)}`);
await bruno.desk.see('streets-page');
await bruno.page.waitForSelector('[data-testid="street-row"]');
await bruno.page.click('[data-testid="theme"]');
claim('the page of an event’s streets speaks English, by day', /How many they are/i.test(await bruno.page.locator('[data-testid="streets-page"]').innerText()) && (await wide()) <= 0);
await clean('on the page of an event’s streets', bruno.page);
await screenshot(bruno.page, 'nowcast-5-page');
await leave(bruno);

const how = await server.stop();
claim('the server ends when told to', how.code === 0, JSON.stringify(how));
await browser.close();
process.exit(verdict());
