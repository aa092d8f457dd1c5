/** The bar of what can be done with all chosen tasks at once; each stroke can be undone. */

import { plusDays, today } from '../model/due.js';
import { PRIORITIES } from '../model/task.js';
import { button, dress, field, form, make, openDialog } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { t, texts } from '../texts/t.js';

/** Makes the bar; gives a function that shows it as long as tasks are chosen. */
export async function bar(page) {
  await Promise.all([texts('keys'), dress('keys')]);
  const { act, store, view, settings, tasks } = page;
  const count = make('strong');
  const list = menu('chosen.list', () => [['', t('place.inbox')], ...lists()], (listId) => ({ listId: listId || null }));
  const priority = menu('chosen.priority', () => PRIORITIES.map((each) => [each, t(`priority.${each}`)]), (value) => ({ priority: value }));
  const due = menu('chosen.due', days, (day) => ({ dueDate }) => ({ dueDate: day && dueDate ? day + dueDate.slice(10) : day || null }));
  const box = make('div', { class: 'chosen', role: 'toolbar', 'aria-label': t('chosen.name'), hidden: true },
    count,
    button(t('status.done'), () => run(t('did.done', of()), { status: 'done' })),
    due.element, list.element, priority.element,
    button(t('chosen.labels'), labels),
    button(t('row.remove'), () => page.remove(tasks.chosen())),
    button(t('chosen.clear'), () => view.select([])),
  );
  $('main').append(box);

  const of = () => ({ count: tasks.chosen().length });
  const lists = () => [...store.lists.values()].filter(({ deletedAt }) => !deletedAt).map(({ listId, name }) => [listId, name]);

  function days() {
    const now = today(settings.timeZone);
    const monday = plusDays(now, 7 - ((new Date(now).getUTCDay() + 7 - (settings.firstWeekday % 7)) % 7));
    return [[now, t('chosen.today')], [plusDays(now, 1), t('chosen.tomorrow')], [monday, t('chosen.week')], ['', t('chosen.never')]];
  }

  function run(text, fields) {
    act.change(tasks.chosen(), text, fields);
    view.select([]);
    $('#tasks').focus();
  }

  /** A select that does something at once, and is then as before. */
  function menu(key, options, fields) {
    const element = make('select', { 'aria-label': t(key) });
    element.addEventListener('change', () => {
      const { value } = element;
      element.selectedIndex = 0;
      run(t('did.change', of()), fields(value));
    });
    const fill = () => {
      const first = new Option(t(key), '', true, true);
      first.disabled = true;
      element.replaceChildren(first, ...options().map(([value, name]) => new Option(name, value)));
    };
    return { element, fill };
  }

  /** Labels to put on all, and to take off. */
  function labels() {
    const names = (text) => text.split(',').map((name) => name.trim()).filter(Boolean);
    const body = form([
      field('chosen-on', t('chosen.on'), { name: 'on', autocomplete: 'off', autofocus: true }, t('chosen.commas')),
      field('chosen-off', t('chosen.off'), { name: 'off', autocomplete: 'off' }),
    ], t('save'), ({ on, off }) => {
      const without = new Set(names(off));
      dialog.close();
      run(t('did.change', of()), (task) => ({ labels: [...new Set([...task.labels, ...names(on)])].filter((name) => !without.has(name)) }));
    }, { others: [button(t('cancel'), () => dialog.close())] });
    const dialog = openDialog('chosen-labels', t('chosen.labels'), body);
  }

  return function show() {
    box.hidden = !view.selected.size;
    if (box.hidden) return;
    for (const part of [due, list, priority]) if (document.activeElement !== part.element) part.fill();
    count.textContent = t('chosen', { count: view.selected.size });
  };
}
