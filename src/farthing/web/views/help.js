/** Tells the keys, from the table of commands, and lets those turn them off whose voice or devices press them by accident. */

import { filled, openNote } from '../parts/build.js';
import { $, element } from '../parts/dom.js';
import { singleKeys } from '../parts/keys.js';
import { t } from '../texts/t.js';

const NAMES = { Mod: /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl', ArrowUp: '↑', ArrowDown: '↓' };

/** A key as it stands on a keyboard. */
export const pressed = (keys) => keys.split(/[+ ]/).map((key) => element('kbd', '', NAMES[key] ?? key));

export async function open({ commands }) {
  const dialog = await openNote('help');
  const also = ['save', 'stretch', 'escape'].map((id) => row([t(`also.${id}.keys`)], t(`also.${id}`)));
  $('dl', dialog).append(...commands.map(({ id, keys }) => row(keys, t(`do.${id}`))), ...also);
  singleKeys($('input', dialog));
}

function row(keys, does) {
  const made = filled('help-row', { does });
  $('dt', made).append(...keys.flatMap((key) => [...pressed(key), ' ']));
  return made;
}
