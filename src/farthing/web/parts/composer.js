/**
 * The line for the next task. What it says of days, lists, labels and so on is read as soon as there is something in
 * it: `quick/chips.js`. Until that is loaded, and where it cannot be, all of it is the title. It is kept in the tab
 * until a task is made of it.
 */

import { same } from '../model/changes.js';
import { tab } from '../model/keep.js';
import { titleError } from '../model/rules.js';
import { BLANK } from '../model/task.js';
import { t } from '../texts/t.js';
import { $, announce } from './dom.js';
import { onSubmit, showErrors } from './forms.js';

/** `added(id, fields)` is told of the new task; `details(take)` opens the sheet with the fields that `take()` hands over. */
export function composer(page, { added, details }) {
  const { store, view } = page;
  const form = $('#composer');
  const { title } = form.elements;
  let understood = null;
  let loading = null;

  const load = () => (loading ??= understand().catch(() => {}));
  title.onfocus = load;
  title.oninput = () => write(title.value);
  onSubmit(form, errors, add);
  $('.details', form).onclick = async () => {
    const given = view.defaults();
    await loading;
    details(() => handOver(given));
  };
  write(tab.read('composer', ''));

  function errors() {
    const error = wrong(fields(title.value));
    return error ? { title: error } : {};
  }

  const wrong = (made) => titleError(made.title) || understood?.wrong(made);

  /** The fields of the task that the text makes here and now. */
  function fields(text, given = view.defaults()) {
    return { ...BLANK, title: text.trim(), ...given, ...understood?.fields(text) };
  }

  /** Make the task at once: what is typed faster than all is loaded is read when it is there already. */
  function add() {
    const text = title.value;
    const made = fields(text);
    const id = store.create('task', made);
    announce(t('did.add', made));
    added(id, made);
    if (!understood) loading.then(() => understood && read(id, text));
    write('');
  }

  /** Have a task that is as it was typed be what that means. */
  function read(id, text) {
    const task = store.tasks.get(id);
    if (task?.title !== text.trim() || task.deletedAt) return;
    const said = understood.fields(text);
    if (wrong({ ...task, ...said }) || same(said, { title: task.title })) return;
    store.edit('task', id, said);
    added(id, said);
  }

  function handOver(given) {
    const made = fields(title.value, given);
    write('');
    return made;
  }

  /** Have this text, kept over a reload. */
  function write(text) {
    title.value = text;
    tab.write('composer', text || null);
    showErrors(form, {});
    understood?.show(text);
    if (text) load();
  }

  async function understand() {
    const { chips } = await import('../quick/chips.js');
    understood = await chips(page, form);
    understood.show(title.value);
  }
}
