/** What was deleted in the last 30 days, the latest first, each to be restored. */

import { dress } from '../parts/build.js';
import { $, copy, element, Keyed } from '../parts/dom.js';
import { t, tags } from '../texts/t.js';

export async function open(section, { store, act }) {
  await dress('views');
  const list = element('ul', '');
  list.role = 'list';
  const none = element('p', 'empty', t('trash.empty'));
  section.append(element('p', 'hint', t('trash.hint')), list, none);
  const rows = new Keyed(list, () => trashRow(act.restore));

  return function show() {
    const deleted = [...deletedOf(store, 'task'), ...deletedOf(store, 'list'), ...deletedOf(store, 'filter')];
    deleted.sort((a, b) => (a.thing.deletedAt < b.thing.deletedAt ? 1 : -1));
    rows.show(new Map(deleted.map((entry) => [entry.thing[`${entry.kind}Id`], entry])));
    none.hidden = deleted.length > 0;
  };
}

const deletedOf = (store, kind) =>
  Array.from(store[`${kind}s`]?.values() ?? [], (thing) => ({ kind, thing })).filter(({ thing }) => thing.deletedAt);

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
      const title = kind === 'task' ? thing.title : t(`trash.${kind}`, thing);
      const when = new Date(thing.deletedAt).toLocaleString(tags(), { dateStyle: 'medium', timeStyle: 'short' });
      $('.title', row).textContent = title;
      $('.when', row).textContent = t('trash.when', { when });
      button.ariaLabel = t('trash.restore', { title });
    },
  };
}
