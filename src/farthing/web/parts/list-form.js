/** The name of a list: of a new one, or to rename one. */

import { listErrors } from '../model/typed-rules.js';
import { t } from '../texts/t.js';
import { $ } from './dom.js';
import { errorsOf, onSubmit, showDialog, showErrors } from './forms.js';

/** Gives `open(list, name?, problem?, refused?)`, null being a new list; `refused` is an entry of the outbox. */
export function listForm({ store, view }) {
  const dialog = $('#list-form');
  const form = $('form', dialog);
  let list;
  let entry;

  onSubmit(form, () => listErrors(form.elements.name.value), () => {
    dialog.close();
    save(list, form.elements.name.value.trim(), entry);
  });

  return (opened, name = opened?.name ?? '', problem = null, refused = null) =>
    showDialog(dialog, () => {
      list = opened;
      entry = refused;
      $('h2', dialog).textContent = t(list ? 'list.rename' : 'list.new');
      form.elements.name.value = name;
      showErrors(form, errorsOf(form, problem));
    });

  function save(edited, name, refused) {
    if (refused) store.resend(refused, { name });
    else if (!edited) view.go(`list/${store.create('list', { name })}`);
    else if (name !== edited.name) store.edit('list', edited.listId, { name }, { name: edited.name });
  }
}
