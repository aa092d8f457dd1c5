/** What was deleted in the last 30 days, the latest first, each to be restored. */

import { dateTime } from '../parts/build.js';
import { $, copy, Keyed } from '../parts/dom.js';
import { t } from '../texts/t.js';

export function open(section, { store, act }) {
  const rows = new Keyed($('ul', section), row);

  return function show() {
    const deleted = ['task', 'list', 'filter'].flatMap((kind) =>
      Array.from(store[`${kind}s`].values(), (thing) => ({ kind, thing })).filter(({ thing }) => thing.deletedAt));
    deleted.sort((a, b) => (a.thing.deletedAt < b.thing.deletedAt ? 1 : -1));
    rows.show(new Map(deleted.map((entry) => [entry.thing[`${entry.kind}Id`], entry])));
  };

  function row() {
    const element = copy('trash-row');
    const button = $('button', element);
    return {
      element,
      show({ kind, thing }) {
        const title = kind === 'task' ? thing.title : t(`trash.${kind}`, thing);
        $('.title', element).textContent = title;
        $('.when', element).textContent = t('trash.when', { when: dateTime(thing.deletedAt) });
        button.ariaLabel = t('trash.restore', { title });
        button.onclick = () => {
          const neighbour = element.nextElementSibling ?? element.previousElementSibling;
          (neighbour ? $('button', neighbour) : $('h1')).focus();
          act.restore(kind, thing);
        };
      },
    };
  }
}
