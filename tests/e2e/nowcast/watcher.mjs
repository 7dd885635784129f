// SPDX-License-Identifier: Apache-2.0
// A hand and an eye for an event's streets at a desk: what the map, the key, the panel and the list say, and what the API says.
const id = (name) => `[data-testid="${name}"]`;

export class Watcher {
  constructor(page) { this.page = page; }

  ask(path) { return this.page.evaluate(async (where) => (await fetch(where)).json(), path); }
  async nowcast() { return (await this.ask('/api/v1/picture')).nowcasts[0]; }
  streets(event) { return this.ask(`/api/v1/crowd/nowcasts/${encodeURIComponent(event)}/streets`); }

  /** A line in the command bar, wherever the focus is. */
  async type(line) {
    await this.page.evaluate(() => document.activeElement?.blur());
    await this.page.keyboard.press('/');
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** What the map was told of each street that is not empty: street → { level, ahead, stale, chosen, beyond }. */
  async looks() {
    return new Map(await this.page.evaluate(() => {
      const { map } = window.__vigie;
      const features = map.getSource('streets')?.serialize().data.features ?? [];
      return features.map(({ id: feature, properties }) => [properties.street, map.getFeatureState({ source: 'streets', id: feature })]).filter(([, state]) => state.level > 0 || state.chosen);
    }));
  }

  /** The marks around the streets: exits, places, counters. */
  marks() { return this.page.evaluate(() => window.__vigie.map.getSource('street-marks').serialize().data.features.map(({ properties }) => properties.mark)); }
  figures() { return this.page.evaluate(() => window.__vigie.map.getSource('street-figures').serialize().data.features.map(({ properties }) => properties)); }

  /** Minutes ahead that the key says are shown; "past" or "far" where none are. */
  lead() { return this.page.locator(id('streets-key')).getAttribute('data-lead'); }

  /** Where a street is on the screen; null until it is drawn there. */
  place(street, line) {
    return this.page.evaluate(([wanted, [from, to]]) => {
      const { map } = window.__vigie;
      const { x, y } = map.project([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]);
      if (map.isMoving() || !map.queryRenderedFeatures([x, y], { layers: ['sim-street', 'sim-area'] }).some(({ properties }) => properties.street === wanted)) return null;
      const { left, top } = map.getCanvas().getBoundingClientRect();
      return { x: left + x, y: top + y };
    }, [street, line]);
  }

  async list() {
    await this.page.focus('canvas');
    await this.page.keyboard.press('l');
    await this.page.click(id('list-streets'));
    await this.page.waitForSelector(id('street-row'));
  }

  rows() { return this.page.locator(id('street-row')).evaluateAll((rows) => rows.map(({ dataset }) => ({ street: Number(dataset.street), level: Number(dataset.level) }))); }
}
