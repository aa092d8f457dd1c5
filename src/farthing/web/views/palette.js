/** The command palette: what can be done, where one can go, and tasks, found by some letters of their names. */

import { PLACES } from '../model/places.js';
import { there } from '../model/task.js';
import { filled, openNote } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { t } from '../texts/t.js';
import { pressed } from './help.js';

const MOST = 12;
const PLACES_SHOWN = Object.keys(PLACES).filter((kind) => !PLACES[kind].of && !['label', 'search'].includes(kind));

export async function open({ store, view, commands, edit }) {
  const dialog = await openNote('palette');
  const [input, list] = [$('input', dialog), $('ul', dialog)];
  const rest = [
    ...commands.map(({ id, keys, run }) => ({ name: t(`do.${id}`), kind: t('palette.do'), keys, go: run })),
    ...PLACES_SHOWN.map((kind) => ({ name: t(`place.${kind}`), kind: t('palette.go'), go: () => view.go(kind) })),
    ...there(store.lists).map(({ name, listId }) => ({ name, kind: t('field.listId'), go: () => view.go(`list/${listId}`) })),
    ...there(store.filters).map(({ name, filterId }) => ({ name, kind: t('field.query'), go: () => view.go(`filter/${filterId}`) })),
  ];
  let at = 0;
  input.oninput = find;
  input.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(at + step);
    else if (event.key === 'Enter') list.children[at]?.click();
    else return;
    event.preventDefault();
  };
  find();

  function find() {
    const words = input.value.trim().toLocaleLowerCase().split(/\s+/);
    const tasks = words[0] ? there(store.tasks).map((task) => ({ name: task.title, kind: t('palette.task'), go: () => edit(task) })) : [];
    const fits = ({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word));
    list.replaceChildren(...[...rest, ...tasks].filter(fits).slice(0, MOST).map(option));
    $('p', dialog).textContent = list.firstChild ? '' : t('palette.none');
    choose(0);
  }

  function option({ name, kind, keys, go }, index) {
    const made = filled('palette-row', { name, kind });
    made.id = `palette-${index}`;
    if (keys) made.append(...pressed(keys[0]));
    made.onclick = () => {
      dialog.addEventListener('close', () => queueMicrotask(go)); // so that what it opens has the focus
      dialog.close();
    };
    return made;
  }

  function choose(index) {
    const options = [...list.children];
    at = Math.max(Math.min(index, options.length - 1), 0);
    for (const each of options) each.ariaSelected = String(each === options[at]);
    input.setAttribute('aria-activedescendant', options[at]?.id ?? '');
    options[at]?.scrollIntoView({ block: 'nearest' });
  }
}
