// SPDX-License-Identifier: Apache-2.0
// HTML that sticks to places on the map: incident marks and unit labels, few at a time, moved once per frame.
import type { Map as MapView } from 'maplibre-gl';

export interface Sticker {
  id: string;
  /** Redrawn only when this changes. */
  version: string;
  /** Where it is now; null while unknown. */
  place(): { lat: number; lon: number } | null;
  /** Fills an element made once. */
  draw(element: HTMLElement): void;
}

interface Stuck { sticker: Sticker; element: HTMLElement }

export class Overlay {
  private readonly stuck = new Map<string, Stuck>();

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
    this.move();
  }

  move(): void {
    const { clientWidth: width, clientHeight: height } = this.root;
    for (const { sticker, element } of this.stuck.values()) {
      const place = sticker.place();
      const at = place ? this.map.project([place.lon, place.lat]) : null;
      const shown = at !== null && at.x > -60 && at.y > -60 && at.x < width + 60 && at.y < height + 60;
      element.style.display = shown ? '' : 'none';
      if (shown) element.style.transform = `translate(${at.x.toFixed(1)}px,${at.y.toFixed(1)}px)`;
    }
  }

  clear(): void {
    this.set([]);
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
