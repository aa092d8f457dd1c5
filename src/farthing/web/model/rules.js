/** The server's rules for what people type, checked before it is sent: field → what to do about it. */

import { asFields } from './task.js';

const TITLE = 500;
const DESCRIPTION_BYTES = 65_536;
const LABELS = 50;
const LABEL = 50;
const NAME = 200;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** What is wrong with a task as it was typed. */
export function taskErrors(typed) {
  const { title, description, labels } = asFields(typed);
  return present({
    title: title ? line(title, TITLE) : 'Give the task a title.',
    description: new TextEncoder().encode(description).length > DESCRIPTION_BYTES && 'Shorten this to 64 KiB.',
    labels: labelsError(labels),
    dueDate: typed.clock && !typed.day && 'Choose a day for this time.',
  });
}

/** What is wrong with the name of a list. */
export function listErrors(name) {
  return present({ name: name.trim() ? line(name.trim(), NAME) : 'Give the list a name.' });
}

function labelsError(labels) {
  if (labels.length > LABELS) return `Use at most ${LABELS} labels.`;
  return labels.map((label) => line(label, LABEL)).find(Boolean);
}

function line(text, most) {
  const length = [...text].length;
  if (length > most) return `Use at most ${most} characters; “${text.slice(0, 20)}…” has ${length}.`;
  return CONTROL.test(text) && 'Leave out characters that cannot be seen.';
}

function present(errors) {
  return Object.fromEntries(Object.entries(errors).filter(([, message]) => message));
}
