/** Calls that are about signing in itself: what they are refused with is for their form. */

import { Problem, Unreachable } from '../model/api.js';
import { t, tags } from '../texts/t.js';

const SAID = ['second_factor', 'taken', 'unauthenticated']; // what the catalog has words for

/** The answer's JSON. Throws `Problem` with the server's `code`, or `Unreachable`. */
export async function ask(method, path, body) {
  const headers = body ? { 'Content-Type': 'application/json' } : {};
  const response = await fetch(`api/${path}`, { method, headers, body: body && JSON.stringify(body) }).catch((cause) => {
    throw new Unreachable(t('unreachable'), { cause });
  });
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const problem = new Problem(response.status, answer);
  if (response.status === 429) problem.message = later(response);
  else if (SAID.includes(answer.code)) problem.message = t(`problem.${answer.code}`);
  throw Object.assign(problem, { code: answer.code });
}

function later(response) {
  const count = Number(response.headers.get('Retry-After')) || 60;
  if (count < 90) return t('problem.wait', { count });
  return t('problem.after', { time: new Date(Date.now() + count * 1000).toLocaleTimeString(tags(), { timeStyle: 'short' }) });
}
