// SPDX-License-Identifier: Apache-2.0
// HTML that sticks to places on the map: incident marks and unit labels, few at a time, moved once per frame.
import type { Map as MapView } from 'maplibre-gl';

export interface Sticker {
  id: string;
  /** Redrawn only when this changes. */
  version: string;
  /** Gives way to the others where there is no room; its width in px, about. */
  yields?: { width_px: number };
  /** Where it is now; null while unknown. */
  place(): { lat: number; lon: number } | null;
  /** Fills an element made once. */
  draw(element: HTMLElement): void;
}

/** Height of a label. */
const kLine_px = 20;

interface Stuck { sticker: Sticker; element: HTMLElement }

export class Overlay {
  private readonly stuck = new Map<string, Stuck>();
  private inOrder: Stuck[] = [];
  private readonly taken: { x: number; y: number; half_px: number }[] = [];

  constructor(private readonly map: MapView, private readonly root: HTMLElement, private readonly tag: 'button' | 'span') {}

  set(stickers: Sticker[]): void {
    const wanted = new Set(stickers.map((sticker) => sticker.id));
    for (const [id, { element }] of this.stuck) {
      if (wanted.has(id)) continue;
      element.remove();
      this.stuck.delete(id);
    }
    for (const sticker of stickers) {
      const known = this.stuck.get(sticker.id);
      const element = known?.element ?? this.make();
      if (known?.sticker.version !== sticker.version) sticker.draw(element);
      this.stuck.set(sticker.id, { sticker, element });
    }
    this.inOrder = [...this.stuck.values()].sort((left, right) => Number(left.sticker.yields !== undefined) - Number(right.sticker.yields !== undefined));
    this.move();
  }

  move(): void {
    const { clientWidth: width, clientHeight: height } = this.root;
    this.taken.length = 0;
    for (const { sticker, element } of this.inOrder) {
      const place = sticker.place();
      const at = place ? this.map.project([place.lon, place.lat]) : null;
      const shown = at !== null && at.x > -60 && at.y > -60 && at.x < width + 60 && at.y < height + 60;
      const free = shown && this.takesRoom(sticker, at.x, at.y);
      element.style.display = free ? '' : 'none';
      if (free) element.style.transform = `translate(${at.x.toFixed(1)}px,${at.y.toFixed(1)}px)`;
    }
  }

  clear(): void {
    this.set([]);
  }

  /** Those that yield come last and find what is left. */
  private takesRoom(sticker: Sticker, x: number, y: number): boolean {
    const half_px = (sticker.yields?.width_px ?? 100) / 2;
    const meets = this.taken.some((other) => Math.abs(other.x - x) < other.half_px + half_px && Math.abs(other.y - y) < kLine_px);
    if (sticker.yields && meets) return false;
    this.taken.push({ x, y, half_px });
    return true;
  }

  private make(): HTMLElement {
    const element = document.createElement(this.tag);
    // The list says the same to the keyboard and to a screen reader.
    element.tabIndex = -1;
    element.setAttribute('aria-hidden', 'true');
    this.root.append(element);
    return element;
  }
}
