// SPDX-License-Identifier: Apache-2.0
// What the stickers on the map show: the rank mark of an incident, the call sign of a unit that matters now.
import { rankSvg } from '../ui/rank';
import type { Picture } from '../stream/reducer';
import type { Attention, Queue } from '../state/queue';
import type { Sticker } from './overlay';

export function incidentStickers(queue: Queue, picture: Picture, chosen: string | null, choose: (id: string) => void): Sticker[] {
  const stickers: Sticker[] = [];
  for (const one of [...queue.rest, ...queue.danger]) {
    const source = picture.incidents.get(one.id) ?? picture.alarms.get(one.id);
    const { lat, lon } = source ?? {};
    if (lat === undefined || lon === undefined) continue;
    const isChosen = one.id === chosen;
    stickers.push({
      id: one.id,
      version: `${one.rank}${one.attention}${isChosen}`,
      place: () => ({ lat, lon }),
      draw: (element) => {
        element.className = `pin ${attentionClass(one.attention)} rank-${Math.min(one.rank, 3)}${isChosen ? ' chosen' : ''}`;
        element.innerHTML = rankSvg(one.rank);
        element.onclick = () => choose(one.id);
      },
    });
  }
  return stickers;
}

const attentionClass = (attention: Attention): string => `is-${attention}`;

export interface Labelled { unit: string; text: string; tone: 'plain' | 'proposed' | 'picked' | 'decided' | 'stale' | 'distress' }

export function unitStickers(labels: Labelled[], placeOf: (unit: string) => { lat: number; lon: number } | null): Sticker[] {
  return labels.map(({ unit, text, tone }) => ({
    id: unit,
    version: `${text}|${tone}`,
    ...(tone === 'plain' ? { yields: { width_px: text.length * 7 + 10 } } : {}),
    place: () => placeOf(unit),
    draw: (element) => {
      element.className = `unit-label ${tone}`;
      element.textContent = text;
    },
  }));
}
