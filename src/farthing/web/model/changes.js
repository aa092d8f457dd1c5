/**
 * A change is plain data, so that it can wait and be sent again:
 * `{ kind: 'task' | 'list' | 'filter', id, op: 'create' | 'edit' | 'delete' | 'restore', fields, was, at }`.
 * `was` has the values that the person saw of fields which others may not have changed since without their
 * being asked; in fields that are not in it the last one wins.
 */

import { BLANK, pick } from './task.js';

const TYPED = ['title', 'description', 'name', 'query'];

/** The values seen of what is typed rather than chosen: such a text is never written over unseen. */
export const typedOf = (thing, fields) => pick(thing, Object.keys(fields).filter((name) => TYPED.includes(name)));

/** A thing as it will be once the change is made. */
export function applied(thing, { kind, id, op, fields, at }) {
  if (op === 'create') return thing ?? fresh(kind, id, fields, at);
  if (!thing) return thing;
  const changed = { ...thing, ...fields, updatedAt: at };
  if (op !== 'edit') changed.deletedAt = op === 'delete' ? at : null;
  if (fields?.status) changed.completedAt = fields.status === 'done' ? (thing.completedAt ?? at) : null;
  return changed;
}

/** A thing the server does not know yet: placed last. */
function fresh(kind, id, fields, at) {
  const completedAt = fields.status === 'done' ? at : null;
  const marks = { [`${kind}Id`]: id, version: 0, createdAt: at, updatedAt: at, completedAt, deletedAt: null };
  return { ...(kind === 'task' && BLANK), position: '~', ...fields, ...marks };
}

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Whether a value is what was written: the server may fill in what was left out of it. */
export const says = (value, written) =>
  same(value, written) || (isRecord(value) && isRecord(written) && same(pick(value, Object.keys(written)), written));

const isRecord = (value) => value?.constructor === Object;
