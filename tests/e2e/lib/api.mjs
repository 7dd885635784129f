// SPDX-License-Identifier: Apache-2.0
// The HTTP API as a script uses it: a session's cookie and its CSRF value, or a source's token.
export class Api {
  constructor(url) {
    this.url = url;
    this.cookie = '';
    this.csrf = '';
  }

  async ask(method, path, body, headers = {}) {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(this.csrf && method !== 'GET' ? { 'x-vigie-csrf': this.csrf } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    const cookie = answer.headers.get('set-cookie');
    if (cookie) this.cookie = cookie.split(';')[0];
    let json = null;
    try { json = JSON.parse(text); } catch { /* metrics, an empty answer */ }
    if (json?.csrf) this.csrf = json.csrf;
    return { status: answer.status, json, text };
  }

  get(path) { return this.ask('GET', path); }
  command(command) { return this.ask('POST', '/api/v1/commands', command); }
  observe(token, observations) {
    return this.ask('POST', '/api/v1/observations', observations, { authorization: `Bearer ${token}` });
  }

  /** Redeems a one-time link and is logged in; the token is the link's last part. */
  async enrol(link, name, password) {
    const token = link.split(/[/#=]/).pop();
    const answer = await this.ask('POST', '/api/v1/enrol', { token, name, password });
    if (answer.status !== 200) throw new Error(`enrol ${name}: ${answer.status} ${answer.text}`);
    return answer.json;
  }
}
