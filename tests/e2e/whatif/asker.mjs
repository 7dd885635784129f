// SPDX-License-Identifier: Apache-2.0
// A hand and an eye at the page of what-ifs: asks, and reads what the answer, the map and the slider say.
const id = (name) => `[data-testid="${name}"]`;

export class Asker {
  constructor(page) { this.page = page; }

  scenarios() { return this.page.locator(`${id('what-if-scenario')} option`).evaluateAll((options) => options.map(({ value }) => value)); }
  choose(scenario) { return this.page.selectOption(id('what-if-scenario'), scenario); }
  runs(n) { return this.page.click(`label:has(${id(`what-if-runs-${n}`)})`); }
  ask() { return this.page.click(id('what-if-ask')); }
  state() { return this.page.locator(id('what-if-state')).getAttribute('data-state'); }

  async lose(exit) {
    await this.page.click(id('what-if-add-lose_exit'));
    await this.page.selectOption(id('what-if-exit'), exit);
    await this.page.click(id('what-if-add'));
  }

  async changes() { return (await this.page.locator(`${id('what-if-change')} > span`).allInnerTexts()).map((text) => text.trim()); }
  async points() { return Number(await this.page.locator(id('what-if-form')).getAttribute('data-points')); }

  differences() {
    return this.page.locator(id('what-if-difference')).evaluateAll((rows) => rows.map((row) => ({ what: row.dataset.what, verdict: row.dataset.verdict, text: row.innerText.replace(/\s+/g, ' ') })));
  }

  async at_s() { return Number(await this.page.locator(id('what-if-player')).getAttribute('data-at')); }
  shown() { return this.page.locator(id('what-if-player')).getAttribute('data-case'); }

  /** By keys, from the beginning of people's leaving: so many frames on. */
  async slide(frames) {
    const slider = this.page.locator(id('what-if-slider'));
    await slider.focus();
    if (frames === 0) return this.page.keyboard.press('Home');
    const wanted_s = frames * 60;
    for (let tries = 0; tries < 600 && (await this.at_s()) <= wanted_s; tries++) await this.page.keyboard.press((await this.at_s()) < -600 ? 'PageUp' : 'ArrowRight');
  }

  /** The levels of the streets that the map shows as walked on, one for each piece rendered. */
  levels() {
    return this.page.evaluate(() => window.__vigie.map.queryRenderedFeatures({ layers: ['sim-street'] }).map(({ state }) => state.level ?? 0).filter((level) => level > 0));
  }

  fingerprint() {
    return this.page.evaluate(() => window.__vigie.map.queryRenderedFeatures({ layers: ['sim-street'] }).map(({ id, state }) => `${id}:${state.level ?? 0}`).sort().join());
  }

  too_wide_px() { return this.page.evaluate(() => Math.max(...['html', '.page', 'main'].map((one) => document.querySelector(one).scrollWidth)) - innerWidth); }

  zoom() { return this.page.evaluate(() => window.__vigie.map.getZoom()); }
}
