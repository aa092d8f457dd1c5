/** Calls that are about signing in itself: what they are refused with is for their form. */

import { Problem, Unreachable } from '../model/api.js';

/** The answer's JSON. Throws `Problem` with the server's `code`, or `Unreachable`. */
export async function ask(method, path, body) {
  const headers = body ? { 'Content-Type': 'application/json' } : {};
  const response = await fetch(`api/${path}`, { method, headers, body: body && JSON.stringify(body) }).catch(() => {
    throw new Unreachable('Farthing cannot be reached. Try again.');
  });
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  if (response.status === 429) answer.detail = `too many tries; try again ${later(response)}`;
  throw Object.assign(new Problem(response.status, answer), { code: answer.code });
}

function later(response) {
  const seconds = Number(response.headers.get('Retry-After')) || 60;
  if (seconds < 90) return `in ${seconds} seconds`;
  const at = new Date(Date.now() + seconds * 1000).toLocaleTimeString([], { timeStyle: 'short' });
  return `after ${at}`;
}
