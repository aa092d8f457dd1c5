/**
 * Calls to the API, at the page's own origin. What the server refuses is a `Problem`, as it describes
 * itself (RFC 9457); a server that cannot be asked, or is too busy to answer, is `Unreachable`.
 */

import { t } from '../texts/t.js';

const PATIENCE_MS = 15_000;
export const PAGE = 200; // things that are asked for at once
const PASSING = new Set([408, 425, 429, 502, 503, 504]);

export class Problem extends Error {
  constructor(status, { detail = t('sync.answered', { status }), field = '', code = '' }) {
    super(sentence(detail.replace(`${field}: `, '')));
    this.status = status;
    this.code = code;
    this.field = field.match(/^\w*/)[0];
  }
}

export class Unreachable extends Error {}

/** A signal that ends what is not answered in time. */
export const patience = () => AbortSignal.timeout(PATIENCE_MS);

/** Nothing is heard from the server until the person has signed in again. */
export class SignedOut extends Unreachable {}

let gate = null;

/** Calls are from now on those of who has come in, where people sign in: see `sign-in/start.js`. */
export function letIn(opened) {
  gate = opened;
}

/** The answer's JSON. A request with a `key` is done once, however often it is sent. */
export async function call(method, path, options = {}) {
  let response = await ask(method, path, options);
  if (response.status === 401 && (await gate?.session.renew?.())) response = await ask(method, path, options);
  if (response.status === 401 && gate) throw new SignedOut(t('sync.signedOut'));
  if (response.status === 404) await gate?.stillIn();
  if (response.status === 204) return null;
  if (PASSING.has(response.status)) unreachable();
  if (response.ok) return response.json().catch(unreachable);
  throw new Problem(response.status, await response.json().catch(() => ({})));
}

/** The answer as it comes. `body` is sent as JSON, a `file` as it is. */
export async function ask(method, path, { body, file, key } = {}) {
  const headers = { ...(await gate?.session.headers()) };
  if (body) headers['Content-Type'] = 'application/json';
  if (file) headers['Content-Type'] = 'application/octet-stream';
  if (key) headers['Idempotency-Key'] = key;
  const address = `api/${gate?.inSpace(path) ?? path}`;
  return fetch(address, { method, headers, body: file ?? (body && JSON.stringify(body)), signal: patience() }).catch(unreachable);
}

/** All of a listing, page after page; its things are called by the last word of its path. */
export async function listing(path) {
  const found = [];
  let cursor;
  do {
    const place = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page = await call('GET', `${path}?limit=${PAGE}${place}`);
    found.push(...page[path.split('/').at(-1)]);
    cursor = page.next;
  } while (cursor);
  return found;
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

function unreachable(cause) {
  throw new Unreachable(t('sync.unreachable'), { cause });
}
