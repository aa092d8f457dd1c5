/** The name of a list: of a new one, or to rename one. */

import { listErrors } from '../model/typed-rules.js';
import { t } from '../texts/t.js';
import { $ } from './dom.js';
import { errorsOf, onSubmit, showDialog, showErrors } from './forms.js';

/**
 * Gives `open({ thing, fields, refused }, problem?)`, without a thing for a new list; `fields` are those that were
 * `refused`, an entry of the outbox.
 */
export function listForm({ store, view, drafts }) {
  const dialog = $('#list-form');
  const form = $('form', dialog);
  let draft;

  onSubmit(form, () => listErrors(form.elements.name.value), () => {
    dialog.close('saved');
    save(draft, form.elements.name.value.trim());
  });

  return (opened, problem) =>
    showDialog(dialog, () => {
      draft = opened;
      const { thing, fields } = draft;
      $('h2', dialog).textContent = t(thing ? 'list.rename' : 'list.new');
      drafts.fill(dialog, draft, { name: (fields ?? thing)?.name ?? '' });
      showErrors(form, errorsOf(form, problem));
    });

  function save({ thing, refused }, name) {
    if (refused) store.resend(refused, { name });
    else if (!thing) view.go(`list/${store.create('list', { name })}`);
    else if (name !== thing.name) store.edit('list', thing.listId, { name }, { name: thing.name });
  }
}
