// SPDX-License-Identifier: Apache-2.0
// A hand on the map of the desk: finds a street on the screen, draws along it, and looks which closures are shown.
import { kPatience, until } from '../lib/claims.mjs';

const kSimulated = 'feed/sim';
const id = (name) => `[data-testid="${name}"]`;

export class Street {
  constructor(page) { this.page = page; }

  /** R, then a click near each end of the longest stretch of street in view: what the desk found there. */
  async draw() {
    await this.page.evaluate(() => window.__vigie.map.jumpTo({ zoom: 16 }));
    await this.page.waitForFunction(() => window.__vigie.map.loaded(), { timeout: 20_000 * kPatience });
    await this.page.keyboard.press('r');
    await this.page.waitForSelector(id('draw'));
    const stretch = await this.click_along();
    return { ...await this.told(), last: await this.on_map(stretch.ends[1]), middle: stretch.middle };
  }

  /** What the desk says of the line as it stands. */
  async told() {
    return { found: await this.page.locator(id('draw-found')).innerText(), length_m: Number.parseInt(await this.page.locator(id('draw-length')).innerText(), 10) };
  }

  /** px of the page as degrees. */
  on_map({ x, y }) {
    return this.page.evaluate(([x, y]) => {
      const { map } = window.__vigie;
      const canvas = map.getCanvas().getBoundingClientRect();
      return map.unproject([x - canvas.left, y - canvas.top]).toArray();
    }, [x, y]);
  }

  /** A click on that place of the map, wherever on the page it lies by now. */
  async click_at(place) {
    const { x, y } = await this.page.evaluate((at) => {
      const { map } = window.__vigie;
      const canvas = map.getCanvas().getBoundingClientRect();
      const { x, y } = map.project(at);
      return { x: x + canvas.left, y: y + canvas.top };
    }, place);
    await this.page.mouse.click(x, y);
  }

  /**
   * A point at each end of the longest stretch, looked for anew after the first: what is then said of it covers more of a phone's map. The simulated day
   * may call for help just then: its banner moves the map under the mouse.
   */
  async click_along() {
    for (let attempt = 1; ; attempt += 1) {
      const { ends: [first] } = await this.longest();
      await this.page.mouse.click(first.x, first.y);
      await this.settled();
      const stretch = await this.longest();
      const away = ({ x, y }) => Math.hypot(x - first.x, y - first.y);
      stretch.ends.sort((one, other) => away(one) - away(other));
      const { x, y } = stretch.ends[1];
      await this.page.mouse.click(x, y);
      await this.page.waitForTimeout(500);
      const points = await this.points();
      if (points === 2) { await this.settled(); return stretch; }
      if (attempt === 5) throw new Error(`two clicks on a street set ${points} points`);
      for (let i = 0; i < points; i += 1) await this.page.keyboard.press('Backspace');
    }
  }

