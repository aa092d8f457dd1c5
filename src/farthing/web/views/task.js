/**
 * The sheet of a task, to make one or to change one. What is typed is kept in the tab until it is saved or given up;
 * from the sheet of a task one comes to those of its subtasks and of the task that it is part of, and back.
 */

import { call, Problem } from '../model/api.js';
import { same } from '../model/changes.js';
import { once } from '../model/once.js';
import { BLANK, pick } from '../model/task.js';
import { furnished } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { errorsOf, onSubmit, showDialog, showErrors } from '../parts/forms.js';
import { describer } from '../repeat/describe.js';
import { fieldsOf } from '../task/fields.js';
import { pastOf } from '../task/history.js';
import { wording } from '../task/in-words.js';
import { more } from '../task/more.js';
import { subtasks } from '../task/subtasks.js';
import { asFields, asTyped, typedErrors } from '../task/typed.js';
import { language, t } from '../texts/t.js';

/** Open a draft (see `parts/drafts.js`); it may have those to come `back` to from it. */
export const open = async (page, ...how) => (await sheet(page))(...how);

const sheet = once(async (page) => {
  const { store, drafts } = page;
  const dialog = await furnished('task-sheet');
  const form = $('#task-fields', dialog);
  let draft = {}; // what is open: `{ thing, text, back, refused }`
  let untouched; // what the form has while nothing is typed
  let leaving; // what comes of closing the sheet; null where the person just closes it
  document.body.append(dialog);
  const describe = await describer(language);
  const inWords = wording(store, describe);
  const fields = fieldsOf(form, { ...page, describe, changed: keep });
  const here = { dialog, page, inWords, task: () => draft.thing, ask, go, keep, leave, settle, say };
  const parts = [subtasks(here), pastOf(here), more(here), fields];

  const isTyped = () => !same(fields.typed(), untouched);
  const errors = () => ({ ...typedErrors(fields.typed()), ...fields.unreadable() });

  onSubmit(form, errors, () => {
    if (save()) leave();
  });
  dialog.onkeydown = ({ key, ctrlKey, metaKey }) => {
    if (key === 'Enter' && (ctrlKey || metaKey)) form.requestSubmit();
  };
  $('.parent', dialog).onclick = () => go(store.tasks.get(draft.thing.parentId));
  $('.skip-one', dialog).onclick = () => ask('POST', 'skip', { done: 'task.skipped' });
  dialog.onclose = closed;
  store.addEventListener('change', () => dialog.open && showParts());

  function openDraft({ thing, text, fields: meant, back = [], ...opened }, problem) {
    showDialog(dialog, () => {
      const present = (!text && store.tasks.get(thing?.taskId)) || thing;
      draft = { ...opened, thing: present, back };
      leaving = null;
      show(text ?? asTyped({ ...BLANK, ...present, ...meant }));
      for (const part of parts) part.opened?.();
      showErrors(form, errorsOf(form, problem));
    });
  }

  /** Show the task, with what is typed on top. */
  function show(text) {
    const { thing: task } = draft;
    $('h2', dialog).textContent = t(task ? 'task.edit' : 'task.new');
    dialog.classList.toggle('new', !task);
    $('.skip-one', dialog).hidden = !task?.repeat || task.status === 'done';
    fields.fill(asTyped(task ?? { ...BLANK, listId: text.listId }));
    untouched = fields.typed();
    fields.fill(text);
    keep();
    say('');
    showParts();
  }

  function showParts() {
    const parent = store.tasks.get(draft.thing?.parentId);
    $('.parent', dialog).hidden = !parent || Boolean(parent.deletedAt);
    $('.parent span', dialog).textContent = parent?.title ?? '';
    for (const part of parts) part.show?.();
  }

  function changes() {
    const [typed, before] = [asFields(fields.typed()), asFields(untouched)];
    return pick(typed, Object.keys(typed).filter((name) => !same(typed[name], before[name])));
  }

  /** Unless a line that belongs to the task is wrong. */
  function save() {
    if (!parts.every(({ saved }) => saved?.() !== false)) return false;
    const { thing: task, refused } = draft;
    const changed = changes();
    if (refused) store.resend(refused, task ? changed : asFields(fields.typed()));
    else if (!task) store.create('task', asFields(fields.typed()));
    else if (Object.keys(changed).length) store.edit('task', task.taskId, changed, pick(task, Object.keys(changed)));
    draft.refused = null;
    return true;
  }

  /** Save what is typed while the sheet stays; whether nothing is wrong with it. */
  function settle() {
    const found = errors();
    showErrors(form, found);
    const right = !Object.keys(found).length && save();
    if (right) became(store.tasks.get(draft.thing.taskId) ?? draft.thing);
    return right;
  }

  function keep() {
    draft.text = fields.typed();
    drafts.keep(draft);
  }

  /**
   * Ask the server about the task, or to do something with it, which takes the network: the answer, or null where
   * there is none. What it makes of the task is shown, with what is typed on top.
   */
  async function ask(method, path, { body, key, done } = {}) {
    const { thing: task } = draft;
    try {
      const answer = await call(method, `tasks/${task.taskId}/${path}`, { body, key });
      if (method === 'POST') store.refresh();
      if (done && draft.thing === task) became(answer);
      if (done) say(t(done));
      return answer;
    } catch (problem) {
      say(problem instanceof Problem ? problem.message : t('task.offline'));
      return null;
    }
  }

  function became(task) {
    const [old, typed] = [asTyped(draft.thing), fields.typed()];
    const mine = Object.keys(typed).filter((name) => !same(typed[name], old[name]));
    draft.thing = task;
    show({ ...asTyped(task), ...pick(typed, mine) });
  }

  /** Go on to the sheet of another task; the way back leads to what is typed here. */
  function go(task) {
    const { back, ...left } = draft;
    const known = back.find((behind) => behind.thing.taskId === task.taskId);
    const others = back.filter((behind) => behind !== known);
    if (isTyped()) others.push(left);
    else if (!known) others.push({ form: 'task', thing: left.thing });
    leave({ onward: { form: 'task', thing: task, ...known, back: others } });
  }

  const behind = () => draft.back.length > 0 && { ...draft.back.at(-1), back: draft.back.slice(0, -1) };

  /**
   * Close the sheet, with what is typed put `aside` only where that is said; `done` is called then, and `onward` opened
   * instead of what is behind.
   */
  function leave(how = {}) {
    leaving = how;
    dialog.close();
  }

  function closed() {
    const left = draft;
    const onward = leaving?.onward ?? behind();
    drafts.drop(left);
    if ((!leaving || leaving.aside) && isTyped()) drafts.putAside(left);
    leaving?.done?.();
    if (onward) drafts.open(onward);
  }

  function say(text) {
    $('.said', dialog).textContent = text;
  }

  return openDraft;
});
