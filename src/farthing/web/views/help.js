/** Tells the keys, from the table of commands, and lets those turn them off whose voice or devices press them by accident. */

import { browser } from '../model/keep.js';
import { button, buttons, dress, make, openDialog } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { t, texts } from '../texts/t.js';

const NAMES = { Mod: /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl', ArrowUp: '↑', ArrowDown: '↓' };

/** A key as it stands on a keyboard. */
export const pressed = (keys) =>
  keys.split(/[+ ]/).map((key) => make('kbd', {}, NAMES[key] ?? key));

export async function open({ commands }) {
  await Promise.all([texts('keys'), dress('keys')]);
  const rows = commands.map(({ id, keys }) =>
    make('div', {}, make('dt', {}, ...keys.flatMap((key, at) => [at > 0 && ' ', ...pressed(key)])), make('dd', {}, t(`do.${id}`))));
  const also = ['save', 'stretch', 'escape'].map((id) =>
    make('div', {}, make('dt', {}, ...pressed(t(`also.${id}.keys`))), make('dd', {}, t(`also.${id}`))));
  const on = make('input', { type: 'checkbox', checked: browser.read('keys', true) });
  on.addEventListener('change', () => browser.write('keys', on.checked));
  const dialog = openDialog('help-name', t('keys'),
    make('dl', {}, ...rows, ...also),
    make('label', { class: 'switch' }, on, ' ', t('keys.single')),
    buttons(button(t('close'), () => dialog.close())),
  );
  dialog.classList.add('help');
  $('h2', dialog).tabIndex = -1;
  $('h2', dialog).focus(); // to begin at the top
}
