// SPDX-License-Identifier: Apache-2.0
// What if: a planner asks of the demo city's stadium; the base, an exit lost, a cordon drawn; differences, time, streets; refused, cancelled, none offered.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { have_browser, open_browser, open_page, screenshot, serious_findings } from '../lib/browser.mjs';
import { claim, kPatience, measured, now_ms, skip, until, verdict } from '../lib/claims.mjs';
import { first_admin, invite } from '../lib/people.mjs';
import { artefacts, project, serve, temporary_folder, vigie } from '../lib/vigie.mjs';
import { Desk } from '../story/desk.mjs';
import { Asker } from './asker.mjs';

if (!have_browser) skip('no Chromium on this machine');
if (!existsSync(path.join(project, 'web/dist/index.html'))) skip('the console is not built: ./dev build');

const folder = temporary_folder('whatif');
const city = path.join(folder, 'demo');
const nothing = path.join(folder, 'nothing');
mkdirSync(artefacts, { recursive: true });
mkdirSync(nothing);
await vigie('city', 'demo', '--city', city, '--quiet');
const begin = (name, scenarios) => serve({ city, data: path.join(folder, name), log: path.join(artefacts, `whatif-${name}.log`), options: ['--simulate', '--no-cot', '--scenarios', scenarios] });
const server = await begin('data', path.join(project, 'data/scenarios'));
const browser = await open_browser();

