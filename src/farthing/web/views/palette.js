/** The command palette: what can be done, where one can go, and tasks, found by some letters of their names. */

import { PLACES } from '../model/places.js';
import { mentions } from '../model/task.js';
import { dress, make, openDialog } from '../parts/build.js';
import { t, texts } from '../texts/t.js';
import { pressed } from './help.js';

const MOST = 12;
const PLACES_SHOWN = Object.keys(PLACES).filter((kind) => !PLACES[kind].of && !['label', 'search'].includes(kind));

export async function open(page) {
  await Promise.all([texts('keys'), dress('keys')]);
  const { store, view, commands } = page;
  let entries = [];
  let at = 0;
  const input = make('input', {
    type: 'search', role: 'combobox', autocomplete: 'off', autofocus: true, 'aria-label': t('palette.find'), placeholder: t('palette.find'),
    'aria-controls': 'palette-entries', 'aria-expanded': 'true', 'aria-autocomplete': 'list', maxlength: 200,
  });
  const list = make('ul', { id: 'palette-entries', role: 'listbox', 'aria-label': t('palette') });
  const dialog = openDialog('palette-name', t('palette'), input, list);
  dialog.classList.add('palette');
  input.addEventListener('input', find);
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(at + step);
    else if (event.key === 'Enter') run(entries[at]);
    else return;
    event.preventDefault();
  });
  list.addEventListener('click', ({ target }) => run(entries[[...list.children].indexOf(target.closest('li'))]));
  const doings = commands.map(({ id, keys, run: go }) => ({ name: t(`do.${id}`), kind: t('palette.do'), keys, go }));
  find();

  function find() {
    const words = input.value.trim();
    entries = [...doings, ...places(), ...(words ? tasks(words) : [])].filter(({ name }) => fits(name, words)).slice(0, MOST);
    list.replaceChildren(...entries.map(({ name, kind, keys }, index) =>
      make('li', { role: 'option', id: `palette-${index}` },
        make('span', { class: 'name', dir: 'auto' }, name), make('span', { class: 'kind' }, kind), ...(keys ? pressed(keys[0]) : []))));
    choose(0);
  }

  function places() {
    const own = PLACES_SHOWN.map((kind) => ({ name: t(`place.${kind}`), kind: t('palette.go'), go: () => view.go(kind) }));
    return [...own, ...things('list', store.lists), ...things('filter', store.filters)];
  }

  function things(kind, all) {
    const there = [...all.values()].filter(({ deletedAt }) => !deletedAt);
    const what = t(kind === 'list' ? 'field.listId' : 'field.query');
    return there.map((thing) => ({ name: thing.name, kind: what, go: () => view.go(`${kind}/${thing[`${kind}Id`]}`) }));
  }

  function tasks(words) {
    const found = [];
    for (const task of store.tasks.values()) {
      if (!task.deletedAt && mentions({ ...task, description: '' }, words)) found.push(task);
      if (found.length === MOST) break;
    }
    return found.map((task) => ({ name: task.title, kind: t('palette.task'), go: () => page.edit(task) }));
  }

  function choose(index) {
    at = Math.min(Math.max(index, 0), entries.length - 1);
    [...list.children].forEach((item, each) => (item.ariaSelected = String(each === at)));
    if (at < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `palette-${at}`);
    list.children[at]?.scrollIntoView({ block: 'nearest' });
  }

  /** Once the dialog is gone, so that what it opens has the focus. */
  function run(entry) {
    if (!entry) return;
    dialog.addEventListener('close', () => queueMicrotask(entry.go), { once: true });
    dialog.close();
  }
}

/** Every word begins some word of the name. */
function fits(name, words) {
  const lower = name.toLocaleLowerCase();
  return words.toLocaleLowerCase().split(/\s+/).every((word) => lower.includes(word));
}
