/** The bar of what can be done with all chosen tasks at once; each stroke can be undone. */

import { labelsError } from '../model/typed-rules.js';
import { dayCalled, onDay } from '../model/week.js';
import { furnished, listOptions, offer, onChoice, openNote, serve } from '../parts/build.js';
import { $, stage } from '../parts/dom.js';
import { labelsOf } from '../task/typed.js';
import { t } from '../texts/t.js';

/** From now on the bar is there as long as tasks are chosen. */
export async function open({ act, store, view, settings, tasks, remove, parts }) {
  const box = await furnished('chosen');
  const lists = $('[name=listId]', box);
  let typed = {}; // labels
  const meant = {
    dueDate: (name) => onDay(dayCalled(name, settings)),
    listId: (id) => ({ listId: id || null }),
    priority: (priority) => ({ priority }),
  };
  onChoice(box, (select) => {
    const { name, value } = select;
    select.selectedIndex = 0; // which says what there is to choose
    change(meant[name](value));
  });
  offer(box, {
    done: () => change({ status: 'done' }, 'did.done'),
    labels,
    remove: () => remove(tasks.chosen()),
    clear: () => view.select([]),
  });
  $('main').append(box);
  parts.push(show);
  show();

  function change(fields, said = 'did.change') {
    const chosen = tasks.chosen();
    act.change(chosen, t(said, { count: chosen.length }), fields);
    view.select([]);
  }

  /** Labels to put on all, and to take off; what is typed and not saved is there the next time. */
  async function labels() {
    const dialog = await openNote('chosen-labels');
    const form = $('form', dialog);
    for (const [name, text] of Object.entries(typed)) form.elements[name].value = text;
    form.oninput = () => (typed = Object.fromEntries(new FormData(form)));
    serve(form, ({ on, off }) => {
      const labelled = ({ labels }) => [...new Set([...labels, ...labelsOf(on)])].filter((label) => !labelsOf(off).includes(label));
      const wrong = tasks.chosen().map((task) => labelsError(labelled(task))).find(Boolean);
      if (wrong) throw Object.assign(new Error(wrong), { field: 'on' });
      typed = {};
      dialog.close();
      change((task) => ({ labels: labelled(task) }));
    });
  }

  function show() {
    box.hidden = !view.selected.size;
    if (box.hidden && box.contains(document.activeElement)) stage().focus();
    if (document.activeElement !== lists) lists.replaceChildren(lists.firstElementChild, ...listOptions(store));
    $('strong', box).textContent = t('chosen', { count: view.selected.size });
  }
}
