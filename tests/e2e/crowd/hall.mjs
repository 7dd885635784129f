// SPDX-License-Identifier: Apache-2.0
// A hand and an eye for the crowd at a desk: what the map, the list and the stamp say, and what the API says.
const id = (name) => `[data-testid="${name}"]`;

export class Hall {
  constructor(page) { this.page = page; }

  ask(path) { return this.page.evaluate(async (where) => (await fetch(where)).json(), path); }
  picture() { return this.ask('/api/v1/picture'); }
  async zones() { return (await this.ask('/api/v1/crowd/zones')).zones; }
  async state(zone) { return (await this.picture()).crowd.find((one) => one.zone === zone); }

  /** The zones that somebody counted, and not too long ago. */
  async counted() { return (await this.picture()).crowd.filter(({ counted, stale }) => counted !== undefined && !stale).map(({ zone }) => zone); }

  /** What the map's own source says of each zone. */
  on_map() {
    return this.page.evaluate(() => window.__vigie.map.getSource('zones').serialize().data.features.filter(({ properties }) => properties.part === 'area').map(({ properties }) => properties));
  }

  key() { return this.page.waitForSelector(id('crowd-key')); }

  async list() {
    await this.page.focus('canvas');
    await this.page.keyboard.press('l');
    await this.page.click(id('list-crowd'));
    await this.page.waitForSelector(id('zone-row'));
  }

  rows() {
    return this.page.locator(id('zone-row')).evaluateAll((rows) => rows.map((row) => ({ id: row.dataset.zone, level: row.dataset.level, stale: row.classList.contains('stale') })));
  }

  /** The numbers of a column, from the first row down; rows without one are left out. */
  async figures(column) {
    const texts = await this.page.locator(`${id('zone-row')} > :nth-child(${column})`).allInnerTexts();
    return texts.map((text) => Number.parseFloat(text.replace(/[\u00a0\u202f ]/g, '').replace(',', '.'))).filter(Number.isFinite);
  }

  /** A line in the command bar, wherever the focus is. */
  async type(line) {
    await this.page.evaluate(() => document.activeElement?.blur());
    await this.page.keyboard.press('/');
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** "past", "forecast"; null for now. */
  async when() {
    const stamp = this.page.locator(id('then')).first();
    return (await stamp.count()) === 0 ? null : stamp.getAttribute('data-when');
  }
}
