/** The server's rules for what people type, checked before it is sent: field → what to do about it. */

import { t } from '../texts/t.js';

const TITLE = 500;
const DESCRIPTION_BYTES = 65_536;
const LABELS = 50;
const LABEL = 50;
const NAME = 200;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** What is wrong with the fields of a task. */
export function taskErrors({ title, description, labels }) {
  return present({
    title: title ? line(title, TITLE) : t('error.title'),
    description: new TextEncoder().encode(description).length > DESCRIPTION_BYTES && t('error.bytes'),
    labels: labelsError(labels),
  });
}

/** What is wrong with the name of a list. */
export function listErrors(name) {
  return present({ name: name.trim() ? line(name.trim(), NAME) : t('list.unnamed') });
}

function labelsError(labels) {
  if (labels.length > LABELS) return t('error.labels', { most: LABELS });
  return labels.map((label) => line(label, LABEL)).find(Boolean);
}

function line(text, most) {
  const length = [...text].length;
  if (length > most) return t('error.long', { most, length, begin: text.slice(0, 20) });
  return CONTROL.test(text) && t('error.unseen');
}

function present(errors) {
  return Object.fromEntries(Object.entries(errors).filter(([, message]) => message));
}
