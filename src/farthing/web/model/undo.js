/** What a person did at a stroke, so that it can be taken back: also after a reload, and in any tab. */

import { says } from './changes.js';
import { pick } from './task.js';

/**
 * Take a stroke back, the last step first; the names of what could not be, as `{ kind, id, fields }`: others, or
 * the person, have changed it since.
 */
export function takeBack(store, { steps }) {
  const left = [];
  for (const { kind, id, op, fields, before } of steps.toReversed()) {
    const thing = store.thing(kind, id);
    if (op === 'delete') store.restore(kind, id);
    else if (op !== 'edit') store.remove(kind, id);
    else {
      const names = Object.keys(fields);
      const mine = names.filter((name) => thing && !thing.deletedAt && says(thing[name], fields[name]));
      if (mine.length) store.edit(kind, id, pick(before, mine));
      if (mine.length < names.length) left.push({ kind, id, fields: names.filter((name) => !mine.includes(name)) });
    }
  }
  return left;
}
