/** The line for the next task: a title and Enter. Its details, if it needs any, are for the form. */

import { tab } from '../model/keep.js';
import { taskErrors } from '../model/rules.js';
import { asFields, asTyped, BLANK } from '../model/task.js';
import { $, announce } from './dom.js';
import { onSubmit, showErrors } from './forms.js';

/** `added(id, fields)` is told of the new task; `details(typed)` takes over what was typed. */
export function composer(store, view, { added, details }) {
  const form = $('#composer');
  const { title } = form.elements;
  const typed = () => ({ ...asTyped(BLANK), title: title.value, listId: view.place.list?.listId ?? '' });

  /** Have this text, kept over a reload. */
  function write(text) {
    title.value = text;
    tab.write('composer', text || null);
    showErrors(form, {});
    return text;
  }

  write(tab.read('composer', ''));
  title.addEventListener('input', () => write(title.value));
  onSubmit(form, () => taskErrors(typed()), () => {
    const fields = asFields(typed());
    write('');
    announce(`Added “${fields.title}”`);
    added(store.create('task', fields), fields);
  });
  $('.details', form).addEventListener('click', () => {
    const text = typed();
    write('');
    details(text);
  });
}
