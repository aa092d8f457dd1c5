/** What is sent at once, what becomes of it, and what excludes each other. */

import { Problem } from './api.js';
import { applied, same, says } from './changes.js';

/**
 * The next entries to send: their `changes` for the server and their `keys`. Besides, the keys of those that are
 * `over` without being sent, and those that are `clashing`, each with `theirs`.
 */
export function nextBatch(mirror, most) {
  const batch = { changes: [], keys: [], over: [], clashing: new Map() };
  const after = new Map(); // things as they are after what is in the batch
  const making = new Set();
  for (const entry of mirror.outbox.free) {
    if (batch.keys.length === most) break;
    const { kind, id, key } = entry;
    if (making.has(id)) continue; // until the server has made it
    const known = mirror.get(kind, id);
    const thing = after.get(id) ?? known;
    const asked = batch.clashing.get(id);
    const verdict = asked && overlap(asked, entry) ? 'asked' : weigh(entry, thing);
    if (verdict === 'clash') batch.clashing.set(id, { ...entry, theirs: thing && !thing.deletedAt ? thing : null });
    else if (verdict === 'send') {
      after.set(id, applied(thing, entry));
      if (entry.op === 'create') making.add(id);
      batch.changes.push(wire(entry, known?.version ?? 0));
      batch.keys.push(key);
    } else batch.over.push(key);
    if (verdict === 'asked') batch.clashing.set(id, together(asked, entry));
  }
  return batch;
}

/** The fields in which a change and the present state of its thing exclude each other. */
export function clashes({ fields, was }, theirs) {
  return Object.keys(was ?? {}).filter((name) => !same(theirs[name], was[name]) && !says(theirs[name], fields[name]));
}

/** What to do with a change, where the server has this of its thing: `send`, `clash`, or it is `over`. */
function weigh(change, thing) {
  const { op, fields, was = {} } = change;
  const isThere = thing && !thing.deletedAt;
  if (op === 'create') return thing ? 'over' : 'send';
  if (op === 'delete') return isThere ? 'send' : 'over';
  if (op === 'restore') return isThere ? 'over' : 'send';
  if (!isThere) return Object.keys(was).length ? 'clash' : 'over';
  if (clashes(change, thing).length) return 'clash';
  return Object.keys(fields).every((name) => says(thing[name], fields[name])) ? 'over' : 'send';
}

/** A change as the server takes it, made on this version. */
const wire = ({ kind, id, op, fields = {} }, base) =>
  ({ kind, id, base, op: op === 'delete' || op === 'restore' ? op : 'write', fields });

const overlap = ({ fields }, later) => later.op === 'edit' && Object.keys(later.fields).some((name) => name in fields);

/** Two edits that are asked about as one. */
const together = (first, later) =>
  ({ ...first, fields: { ...first.fields, ...later.fields }, was: { ...later.was, ...first.was } });

/** The step that results make, which came in the order of a batch; and of whom to tell what. */
export function outcome(mirror, { changes, keys }, results) {
  const made = { step: { things: [], entries: [], sent: [] }, told: [], conflicts: [] };
  const after = new Map();
  results.forEach((result, i) => {
    const { kind, id, status, version, detail } = result;
    const entry = mirror.outbox.get(keys[i]);
    if (status === 'conflict') made.conflicts.push(result);
    if (!entry) return; // let go of meanwhile
    if (status === 'invalid') {
      const problem = asProblem(detail);
      made.step.entries.push({ ...entry, problem });
      made.told.push(['refused', entry, { problem }]);
    } else if (status === 'applied') {
      after.set(id, { ...applied(after.get(id) ?? mirror.get(kind, id), entry), version, guessed: true });
      made.step.things.push([kind, after.get(id)]);
      made.step.sent.push(entry.key);
      if (Object.keys(entry.was ?? {}).length && changes[i].base > entry.base) made.told.push(['merged', entry, { thing: after.get(id) }]);
    }
  });
  for (const [id, { version }] of after) {
    const { base } = changes.find((change) => change.id === id);
    const later = mirror.outbox.of(id).filter((entry) => entry.base === base && !keys.includes(entry.key));
    made.step.entries.push(...later.map((entry) => ({ ...entry, base: version }))); // nobody else came between
  }
  return made;
}

/** A fault begins with the field it is in, or says in the end where it is within the `fields`. */
function asProblem(detail) {
  const [begin, named] = /^(\w+)\S*: /.exec(detail) ?? ['', ''];
  const [end, within] = / - at `\$\.(\w+)\S*`$/.exec(detail) ?? ['', named];
  return plain(new Problem(422, { detail: detail.slice(begin.length, detail.length - end.length), field: within }));
}

/** A problem as data, to be kept with its entry. */
export const plain = ({ status, field, message }) => ({ status, field, message });
