/** All of a task in a form, to make one or to change one. */

import { same } from '../model/changes.js';
import { here, zoneName } from '../model/due.js';
import { tab } from '../model/keep.js';
import { taskErrors } from '../model/rules.js';
import { asFields, asTyped, BLANK, pick } from '../model/task.js';
import { t } from '../texts/t.js';
import { $ } from './dom.js';
import { errorsOf, onSubmit, showDialog, showErrors } from './forms.js';

export function taskForm(store, toast) {
  const dialog = $('#task-form');
  const form = $('form', dialog);
  let task; // what is being edited, as it was when typing began; null for a new one
  let before; // the fields as the form has them while nothing is typed
  let zone;
  let refused; // what is typed anew, if it was refused
  let saved;

  onSubmit(form, () => ({ ...taskErrors(typed()), ...unreadable() }), () => {
    save(asFields(typed()));
    saved = true;
    dialog.close();
  });
  form.addEventListener('input', keep);
  form.addEventListener('keydown', ({ key, ctrlKey, metaKey }) => {
    if (key === 'Enter' && (ctrlKey || metaKey)) form.requestSubmit();
  });
  dialog.addEventListener('close', closed);

  /** Edit a task, or make one where `edited` is null; `text` is what was typed before, if anything was. */
  function open(edited, text = asTyped(edited ?? BLANK), problem = null, entry = null) {
    showDialog(dialog, () => {
      task = edited;
      refused = entry;
      saved = false;
      $('h2', dialog).textContent = task ? 'Edit task' : 'New task';
      offerLists(text.listId);
      fill(asTyped(task ?? { ...BLANK, listId: text.listId }));
      before = asFields(typed());
      fill(text);
      keep();
      showErrors(form, errorsOf(form, problem));
    });
  }

  /** Open again what was being typed when the page was left. */
  function resume() {
    const kept = tab.read('form', null);
    if (kept) open(kept.task, kept.text, null, kept.refused);
  }

  function fill(text) {
    zone = text.zone;
    for (const field of ['title', 'description', 'day', 'clock', 'status', 'priority', 'listId', 'labels']) {
      form.elements[field].value = text[field];
    }
    $('.zone', form).textContent = `Times are in ${zoneName(zone) || here().replaceAll('_', ' ')}.`;
  }

  /** The lists there are, and the one that the task is in even if it is deleted. */
  function offerLists(chosen) {
    const lists = [...store.lists.values()].filter(({ deletedAt, listId }) => !deletedAt || listId === chosen);
    const options = lists.map(({ name, listId }) => new Option(name, listId));
    form.elements.listId.replaceChildren(new Option('Inbox', ''), ...options);
  }

  function typed() {
    const text = Object.fromEntries(new FormData(form));
    const description = form.elements.description.value; // of which FormData changes the line breaks
    return { ...text, description, zone: text.clock ? zone : '' };
  }

  /** Fields which the browser shows but cannot read, such as 31 February. */
  function unreadable() {
    const { day, clock } = form.elements;
    if (day.validity.badInput) return { dueDate: 'Type the whole day, one that there is.' };
    return clock.validity.badInput ? { dueDate: 'Type the whole time.' } : {};
  }

  function save(fields) {
    const changed = Object.keys(fields).filter((name) => !same(fields[name], before[name]));
    if (refused) store.resend(refused, task ? pick(fields, changed) : fields);
    else if (!task) store.create('task', fields);
    else if (changed.length) store.edit('task', task.taskId, pick(fields, changed), pick(task, changed));
  }

  function keep() {
    tab.write('form', { task, text: typed(), refused });
  }

  function closed() {
    const [left, text, entry] = [task, typed(), refused];
    tab.write('form', null);
    if (saved || same(asFields(text), before)) return;
    toast.say(t('aside'), t('aside.back'), () => open(left, text, null, entry), { stay: true });
  }

  return { open, resume };
}
