/** What was deleted in the last 30 days, the latest first, each to be restored. */

import { $, copy, Keyed } from './dom.js';

export function trash(store, view, restore) {
  const section = $('#trash');
  const rows = new Keyed($('ul', section), () => trashRow(restore));
  return function show() {
    section.hidden = view.place.kind !== 'trash';
    const deleted = section.hidden ? [] : [...deletedOf(store, 'task'), ...deletedOf(store, 'list')];
    deleted.sort((a, b) => (a.thing.deletedAt < b.thing.deletedAt ? 1 : -1));
    rows.show(new Map(deleted.map((entry) => [entry.thing[`${entry.kind}Id`], entry])));
    $('.none', section).hidden = deleted.length > 0;
  };
}

const deletedOf = (store, kind) =>
  Array.from(store[`${kind}s`].values(), (thing) => ({ kind, thing })).filter(({ thing }) => thing.deletedAt);

function trashRow(restore) {
  const row = copy('trash-row');
  const button = $('button', row);
  let entry;
  button.addEventListener('click', () => {
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    (neighbour ? $('button', neighbour) : $('h1')).focus();
    restore(entry.kind, entry.thing);
  });
  return {
    element: row,
    show(shown) {
      entry = shown;
      const { kind, thing } = entry;
      const title = kind === 'list' ? `List “${thing.name}”` : thing.title;
      const when = new Date(thing.deletedAt).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
      $('.title', row).textContent = title;
      $('.when', row).textContent = `Deleted ${when}`;
      button.ariaLabel = `Restore: ${title}`;
    },
  };
}
