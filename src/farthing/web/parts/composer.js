/** The line for the next task: a title and Enter. Its details, if it needs any, are for the form. */

import { tab } from '../model/keep.js';
import { taskErrors } from '../model/rules.js';
import { asFields, asTyped, BLANK } from '../model/task.js';
import { t } from '../texts/t.js';
import { $, announce } from './dom.js';
import { onSubmit, showErrors } from './forms.js';

/** `added(id, fields)` is told of the new task; `details(typed)` takes over what was typed. */
export function composer({ store, view }, { added, details }) {
  const form = $('#composer');
  const { title } = form.elements;

  title.addEventListener('input', () => write(title.value));
  onSubmit(form, () => taskErrors(asTyped(fields())), () => {
    const made = fields();
    write('');
    announce(t('did.add', { title: made.title }));
    added(store.create('task', made), made);
  });
  $('.details', form).addEventListener('click', () => {
    const typed = fields();
    write('');
    details(typed);
  });
  write(tab.read('composer', ''));

  /** The fields of the task as it would be made now. */
  function fields() {
    const plain = asFields({ ...asTyped(BLANK), title: title.value });
    return { ...plain, ...view.defaults() };
  }

  /** Have this text, kept over a reload. */
  function write(text) {
    title.value = text;
    tab.write('composer', text || null);
    showErrors(form, {});
  }
}
