/** What forms share: messages next to fields, and dialogs. */

import { $ } from './dom.js';

const waiting = [];
let present = null;

export const dialogOpen = () => Boolean($('dialog[open]'));

/** Open a modal dialog, `prepare` filling it in; where another is open, after that. */
export function showDialog(dialog, prepare = () => {}) {
  waiting.push([dialog, prepare]);
  next();
}

function next() {
  if (present || !waiting.length) return;
  const [dialog, prepare] = waiting.shift();
  present = dialog;
  dialog.showModal();
  prepare();
  dialog.addEventListener('close', goOn, { once: true });
}

function goOn() {
  present = null;
  next();
}

/** On submit, show the `errors()` that there are, or else do `save()`. */
export function onSubmit(form, errors, save) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const found = errors();
    showErrors(form, found);
    if (!Object.keys(found).length) save();
  });
}

/** Show messages next to the fields they are about, those about none under '', and lead to the first. */
export function showErrors(form, errors) {
  for (const place of form.querySelectorAll('[data-error]')) {
    const message = errors[place.dataset.error] ?? '';
    place.textContent = message;
    for (const field of form.querySelectorAll(`[aria-describedby~="${place.id}"]`)) {
      field.ariaInvalid = message && !field.hidden ? 'true' : null;
    }
  }
  $('[aria-invalid]', form)?.focus();
}

/** A problem as a message for the field it names, if the form has a place for that. */
export function errorsOf(form, problem) {
  if (!problem) return {};
  return { [$(`[data-error="${problem.field}"]`, form) ? problem.field : '']: problem.message };
}
