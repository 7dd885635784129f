// SPDX-License-Identifier: Apache-2.0
// Debian's Chromium, headless, with software WebGL and a new profile; the page may reach its own server and nothing else.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { kPatience } from './claims.mjs';
import { artefacts } from './vigie.mjs';

const CHROMIUM = process.env.VIGIE_CHROMIUM ?? '/usr/bin/chromium';
export const have_browser = existsSync(CHROMIUM);
const open_pages = new Set();

/** A test that breaks off leaves what its pages showed in build/e2e/. */
process.once('uncaughtException', async (fault) => {
  console.error(fault);
  let shown = 0;
  for (const page of open_pages) {
    shown += 1;
    await page.screenshot({ path: path.join(artefacts, `broken-off-${process.pid}-${shown}.png`), timeout: 10_000 }).catch(() => {});
  }
  process.exit(1);
});

export async function open_browser() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--headless', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
}

/** A page of its own session. `strangers` collects the addresses outside the server that it asked for; they get no answer. */
export async function open_page(browser, { url, locale = 'fr-FR', width = 1440, height = 900 }) {
  const context = await browser.newContext({ viewport: { width, height }, locale, timezoneId: 'Europe/Paris' });
  const page = await context.newPage();
  open_pages.add(page);
  page.once('close', () => open_pages.delete(page));
  page.setDefaultTimeout(30_000 * kPatience);
  page.strangers = [];
  page.faults = [];
  page.on('pageerror', (fault) => page.faults.push(String(fault)));
  await context.route('**', (route) => {
    const asked = route.request().url();
    if (asked.startsWith(url) || asked.startsWith('data:') || asked.startsWith('blob:')) return route.continue();
    page.strangers.push(asked);
    return route.abort();
  });
  return page;
}

/** Keeps a screenshot in build/e2e/. */
export async function screenshot(page, name) {
  mkdirSync(artefacts, { recursive: true });
  await page.waitForTimeout(1500);  // tiles arrive
  await page.screenshot({ path: path.join(artefacts, `${name}.png`) });
}

/** What axe finds serious or critical, one line each. */
export async function serious_findings(page) {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  const { violations } = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}
