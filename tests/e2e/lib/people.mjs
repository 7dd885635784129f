// SPDX-License-Identifier: Apache-2.0
// People at the desk: the first administrator by the printed link, the others by invitation.
import { Api } from './api.mjs';

export const PASSWORD = 'correct horse battery staple';

/** The first administrator, logged in. */
export async function first_admin(server) {
  const admin = new Api(server.url);
  await admin.enrol(server.enrolment, 'admin', PASSWORD);
  return admin;
}

/** Invites somebody and gives the one-time link. */
export async function invite(admin, name, role) {
  const answer = await admin.ask('POST', '/api/v1/users', { name, role });
  if (answer.status !== 200) throw new Error(`invite ${name}: ${answer.status} ${answer.text}`);
  return answer.json.link;
}

/** Somebody of that role, enrolled and logged in. */
export async function colleague(server, admin, name, role) {
  const session = new Api(server.url);
  await session.enrol(await invite(admin, name, role), name, PASSWORD);
  return session;
}

/** Logs in where the session did not outlive a restart. */
export async function logged_in(session, url, name) {
  session.url = url;
  if ((await session.get('/api/v1/me')).status === 200) return session;
  session.cookie = '';
  session.csrf = '';
  const answer = await session.ask('POST', '/api/v1/login', { name, password: PASSWORD });
  if (answer.status !== 200) throw new Error(`login ${name}: ${answer.status} ${answer.text}`);
  return session;
}
