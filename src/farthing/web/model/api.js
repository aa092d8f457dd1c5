/**
 * Calls to the API, at the page's own origin. What the server refuses is a `Problem`, as it describes
 * itself (RFC 9457); a server that cannot be asked, or is too busy to answer, is `Unreachable`.
 */

const PATIENCE_MS = 15_000;
const PAGE = 200;
const PASSING = new Set([408, 425, 429, 502, 503, 504]);

export class Problem extends Error {
  constructor(status, { detail = `the server answered ${status}`, field = '' }) {
    super(sentence(detail.replace(`${field}: `, '')));
    this.status = status;
    this.field = field.match(/^\w*/)[0];
  }
}

export class Unreachable extends Error {}

/** The answer's JSON. With `version` the server writes only if the thing is at that version still. */
export async function call(method, path, { body, version } = {}) {
  const headers = {};
  if (body) headers['Content-Type'] = 'application/json';
  if (version) headers['If-Match'] = `"${version}"`;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const response = await fetch(`api/${path}`, { method, headers, body: body && JSON.stringify(body), signal })
    .catch(unreachable);
  if (response.status === 204) return null;
  if (PASSING.has(response.status)) unreachable();
  if (response.ok) return response.json().catch(unreachable);
  throw new Problem(response.status, await response.json().catch(() => ({})));
}

/** Every page of a listing, one after the other. */
export async function* pages(path) {
  let cursor;
  do {
    const place = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page = await call('GET', `${path}?limit=${PAGE}${place}`);
    yield page;
    cursor = page.next;
  } while (cursor);
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

function unreachable(cause) {
  throw new Unreachable('Farthing cannot be reached.', { cause });
}
