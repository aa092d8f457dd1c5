/** Puts the parts of the page together. */

import { Store } from './model/store.js';
import { asTyped, BLANK } from './model/task.js';
import { View } from './model/view.js';
import { actions } from './parts/actions.js';
import { composer } from './parts/composer.js';
import { conflict } from './parts/conflict.js';
import { $ } from './parts/dom.js';
import { help, keys } from './parts/keys.js';
import { listForm } from './parts/list-form.js';
import { banner, Toast } from './parts/messages.js';
import { filters, placeHeader } from './parts/place.js';
import { sidebar } from './parts/sidebar.js';
import { taskForm } from './parts/task-form.js';
import { taskList } from './parts/task-list.js';
import { trash } from './parts/trash.js';

const store = new Store();
const view = new View(store);
const toast = new Toast();
const act = actions(store, view, toast);
const form = taskForm(store, toast);
const openListForm = listForm(saveList);
const askAbout = conflict(store, typeAgain);
const tasks = taskList(store, view, {
  toggle: act.toggle,
  start: act.start,
  edit: (task) => form.open(task),
  remove,
});

const parts = [
  placeHeader(view, { rename: openListForm, remove: removeList }),
  sidebar(store, view, () => openListForm(null)),
  filters(view),
  tasks.show,
  trash(store, view, act.restore),
  banner(store),
];
composer(store, view, { added, details: (typed) => form.open(null, typed) });

function remove(task) {
  tasks.leave(() => act.remove('task', task));
}

function show() {
  for (const part of parts) part();
}

function added(id, { title }) {
  view.linger(id);
  show();
  if (!tasks.reveal(id)) toast.say(`Added “${title}”`);
}

function saveList(list, name) {
  if (!list) view.go(`list/${store.create('list', { name })}`);
  else if (name !== list.name) store.edit('list', list.listId, { name }, { name: list.name });
}

function removeList(list) {
  act.remove('list', list);
  view.go('inbox');
}

/** What was typed for a change comes back into its form, on top of the present state of the thing. */
function typeAgain({ kind, id, fields }, theirs, problem) {
  const present = theirs ?? store[`${kind}s`].get(id) ?? null;
  if (kind === 'list') openListForm(present, fields.name, problem);
  else form.open(present, asTyped({ ...BLANK, ...present, ...fields }), problem);
}

store.addEventListener('change', show);
store.addEventListener('clash', ({ detail: { change, theirs } }) => askAbout(change, theirs));
store.addEventListener('merged', ({ detail: { thing } }) =>
  toast.say(`“${thing.title ?? thing.name}” was changed elsewhere too; both changes are kept`),
);
store.addEventListener('refused', ({ detail: { change, problem } }) => {
  if (change.op === 'create' || change.was) typeAgain(change, null, problem);
  else toast.say(`That was not done: ${problem.message}`, '', null, { stay: true });
});

function loadPlace() {
  if (view.place.kind === 'trash') store.loadTrash();
}

view.addEventListener('change', show);
window.addEventListener('hashchange', loadPlace);

const withCurrent = (run) => () => tasks.current() && run(tasks.current());
keys({
  n: () => $('#new-title').focus(),
  '/': () => $('#filters').elements.words.focus(),
  j: () => tasks.move(1),
  k: () => tasks.move(-1),
  x: withCurrent(act.toggle),
  s: withCurrent(act.start),
  e: withCurrent((task) => form.open(task)),
  Delete: withCurrent(remove),
  Backspace: withCurrent(remove), // what a Mac's key says
  z: () => toast.act(),
  '?': help(),
});

for (const link of document.querySelectorAll('.skip')) {
  link.addEventListener('click', (event) => {
    event.preventDefault(); // the address is for places
    $(link.hash).focus();
  });
}

window.addEventListener('online', () => store.refresh());
window.addEventListener('beforeunload', (event) => store.waiting.length && event.preventDefault());
document.addEventListener('visibilitychange', () => document.hidden || store.refresh());

show();
await store.refresh();
loadPlace();
form.resume();
