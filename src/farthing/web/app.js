/** Puts the parts of the page together. */

import { gate } from './model/api.js';
import { enter } from './model/entry.js';
import { Store } from './model/store.js';
import { asTyped, BLANK } from './model/task.js';
import { View } from './model/view.js';
import { actions } from './parts/actions.js';
import { composer } from './parts/composer.js';
import { $ } from './parts/dom.js';
import { help, keys } from './parts/keys.js';
import { listForm } from './parts/list-form.js';
import { banner, Toast } from './parts/messages.js';
import { filters, placeHeader } from './parts/place.js';
import { sidebar } from './parts/sidebar.js';
import { taskForm } from './parts/task-form.js';
import { taskList } from './parts/task-list.js';
import { trash } from './parts/trash.js';

await enter(); // before anything of anybody's is read

const store = new Store();
const view = new View(store);
const toast = new Toast();
const act = actions(store, view, toast);
const form = taskForm(store, toast);
const openListForm = listForm(saveList);
const tasks = taskList(store, view, {
  toggle: act.toggle,
  start: act.start,
  edit,
  remove,
});

const parts = [
  placeHeader(view, { rename: openListForm, remove: removeList }),
  sidebar(store, view, () => openListForm(null)),
  filters(view),
  tasks.show,
  trash(store, view, act.restore),
  banner(store, signIn),
];
composer(store, view, { added, details: (typed) => form.open(null, typed) });

function edit(task) {
  if (gate?.look) gate.look(task, store);
  else form.open(task);
}

async function signIn() {
  if (await gate.again()) store.refresh();
}

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

let asking;

/** Ask what shall hold; where even the question cannot be loaded, the person types on. */
async function askAbout(change, theirs) {
  asking ??= import('./parts/conflict.js').then(({ conflict }) => conflict(store, typeAgain), () => typeAgain);
  (await asking)(change, theirs);
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
  gate?.arrived();
}

view.addEventListener('change', show);
window.addEventListener('hashchange', loadPlace);

const withCurrent = (run) => () => tasks.current() && run(tasks.current());
const writing = {
  n: () => $('#new-title').focus(),
  x: withCurrent(act.toggle),
  s: withCurrent(act.start),
  Delete: withCurrent(remove),
  Backspace: withCurrent(remove), // what a Mac's key says
  z: () => toast.act(),
};
keys({
  '/': () => $('#filters').elements.words.focus(),
  j: () => tasks.move(1),
  k: () => tasks.move(-1),
  e: withCurrent(edit),
  '?': help(),
  ...(!gate?.look && writing),
});

for (const link of document.querySelectorAll('.skip')) {
  link.addEventListener('click', (event) => {
    event.preventDefault(); // the address is for places
    $(link.hash).focus();
  });
}

window.addEventListener('online', () => store.refresh());
window.addEventListener('beforeunload', (event) => {
  if (store.waiting.length && !gate?.leaving) event.preventDefault();
});
document.addEventListener('visibilitychange', () => document.hidden || store.refresh());

gate?.furnish({ store, view, toast });
show();
await store.refresh();
loadPlace();
form.resume();
