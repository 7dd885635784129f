// SPDX-License-Identifier: Apache-2.0
// The operator's hands and eyes: what is done at the desk, by the console's test ids (web/README.md).
import { claim, kPatience, now_ms } from '../lib/claims.mjs';
import { PASSWORD } from '../lib/people.mjs';

const id = (name) => `[data-testid="${name}"]`;

export class Desk {
  constructor(page) { this.page = page; }

  see(name, options) { return this.page.waitForSelector(id(name), { timeout: 10_000 * kPatience, ...options }); }
  count(name) { return this.page.locator(id(name)).count(); }

  /** Opens the one-time link, chooses name and password, and is at the desk. */
  async enrol(link, name) {
    await this.page.goto(link);
    await this.see('enrol-name');
    await this.page.fill(id('enrol-name'), name);
    await this.page.fill(id('enrol-password'), PASSWORD);
    await this.page.fill(id('enrol-again'), PASSWORD);
    await this.page.click(id('enrol-submit'));
    await this.see('incident-none');
    await this.page.waitForSelector('canvas', { timeout: 30_000 * kPatience });
  }

  /** What the API answers to this page's own session. */
  async ask(path) { return this.page.evaluate(async (where) => (await fetch(where)).json(), path); }
  async picture() { return this.ask('/api/v1/picture'); }

  /** From now until something new stands in the queue, as the page itself sees it: milliseconds. */
  async next_alarm(press) {
    const before = await this.count('queue-item');
    const shown = this.page.waitForFunction(
      ([selector, old]) => document.querySelectorAll(selector).length > old, [id('queue-item'), before], { polling: 'raf', timeout: 10_000 * kPatience });
    const pressed = now_ms();
    await press();
    await shown;
    return now_ms() - pressed;
  }

  /** F1: the next one in the queue is on the right, with its proposed units. */
  async open_next() {
    await this.page.keyboard.press('F1');
    await this.see('incident-panel');
    await this.see('candidate');
  }

  /** 1, then Enter: the first proposed unit is sent. */
  async send_first() {
    await this.page.keyboard.press('1');
    await this.see('confirm');
    await this.page.keyboard.press('Enter');
  }

  /** F4, an outcome, and the incident is off the desk. */
  async close(disposition) {
    await this.page.keyboard.press('F4');
    await this.see('disposition');
    await this.page.click(id(`disposition-${disposition}`));
    await this.page.click(id('close-submit'));
  }

  async in_other_language() {
    const before = await this.page.evaluate(() => [document.documentElement.lang, document.body.innerText]);
    await this.page.click(id('lang'));
    await this.page.waitForFunction((old) => document.documentElement.lang !== old, before[0], { timeout: 5000 * kPatience });
    const after = await this.page.evaluate(() => [document.documentElement.lang, document.body.innerText]);
    claim(`the desk speaks ${before[0]} and ${after[0]}`, before[1] !== after[1]);
  }
}
