/** The name of a list: of a new one, or to rename one. */

import { listErrors } from '../model/typed-rules.js';
import { $ } from './dom.js';
import { onSubmit, showDialog } from './forms.js';

/** Gives `open(draft, problem?)`: see `parts/drafts.js`. */
export function listForm({ drafts }) {
  const dialog = $('#list-form');
  const form = $('form', dialog);
  const { name } = form.elements;
  let draft;

  onSubmit(form, () => listErrors(name.value), () => drafts.save(dialog, draft, { name: name.value.trim() }));

  return (opened, problem) =>
    showDialog(dialog, () => {
      draft = opened;
      drafts.fill(dialog, draft, problem);
    });
}
