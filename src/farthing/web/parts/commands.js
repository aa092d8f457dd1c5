/**
 * THE table of what can be done by key or from the palette: `keys` as people press them (`Mod` is Ctrl or ⌘,
 * `g t` two keys in turn), `run`, and whether it `writes`, which those who may only look at a space cannot.
 */

import { $ } from './dom.js';

/** Places that two keys lead to. */
const GOES = { t: 'today', i: 'inbox', u: 'upcoming', c: 'calendar', a: 'all', d: 'done', s: 'settings' };

export function commands(page) {
  const { act, view, tasks, add, edit, lazily } = page;
  const current = (run) => () => tasks.current() && run(tasks.current());
  const chosen = (run) => () => tasks.chosen().length && run(tasks.chosen());
  const shift = lazily('arrange', 'move');
  const all = [
    { id: 'add', keys: ['q', 'n'], run: add, writes: true },
    { id: 'search', keys: ['/'], run: () => $('#words').focus() },
    { id: 'palette', keys: ['Mod+k'], run: lazily('palette') },
    { id: 'next', keys: ['j'], run: () => tasks.move(1) },
    { id: 'previous', keys: ['k'], run: () => tasks.move(-1) },
    { id: 'edit', keys: ['e', 'Enter'], run: current(edit) },
    { id: 'done', keys: ['x'], run: chosen(act.toggle), writes: true },
    { id: 'start', keys: ['s'], run: chosen(act.start), writes: true },
    { id: 'delete', keys: ['Delete', 'Backspace'], run: chosen(page.remove), writes: true }, // of a Mac the latter
    { id: 'choose', keys: ['v'], run: current(({ taskId }) => tasks.toggle(taskId)), writes: true },
    { id: 'all', keys: ['Mod+a'], run: () => tasks.all(), writes: true },
    { id: 'up', keys: ['Alt+ArrowUp'], run: current((task) => shift(task, -1)), writes: true },
    { id: 'down', keys: ['Alt+ArrowDown'], run: current((task) => shift(task, 1)), writes: true },
    { id: 'undo', keys: ['z', 'Mod+z'], run: act.undo, writes: true },
    { id: 'help', keys: ['?'], run: lazily('help') },
    ...Object.entries(GOES).map(([key, place]) => ({ id: `go.${place}`, keys: [`g ${key}`], run: () => view.go(place) })),
  ];

  return all.filter(({ writes }) => !writes || !page.gate?.look);
}
