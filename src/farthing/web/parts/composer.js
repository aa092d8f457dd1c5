/**
 * The line for the next task. What it says of days, lists, labels and so on is read as soon as the person begins
 * to type: `quick/chips.js`. Until that is loaded, and where it cannot be, all of it is the title.
 */

import { tab } from '../model/keep.js';
import { titleError } from '../model/rules.js';
import { BLANK } from '../model/task.js';
import { t } from '../texts/t.js';
import { $, announce } from './dom.js';
import { onSubmit, showErrors } from './forms.js';

/** `added(id, fields)` is told of the new task; `details(typed)` takes over what was typed. */
export function composer(page, { added, details }) {
  const { store, view } = page;
  const form = $('#composer');
  const { title } = form.elements;
  let understood = null;
  let loading = null;

  title.addEventListener('focus', () => (loading ??= understand().catch(() => {})));
  title.addEventListener('input', () => write(title.value));
  onSubmit(form, errors, async () => {
    const made = await taken();
    announce(t('did.add', { title: made.title }));
    added(store.create('task', made), made);
  });
  $('.details', form).addEventListener('click', async () => details(await taken()));
  write(tab.read('composer', ''));

  function errors() {
    const made = fields(title.value);
    const error = titleError(made.title) || understood?.wrong(made);
    return error ? { title: error } : {};
  }

  /** The fields of the task that the text makes here and now. */
  function fields(text) {
    return { ...BLANK, title: text.trim(), ...view.defaults(), ...understood?.fields(text) };
  }

  /** The fields of what is typed, which makes room for the next; what is typed faster than all is loaded waits for it. */
  async function taken() {
    const text = title.value;
    const made = understood && fields(text);
    write('');
    if (!made) await loading;
    return made ?? fields(text);
  }

  /** Have this text, kept over a reload. */
  function write(text) {
    title.value = text;
    tab.write('composer', text || null);
    showErrors(form, {});
    understood?.show(text);
  }

  async function understand() {
    const { chips } = await import('../quick/chips.js');
    understood = await chips(page, form);
    understood.show(title.value);
  }
}
