/** The server's rules for whole forms, checked before they are sent: field → what to do about it. */

import { t } from '../texts/t.js';
import { lineError, titleError } from './rules.js';

const DESCRIPTION_BYTES = 65_536;
const LABELS = 50;
const LABEL = 50;
const NAME = 200;

/** What is wrong with the fields of a task. */
export function taskErrors({ title, description, labels }) {
  return present({
    title: titleError(title),
    description: new TextEncoder().encode(description).length > DESCRIPTION_BYTES && t('error.bytes'),
    labels: labelsError(labels),
  });
}

/** What is wrong with the name of a list. */
export function listErrors(name) {
  return present({ name: name.trim() ? lineError(name.trim(), NAME) : t('list.unnamed') });
}

/** What is wrong with the labels of a task, if anything is. */
export function labelsError(labels) {
  if (labels.length > LABELS) return t('error.labels', { most: LABELS });
  return labels.map((label) => lineError(label, LABEL)).find(Boolean);
}

/** Of things by name, those that there are. */
export function present(things) {
  return Object.fromEntries(Object.entries(things).filter(([, thing]) => thing));
}