async function person(at, name, role, locale) {
  const link = await invite(await at.admin, name, role);
  const page = await open_page(browser, { url: new URL(link).origin, locale });
  const desk = new Desk(page);
  await desk.enrol(link, name);
  return { desk, page, asker: new Asker(page) };
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

// --- from the desk; the base ------------------------------------------------------------------------------------------------

const admin = await first_admin(server);
const alice = await person({ admin }, 'alice', 'planner', 'en-GB');
const { asker, page } = alice;
await alice.desk.see('what-if-open');
await page.keyboard.press('/');
await page.keyboard.type('whatif');
await page.keyboard.press('Enter');
await alice.desk.see('what-if-page');
claim('the command word opens the what-ifs', true);
await alice.desk.see('what-if-scenario');
const offered = await asker.scenarios();
claim('the stadium of the demo city is offered, that of another city is not', offered.includes('demo-stade') && !offered.includes('porto-dragao'), offered.join());
await asker.choose('demo-stade');
await asker.runs(5);
await clean('before a question', page);
await screenshot(page, 'whatif-1-question');

await asker.ask();
await until('the question on its way', async () => ['waiting', 'running'].includes(await asker.state()));
claim('while it is computed there is a bar, and a way out', (await alice.desk.count('what-if-cancel')) === 1);
await page.click('[data-testid="what-if-cancel"]');
await until('cancelled', async () => (await asker.state()) === 'cancelled');
claim('a question can be cancelled', (await alice.desk.count('what-if-answer')) === 0);

// --- an exit is lost ----------------------------------------------------------------------------------------------------------

await asker.lose('West');
claim('what changes is said in words', (await asker.changes()).join() === 'Exit West lost', (await asker.changes()).join());
const begun = now_ms();
await asker.ask();
await until('the answer', async () => (await asker.state()) === 'done', { within_ms: 240_000, every_ms: 300 });
measured('answer_ms', now_ms() - begun);
const rows = await asker.differences();
claim('differences come first, with the clearing time on top', rows[0]?.what === 'served_p50' && rows.some(({ what }) => what === 'peak') && rows.some(({ what }) => what === 'queue'), JSON.stringify(rows));
claim('the exits that remain have longer queues: with its sign and its word', rows.some(({ what, verdict, text }) => what === 'queue' && verdict === 'worse' && /\+[\d,]+ worse/.test(text)), JSON.stringify(rows));
claim('the caution stands on the screen', /Above 5 people\/m² nobody knows/.test(await page.locator('[data-testid="what-if-caution"]').innerText()));
await page.waitForSelector('[data-testid="what-if-plot"] canvas', { timeout: 20_000 * kPatience });
claim('both plots are drawn', (await alice.desk.count('what-if-plot')) === 2);

// --- time, on the map -----------------------------------------------------------------------------------------------------------

claim('the animation begins at the end of the event, with the what-if', (await asker.at_s()) === 0 && (await asker.shown()) === 'variant');
await asker.slide(12);
await until('another time', async () => (await asker.at_s()) > 600);
const levels = await until('the crowd on the map', async () => { const seen = await asker.levels(); return seen.length > 50 && seen; }, { within_ms: 30_000, every_ms: 300 });
claim('twelve minutes after the end the streets are full of people, some of them dense', Math.max(...levels) >= 3, `${levels.length} streets, ${Math.max(...levels)}`);
const before = await asker.fingerprint();
await page.click('label:has([data-testid="what-if-case-base"])');
await until('the base on the map', async () => (await asker.fingerprint()) !== before, { within_ms: 15_000 });
claim('the switch shows the base at the same time', (await asker.shown()) === 'base' && (await asker.at_s()) > 600);
await page.click('label:has([data-testid="what-if-case-variant"])');
const from_s = await asker.at_s();
await page.click('[data-testid="what-if-play"]');
await until('the animation to run', async () => (await asker.at_s()) >= from_s + 180, { within_ms: 20_000 });
await page.click('[data-testid="what-if-play"]');
const stopped_s = await asker.at_s();
await page.waitForTimeout(600);
claim('play runs and pause stops', (await asker.at_s()) === stopped_s);
await asker.slide(0);
await asker.slide(10);
await clean('at an answer, in the dark', page);
await screenshot(page, 'whatif-2-answer');
await page.click('[data-testid="theme"]');
await until('the crowd on the map by day', async () => (await asker.levels()).length > 50, { within_ms: 30_000, every_ms: 300 });
await clean('at an answer, by day', page);
await screenshot(page, 'whatif-3-light');
claim('the theme keeps the crowd on the map', true);
await page.locator('[data-testid="what-if-street"]').first().click();
await until('the map at the street', async () => (await asker.zoom()) >= 15.9, { within_ms: 10_000 });
claim('a street of the table is shown on the map', true);
await page.locator('[data-testid="what-if-streets-wave"]').check({ force: true });
claim('the streets through which density ran upstream are told, with speed and minute', /^.*0[.]\d m\/s.*after the end$/s.test(await page.locator('[data-testid="what-if-wave"]').first().innerText()),
  await page.locator('[data-testid="what-if-wave"]').allInnerTexts().then((rows) => rows.join('; ')));
await page.locator('[data-testid="what-if-wave"]').first().scrollIntoViewIfNeeded();
await screenshot(page, 'whatif-7-waves');
await page.locator('[data-testid="what-if-streets-peak"]').check({ force: true });
await page.locator('[data-testid="what-if-plot"]').last().scrollIntoViewIfNeeded();
await screenshot(page, 'whatif-4-plots');

// --- a cordon is drawn ----------------------------------------------------------------------------------------------------------

await page.click('[data-testid="what-if-add-hold"]');
await page.click('[data-testid="what-if-add"]');
claim('a cordon without a line is refused before it is sent', /two points/.test(await page.locator('[data-testid="what-if-form"]').innerText()));
await page.focus('canvas.maplibregl-canvas');
for (const key of ['Space', 'ArrowRight', 'Space']) { await page.keyboard.press(key); await page.waitForTimeout(600); }
claim('two points are set by the keyboard alone', (await asker.points()) === 2);
await page.click('[data-testid="what-if-add"]');
claim('the cordon has its minutes', (await asker.changes()).includes('Cordon, from 0 min to +10 min'), (await asker.changes()).join());
claim('an answer to another question says so', (await alice.desk.count('what-if-older')) === 1);
await page.fill('[data-testid="what-if-people"]', '600000');
claim('more people than there can be are refused before they are sent', await page.locator('[data-testid="what-if-ask"]').isDisabled());
await leave(alice);

// --- on a phone, in French: the scenario's own what-ifs ---------------------------------------------------------------------------

const bruno = await person({ admin }, 'bruno', 'operator', 'fr-FR');
await bruno.page.setViewportSize({ width: 390, height: 800 });
await bruno.page.goto(`${server.url}#/what-if`);
await bruno.desk.see('what-if-scenario');
await bruno.page.locator('[data-testid="what-if-variant"]').first().click();
claim('a what-if of the scenario is one click', (await bruno.asker.changes()).join() === 'Fin 15 min plus tard', (await bruno.asker.changes()).join());
claim('nothing is wider than a phone', (await bruno.asker.too_wide_px()) <= 0, `${await bruno.asker.too_wide_px()} px`);
await clean('on a phone', bruno.page);
await bruno.asker.runs(5);
await bruno.asker.ask();
await until('the answer on a phone', async () => (await bruno.asker.state()) === 'done', { within_ms: 240_000, every_ms: 300 });
claim('on a phone, too, nothing of the answer is wider', (await bruno.asker.too_wide_px()) <= 0, `${await bruno.asker.too_wide_px()} px`);
await clean('on a phone at an answer', bruno.page);
await bruno.page.locator('[data-testid="what-if-state"] button').click();
await screenshot(bruno.page, 'whatif-5-phone');
await bruno.page.locator('[data-testid="what-if-map"]').scrollIntoViewIfNeeded();
await screenshot(bruno.page, 'whatif-6-phone-map');
await leave(bruno);
const how = await server.stop();
claim('the server ends when told to', how.code === 0, JSON.stringify(how));

// --- nothing offered --------------------------------------------------------------------------------------------------------------

const bare = await begin('bare', nothing);
const carol = await person({ admin: await first_admin(bare) }, 'carol', 'planner', 'en-GB');
await carol.page.goto(`${bare.url}#/what-if`);
claim('without scenarios the page says how to give some', /vigie serve --scenarios/.test(await (await carol.desk.see('what-if-none')).innerText()));
await clean('without scenarios', carol.page);
await leave(carol);
await bare.stop();
await browser.close();
process.exit(verdict());
