// SPDX-License-Identifier: Apache-2.0
// Draws every unit in one call of the graphics card, as a custom layer of the map.
import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapView } from 'maplibre-gl';
import { kStatuses, palettes, rgb, type Theme } from './palette';
import { kFragment, kVertex } from './unit_shaders';
import { kGlide_ms, kStride, type UnitStore } from './unit_store';
import type { Perf } from './perf';

/** Slower than this, the machine draws in software: move in fewer, larger steps and leave it time for the rest. */
const kSlowFrame_ms = 45;
const kSlowStep_ms = 120;

export interface Clocks {
  /** The server's time in seconds since the store's base. */
  server_s(): number;
  stale_s: number;
  motion: boolean;
}

function compile(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type);
  if (!shader) throw new Error('no shader');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader) ?? 'shader');
  return shader;
}

export class UnitLayer implements CustomLayerInterface {
  readonly id = 'units';
  readonly type = 'custom' as const;
  readonly renderingMode = '2d' as const;
  private map: MapView | null = null;
  private program: WebGLProgram | null = null;
  private array: WebGLVertexArrayObject | null = null;
  private buffer: WebGLBuffer | null = null;
  private uploaded = 0;
  private dirty = true;
  private movingUntil_ms = 0;
  private asked_ms = 0;
  /** How long a frame asked for takes to begin, smoothed. */
  private wait_ms = 16;
  private later: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: UnitStore,
    private readonly base_ms: number,
    private readonly clocks: Clocks,
    private readonly perf: Perf,
    private theme: Theme,
  ) {}

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.changed(0);
  }

  /** The store changed; `moved` is the longest glide in it, in mercator units. */
  changed(moved: number): void {
    this.dirty = true;
    if (!this.map) return;
    const worldSize_px = 512 * 2 ** this.map.getZoom();
    if (moved * worldSize_px > 0.8) this.movingUntil_ms = performance.now() + kGlide_ms;
    this.map.triggerRepaint();
  }

  onAdd(map: MapView, gl: WebGL2RenderingContext): void {
    this.map = map;
    const program = gl.createProgram();
    gl.attachShader(program, compile(gl, gl.VERTEX_SHADER, kVertex));
    gl.attachShader(program, compile(gl, gl.FRAGMENT_SHADER, kFragment));
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? 'link');
    this.program = program;
    this.array = gl.createVertexArray();
    gl.bindVertexArray(this.array);
    const corners = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, corners);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
    const corner = gl.getAttribLocation(program, 'corner');
    gl.enableVertexAttribArray(corner);
    gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);
    this.buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    for (const [name, offset] of [['travel', 0], ['how', 4]] as const) {
      const at = gl.getAttribLocation(program, name);
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, 4, gl.FLOAT, false, kStride * 4, offset * 4);
      gl.vertexAttribDivisor(at, 1);
    }
    gl.bindVertexArray(null);
    this.uploaded = 0;
    this.dirty = true;
  }

  onRemove(_map: MapView, gl: WebGL2RenderingContext): void {
    clearTimeout(this.later);
    gl.deleteProgram(this.program);
    gl.deleteVertexArray(this.array);
    gl.deleteBuffer(this.buffer);
    this.map = null;
  }

  render(gl: WebGLRenderingContext | WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const began_ms = performance.now();
    if (this.map && this.program && gl instanceof WebGL2RenderingContext && this.store.size > 0) {
      this.draw(gl, this.map, this.program, input, began_ms);
    }
    this.goOn(began_ms);
    this.perf.frame(performance.now() - began_ms, this.store.size);
  }

  private draw(gl: WebGL2RenderingContext, map: MapView, program: WebGLProgram, input: CustomRenderMethodInput, now_ms: number): void {
    const palette = palettes[this.theme];
    gl.useProgram(program);
    gl.bindVertexArray(this.array);
    this.upload(gl);
    const at = (name: string) => gl.getUniformLocation(program, name);
    gl.uniformMatrix4fv(at('matrix'), false, this.matrix(input.defaultProjectionData.mainMatrix));
    // Symbols grow a little with zoom: 5 px half size over the whole city, 11 px in the street.
    const half_px = Math.min(11, Math.max(5.5, 5.5 + (map.getZoom() - 11) * 1.3)) * 1.35;
    gl.uniform2f(at('half_size'), (2 * half_px) / map.getCanvas().clientWidth, (2 * half_px) / map.getCanvas().clientHeight);
    gl.uniform1f(at('now_ms'), now_ms - this.base_ms);
    gl.uniform1f(at('now_s'), this.clocks.server_s());
    gl.uniform1f(at('stale_s'), this.clocks.stale_s);
    gl.uniform1f(at('turn'), (map.getBearing() * Math.PI) / 180);
    gl.uniform1f(at('pulse'), this.clocks.motion ? 1 : 0);
    gl.uniform3fv(at('colours'), kStatuses.flatMap((status) => rgb(palette.status[status])));
    for (const [name, hex] of [['rim', palette.rim], ['grey', palette.stale], ['red', palette.distress], ['lamp', palette.lamp]] as const) {
      gl.uniform3fv(at(name), rgb(hex));
    }
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.store.size);
    gl.bindVertexArray(null);
  }

  private upload(gl: WebGL2RenderingContext): void {
    if (!this.dirty) return;
    this.dirty = false;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    if (this.store.data.length > this.uploaded) {
      gl.bufferData(gl.ARRAY_BUFFER, this.store.data, gl.DYNAMIC_DRAW);
      this.uploaded = this.store.data.length;
    } else {
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, this.store.data.subarray(0, this.store.size * kStride));
    }
  }

  /** The map's matrix moved to the store's origin, multiplied in 64 bits, then cut to 32. */
  private matrix(main: ArrayLike<number>): Float32Array {
    const moved = Float32Array.from(main);
    for (let row = 0; row < 4; row++) {
      moved[12 + row] = (main[row] ?? 0) * this.store.originX + (main[4 + row] ?? 0) * this.store.originY + (main[12 + row] ?? 0);
    }
    return moved;
  }

  /** Asks for the next frame while something glides, at a pace the machine can hold. */
  private goOn(now_ms: number): void {
    if (this.asked_ms > 0) this.wait_ms += (now_ms - this.asked_ms - this.wait_ms) * 0.1;
    this.asked_ms = 0;
    clearTimeout(this.later);
    if (!this.clocks.motion || now_ms > this.movingUntil_ms) return;
    if (this.wait_ms < kSlowFrame_ms) this.ask();
    else this.later = setTimeout(() => this.ask(), kSlowStep_ms);
  }

  private ask(): void {
    this.asked_ms = performance.now();
    this.map?.triggerRepaint();
  }
}
