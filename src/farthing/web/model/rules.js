/** The server's rules for what people type, checked before it is sent: what to do about it. Others are in `typed-rules.js`. */

import { t } from '../texts/t.js';

const TITLE = 500;
/** What no line has. */
export const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** What is wrong with the title of a task, if anything is. */
export const titleError = (title) => (title ? lineError(title, TITLE) : t('error.title'));

/** What is wrong with a line of at most so many characters, if anything is. */
export function lineError(text, most) {
  const length = [...text].length;
  if (length > most) return t('error.long', { most, length, begin: text.slice(0, 20) });
  return CONTROL.test(text) && t('error.unseen');
}
