// SPDX-License-Identifier: Apache-2.0
// A stand-in server for work on the console alone: serves web/dist, a made-up picture and its deltas; no part of the product.
// node dev/fake.mjs [--port 8090] [--scenario calm|busy|flood|empty|many|broken] [--streets live|stale|ended|failed|none] [--tiles city/basemap.mbtiles] [--bounds w,s,e,n]
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { World } from './fake_world.mjs';

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
};
const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');
const tiles = option('tiles', '');
const bounds = option('bounds', '-8.70,41.13,-8.55,41.19').split(',').map(Number);
const world = new World(option('scenario', 'busy'), bounds, option('streets', 'live'));
const port = Number(option('port', '8090'));
const kCsp = "default-src 'self'; script-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'";
const kTypes = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
let loggedIn = option('login', 'in') === 'in';

function json(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
const refuse = (response, status, kind, message) => json(response, status, { error: { kind, message } });

function tile(response, z, x, y) {
  if (!tiles) return response.writeHead(204).end();
  const row = 2 ** z - 1 - y;
  const hex = execFileSync('sqlite3', ['-readonly', tiles, `select hex(tile_data) from tiles where zoom_level=${z} and tile_column=${x} and tile_row=${row}`], { maxBuffer: 1 << 26 }).toString().trim();
  if (hex === '') return response.writeHead(204).end();
  response.writeHead(200, { 'Content-Type': 'application/vnd.mapbox-vector-tile', 'Content-Encoding': 'gzip', 'Cache-Control': 'max-age=3600' });
  response.end(Buffer.from(hex, 'hex'));
}

async function body(request) {
  let text = '';
  for await (const part of request) text += part;
  return text === '' ? {} : JSON.parse(text);
}

async function api(request, response, url) {
  const path = url.pathname;
  if (path === '/api/v1/login') {
    const { password } = await body(request);
    if (password === 'wrong') return refuse(response, 401, 'unauthorised', 'name or password is wrong');
    loggedIn = true;
    return json(response, 200, world.me());
  }
  if (path === '/api/v1/logout') { loggedIn = false; return json(response, 200, {}); }
  if (!loggedIn) return refuse(response, 401, 'unauthorised', 'no session');
  if (path === '/api/v1/me') return json(response, 200, world.me());
  if (path === '/api/v1/city') return json(response, 200, world.city());
  if (path === '/api/v1/search') return json(response, 200, { places: world.search(url.searchParams.get('q')) });
  if (path === '/api/v1/users' && request.method === 'GET') return json(response, 200, world.users());
  if (path === '/api/v1/users') return json(response, 200, { link: 'http://127.0.0.1/#/enrol/3vX9-example', expires: new Date(Date.now() + 864e5).toISOString() });
  if (path === '/api/v1/devices') return json(response, 200, world.devices());
  if (path === '/api/v1/audit') return json(response, 200, world.audit());
  if (path === '/api/v1/roads/preview') return json(response, 200, world.preview(await body(request)));
  if (path === '/api/v1/coverage') return json(response, 200, world.coverage(url.searchParams.get('minutes').split(',').map(Number)));
  if (path === '/api/v1/crowd/zones') return world.broken ? refuse(response, 503, 'unavailable', 'not now') : json(response, 200, { zones: world.crowd?.zones ?? [] });
  const when = (name) => Date.parse(url.searchParams.get(name));
  if (path === '/api/v1/crowd/timeline') return world.broken || !world.crowd ? refuse(response, 503, 'unavailable', 'not now') : json(response, 200, world.crowd.timeline(when('from'), when('to'), Number(url.searchParams.get('step_min'))));
  const past = path.match(/^\/api\/v1\/crowd\/zones\/([^/]+)\/history$/);
  if (past) { const found = world.broken ? null : world.crowd?.history(decodeURIComponent(past[1]), when('from'), when('to')); return found ? json(response, 200, found) : refuse(response, 404, 'not found', 'no such zone'); }
  const nowcast = path.match(/^\/api\/v1\/crowd\/nowcasts\/([^/]+)\/streets$/);
  if (nowcast) return world.streets_broken ? refuse(response, 503, 'unavailable', 'not now') : world.streets?.event === decodeURIComponent(nowcast[1]) ? json(response, 200, world.streets.ground) : refuse(response, 404, 'not found', 'no such nowcast');
  const routed = path.match(/^\/api\/v1\/missions\/([^/]+)\/route$/);
  if (routed) { const found = world.route(routed[1]); return found ? json(response, 200, found) : refuse(response, 404, 'not found', 'no such mission'); }
  if (path === '/api/v1/commands') {
    const told = world.command(await body(request));
    if (told.error) return refuse(response, 409, 'conflict', told.error);
    push();
    return json(response, 200, told);
  }
  return refuse(response, 404, 'not found', 'no such route');
}

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://127.0.0.1');
  response.setHeader('Content-Security-Policy', kCsp);
  const found = url.pathname.match(/^\/tiles\/(\d+)\/(\d+)\/(\d+)$/);
  if (found) return tile(response, ...found.slice(1).map(Number));
  if (url.pathname.startsWith('/dev/')) { world.dev(url.pathname.slice(5)); if (url.pathname === '/dev/silence') quiet = !quiet; push(); return json(response, 200, {}); }
  if (url.pathname.startsWith('/api/')) return void api(request, response, url);
  const file = join(dist, normalize(url.pathname === '/' ? '/index.html' : url.pathname));
  if (!file.startsWith(dist) || !existsSync(file) || statSync(file).isDirectory()) return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': kTypes[extname(file)] ?? 'application/octet-stream' });
  return createReadStream(file).pipe(response);
});

/** RFC 6455, server to client, text only: enough for a page that listens. */
function frame(text) {
  const payload = Buffer.from(text);
  const head = payload.length < 126 ? Buffer.from([0x81, payload.length])
    : payload.length < 65536 ? Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255])
    : Buffer.from([0x81, 127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((shift) => (payload.length >>> shift) & 255)]);
  return Buffer.concat([head, payload]);
}

let quiet = false;
const clients = new Set();
const push = () => { const delta = frame(JSON.stringify(world.delta())); if (!quiet) for (const socket of clients) socket.write(delta); };
server.on('upgrade', (request, socket) => {
  if (quiet) return socket.destroy();
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.write(frame(JSON.stringify(world.snapshot())));
  clients.add(socket);
  socket.on('close', () => clients.delete(socket));
  socket.on('error', () => clients.delete(socket));
  socket.resume();
});
setInterval(() => { world.step(); push(); }, 500);
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/`));
