// SPDX-License-Identifier: Apache-2.0
// Which road change lies under the pointer; asked of the map at most once a frame, and not at all while there are none.
import type { Map as MapView, MapMouseEvent, PointLike } from 'maplibre-gl';

/** A road change under the pointer, and where that is, px from the map's corner. */
export interface RoadAt { id: string; x: number; y: number }

const kReach_px = 7;
const kLayers = ['road-sign', 'road-now', 'road-ahead'];

export class RoadPointer {
  private over: string | null = null;
  private frame = 0;

  constructor(private readonly map: MapView, private readonly any: () => boolean, private readonly hover: (at: RoadAt | null) => void) {
    map.on('mousemove', (event) => this.moved(event));
    map.on('mouseout', () => this.say(null));
    map.on('movestart', () => this.say(null));
  }

  at({ x, y }: { x: number; y: number }): string | null {
    const layers = this.any() ? kLayers.filter((id) => this.map.getLayer(id)) : [];
    if (layers.length === 0) return null;
    const box: [PointLike, PointLike] = [[x - kReach_px, y - kReach_px], [x + kReach_px, y + kReach_px]];
    const id: unknown = this.map.queryRenderedFeatures(box, { layers })[0]?.properties.id;
    return typeof id === 'string' ? id : null;
  }

  private moved(event: MapMouseEvent): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const id = this.map.isMoving() ? null : this.at(event.point);
      this.say(id === null ? null : { id, x: event.point.x, y: event.point.y });
    });
  }

  private say(at: RoadAt | null): void {
    if (at === null && this.over === null) return;
    this.over = at?.id ?? null;
    this.map.getCanvas().classList.toggle('over-road', at !== null);
    this.hover(at);
  }
}
