/** Keys that do things, wherever no text is being typed and no dialog is open. */

import { mine } from '../model/keep.js';
import { stage } from './dom.js';
import { dialogOpen } from './forms.js';

const TYPING = 'input:not([type=checkbox], [type=radio]), textarea, select';
const PATIENCE_MS = 1_500; // between the two keys of a sequence

/** `commands` is the table; `escape` is done on Escape, where nothing else is left by it. */
export function keys(commands, escape) {
  const bound = new Map(commands.flatMap(({ keys, run }) => keys.map((key) => [key, run])));
  const leads = new Set([...bound.keys()].filter((key) => / /.test(key)).map((key) => key[0]));
  let lead = '';

  document.addEventListener('keydown', (event) => {
    if (dialogOpen()) return;
    const name = nameOf(event);
    const run = bound.get(lead + name) ?? bound.get(name);
    const typing = event.target.matches(TYPING);
    if (event.key === 'Escape') {
      if (typing) stage().focus();
      else escape();
    }
    if (typing && name !== 'Mod+k') return;
    if (!name.startsWith('Mod') && !mine.read('keys', true)) return;
    if (name === 'Enter' && !event.target.matches('.task')) return;
    lead = '';
    if (!run && leads.has(name)) {
      lead = `${name} `;
      setTimeout(() => (lead = ''), PATIENCE_MS);
    }
    if (!run) return;
    event.preventDefault();
    run();
  });
}

/** A box that says whether keys of one letter do things, for those whose voice or devices press them by accident. */
export function singleKeys(box) {
  box.checked = mine.read('keys', true);
  box.onchange = () => mine.write('keys', box.checked);
}

/** A press by the name that the table has for it. */
function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  const held = [(ctrlKey || metaKey) && (shiftKey ? 'Shift' : 'Mod'), altKey && 'Alt'].filter(Boolean);
  return [...held, held.length && key.length === 1 ? key.toLowerCase() : key].join('+');
}