  /** The map turned and moved so that an arrow to the right goes along a street. */
  async lay_along() {
    await this.page.evaluate(() => window.__vigie.map.jumpTo({ zoom: 17 }));
    await this.page.waitForFunction(() => window.__vigie.map.loaded(), { timeout: 20_000 * kPatience });
    const { ends: [from, to] } = await this.longest();
    await this.page.evaluate(({ from, to }) => {
      const { map } = window.__vigie;
      const canvas = map.getCanvas().getBoundingClientRect();
      const center = map.unproject([from.x - canvas.left, from.y - canvas.top]);
      map.jumpTo({ center, bearing: map.getBearing() + (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI });
    }, { from, to });
  }

  /** The longest street that lies free on the screen: its two ends in px of the page, its middle in degrees. */
  async longest() {
    const stretch = await this.page.evaluate(() => {
      const { map } = window.__vigie;
      const canvas = map.getCanvas().getBoundingClientRect();
      const free = ({ x, y }) => document.elementFromPoint(x + canvas.left, y + canvas.top) === map.getCanvas();
      let best = null;
      for (const feature of map.queryRenderedFeatures({ layers: ['street', 'secondary', 'primary'] })) {
        if (feature.geometry.type !== 'LineString') continue;
        const points = feature.geometry.coordinates.map((at) => map.project(at)).filter(free);
        if (points.length < 2) continue;
        // A little inwards, and still on the map: between two free ends something may lie over it.
        const inwards = (a, b) => ({ x: a.x + (b.x - a.x) * 0.1, y: a.y + (b.y - a.y) * 0.1 });
        const [first, last] = [inwards(points[0], points.at(-1)), inwards(points.at(-1), points[0])];
        if (!free(first) || !free(last)) continue;
        const far = Math.hypot(first.x - last.x, first.y - last.y);
        if (far > (best?.far ?? 0)) best = { far, first, last };
      }
      if (!best) return null;
      const on_page = ({ x, y }) => ({ x: x + canvas.left, y: y + canvas.top });
      return { ends: [on_page(best.first), on_page(best.last)], middle: map.unproject([(best.first.x + best.last.x) / 2, (best.first.y + best.last.y) / 2]).toArray() };
    });
    if (stretch === null) throw new Error('no street lies free on the screen');
    return stretch;
  }

  /** The streets of all the points so far are known. */
  async settled() {
    await this.page.waitForTimeout(200);
    await this.page.waitForSelector(id('draw-length'), { timeout: 10_000 * kPatience });
  }

  async points() { return Number(await this.page.locator(id('draw')).getAttribute('data-points')); }

  async every_change() { return (await this.page.evaluate(async () => (await fetch('/api/v1/picture')).json())).road_changes; }

  /** Without those that the simulated day's own road authority published. */
  async changes() { return (await this.every_change()).filter(({ source }) => source !== kSimulated); }

  /** The ids of the closures that a layer shows on the screen, the simulated day's left out. */
  async shown(layer) {
    const simulated = (await this.every_change()).filter(({ source }) => source === kSimulated).map(({ id }) => id);
    const ids = await this.page.evaluate((name) => window.__vigie.map.queryRenderedFeatures({ layers: [name] }).map(({ properties }) => properties.id), layer);
    return ids.filter((id) => !simulated.includes(id));
  }

  /** The id of a closure whose sign is on the screen; null where there is none. */
  async sign_shown() { return (await this.shown('road-sign'))[0] ?? null; }

  go(centre) { return this.page.evaluate((at) => { window.__vigie.map.jumpTo({ center: at, zoom: 16 }); }, centre); }

  /** Goes there on the map and looks whether that closure's barrier is drawn. */
  async shows(road, centre) {
    await this.go(centre);
    await this.page.waitForTimeout(150);
    return this.page.evaluate((wanted) => window.__vigie.map.queryRenderedFeatures({ layers: ['road-now'] }).some(({ properties }) => properties.id === wanted), road);
  }

  rendered(layer) { return this.page.evaluate((name) => window.__vigie.map.queryRenderedFeatures({ layers: [name] }).length, layer); }

  /** The points of the ways drawn now, [longitude, latitude]. */
  way() { return this.page.evaluate(() => window.__vigie.map.getSource('routes').serialize().data.features.flatMap(({ geometry }) => geometry.coordinates)); }

  async open_list() {
    if ((await this.page.locator(id('list')).count()) === 0) {
      await this.page.focus('canvas');
      await this.page.keyboard.press('l');
    }
    await this.page.click(id('list-roads'));
    await until('the list', async () => (await this.page.locator(id('list')).count()) === 1);
  }

  row(road) { return this.page.locator(`${id('road-row')}[data-road="${road}"]`); }

  /** The shares of the first band, from the first row down. */
  async coverage_rises() {
    await this.page.waitForSelector(id('coverage-row'));
    const shares = await this.page.locator(`${id('coverage-row')} td:nth-child(2)`).allInnerTexts();
    const numbers = shares.map((text) => Number.parseInt(text, 10));
    return numbers.length > 0 && numbers.every((share, index) => index === 0 || share >= numbers[index - 1]);
  }
}
