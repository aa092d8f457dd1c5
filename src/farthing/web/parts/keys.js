/** Single keys that do things, wherever no text is being typed and no dialog is open; and the help on them. */

import { browser } from '../model/keep.js';
import { $ } from './dom.js';
import { isOpen, showDialog } from './forms.js';

const TYPING = 'input:not([type=checkbox], [type=radio]), textarea, select';

/** `bindings` has the function for each key, by the name that the browser gives the key. */
export function keys(bindings) {
  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (key === 'Escape' && !isOpen() && target.matches(TYPING)) $('#tasks').focus();
    const meant = Object.hasOwn(bindings, key) && !ctrlKey && !metaKey && !altKey;
    if (!meant || isOpen() || target.matches(TYPING) || !browser.read('keys', true)) return;
    event.preventDefault();
    bindings[key]();
  });
}

/** Tells the keys, and lets those turn them off whose voice or devices press them by accident. */
export function help() {
  const dialog = $('#help');
  const on = $('input', dialog);
  const open = () => showDialog(dialog);
  on.checked = browser.read('keys', true);
  on.addEventListener('change', () => browser.write('keys', on.checked));
  $('#open-help').addEventListener('click', open);
  return open;
}
