/**
 * A change is plain data, so that it can wait and be sent again:
 * `{ kind: 'task' | 'list', id, op: 'create' | 'edit' | 'delete' | 'restore', fields, was, at }`.
 * `was` has the values a person saw when they began to type; such a change never writes over what others
 * have put into the same fields since.
 */

import { call, Problem } from './api.js';
import { BLANK } from './task.js';

/** Others changed the same fields; `theirs` is the thing now, or null where they deleted it. */
export class Clash extends Error {
  constructor(theirs) {
    super('others changed the same');
    this.theirs = theirs;
  }
}

/** A thing as it will be once the change is made. */
export function applied(thing, { kind, id, op, fields, at }) {
  if (op === 'create') return thing ?? fresh(kind, id, fields);
  if (!thing) return thing;
  return { ...thing, ...fields, deletedAt: op === 'delete' ? at : op === 'restore' ? null : thing.deletedAt };
}

/** A thing the server does not know yet: placed last. */
function fresh(kind, id, fields) {
  return { ...(kind === 'task' && BLANK), ...fields, [`${kind}Id`]: id, position: '~', version: 0, deletedAt: null };
}

/** The fields in which a change and the present state of its thing exclude each other. */
export function clashes({ fields, was }, theirs) {
  return Object.keys(was ?? {}).filter((name) => !same(theirs[name], was[name]) && !same(theirs[name], fields[name]));
}

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Make the change on the server, safely more than once; the thing afterwards, or null where it is deleted. */
export async function send(change, known) {
  const path = pathOf(change);
  if (change.op === 'create') return call('PUT', path, { body: change.fields });
  if (change.op === 'delete') return call('DELETE', path);
  if (change.op === 'restore') return call('POST', `${path}/restore`);
  if (!change.was) return call('PATCH', path, { body: change.fields });
  return sendWithCare(change, known ?? (await present(change)));
}

/** Write only onto a state that has been compared with what the person saw. */
async function sendWithCare(change, known) {
  for (let theirs = known; ; theirs = await present(change)) {
    if (!theirs || theirs.deletedAt) throw new Clash(null);
    if (clashes(change, theirs).length) throw new Clash(theirs);
    try {
      return await call('PATCH', pathOf(change), { body: change.fields, version: theirs.version });
    } catch (problem) {
      if (problem.status !== 412) throw problem;
    }
  }
}

async function present(change) {
  try {
    return await call('GET', pathOf(change));
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 404) return null;
    throw problem;
  }
}

const pathOf = ({ kind, id }) => `${kind}s/${id}`;
