// SPDX-License-Identifier: Apache-2.0
// Holds the stream open: reconnects with a growing pause, notices silence, and says which viewport this screen wants.
import type { Delta, Snapshot, Viewport } from '../api/types';

/** The server says something at least once a second (asyncapi.yaml); after this long the line counts as dead. */
export const kSilence_ms = 3500;
const kLongestPause_ms = 5000;

export interface Listener {
  message(message: Snapshot | Delta): void;
  /** Called on every change: false also when the socket is open but silent. */
  alive(alive: boolean): void;
}

export class StreamSocket {
  private socket: WebSocket | null = null;
  private lastHeard_ms = 0;
  private attempts = 0;
  private stopped = false;
  private isAlive = false;
  private watch: ReturnType<typeof setInterval> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private viewport: Viewport | null = null;

  constructor(private readonly url: string, private readonly listener: Listener) {}

  start(): void {
    this.stopped = false;
    this.connect();
    this.watch = setInterval(() => this.check(), 500);
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.watch);
    clearTimeout(this.retry);
    this.socket?.close();
    this.socket = null;
  }

  /** Remembered, and said again after a reconnection. */
  look(west: number, south: number, east: number, north: number): void {
    this.viewport = { type: 'viewport', west, south, east, north };
    this.sayViewport();
  }

  private sayViewport(): void {
    if (this.viewport && this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(this.viewport));
  }

  private connect(): void {
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => this.sayViewport();
    socket.onmessage = (event: MessageEvent<string>) => {
      if (socket !== this.socket) return;
      this.lastHeard_ms = performance.now();
      this.attempts = 0;
      this.listener.message(JSON.parse(event.data) as Snapshot | Delta);
      this.setAlive(true);
    };
    socket.onclose = () => {
      if (socket === this.socket) this.lost();
    };
  }

  private check(): void {
    if (!this.isAlive || performance.now() - this.lastHeard_ms < kSilence_ms) return;
    const silent = this.socket;
    this.socket = null;
    silent?.close();
    this.lost();
  }

  private lost(): void {
    this.setAlive(false);
    if (this.stopped) return;
    clearTimeout(this.retry);
    const pause_ms = Math.min(kLongestPause_ms, 250 * 2 ** this.attempts++);
    this.retry = setTimeout(() => this.connect(), pause_ms);
  }

  private setAlive(alive: boolean): void {
    if (alive === this.isAlive) return;
    this.isAlive = alive;
    this.listener.alive(alive);
  }
}

export function streamUrl(from: Location = location): string {
  return `${from.protocol === 'https:' ? 'wss' : 'ws'}://${from.host}/api/v1/stream`;
}
