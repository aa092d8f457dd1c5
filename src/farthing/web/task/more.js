/** What else can be done with a task: have it twice, give its address away, move it to another space, delete it. */

import { pages } from '../model/api.js';
import { button, buttons, make, openDialog } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { t } from '../texts/t.js';

export function more({ dialog, page: { store, toast, gate, remove }, task, ask, leave, settle, say }) {
  const root = $('.more', dialog);
  const does = { duplicate, link, move, remove: () => settle() && leave({ done: () => remove(task()) }) };
  let spaces = null;
  root.addEventListener('click', ({ target }) => does[target.closest('[data-do]')?.dataset.do]?.());

  async function duplicate() {
    if (await ask('POST', 'duplicate')) say(t('task.duplicated'));
  }

  async function link() {
    const address = new URL(`#/task/${task().taskId}`, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      say(t('task.copied'));
    } catch {
      say(address); // to copy by hand
    }
  }

  async function move() {
    const select = make('select', { id: 'move-to' }, ...spaces.map(({ spaceId, name }) => new Option(name, spaceId)));
    const asked = openDialog('move-name', t('task.move'),
      make('div', { class: 'field' }, make('label', { for: 'move-to' }, t('task.space')), select),
      make('p', { class: 'hint' }, t('task.move.hint')),
      buttons(button(t('task.move.now'), () => asked.close('move'), 'primary'), button(t('cancel'), () => asked.close())),
    );
    asked.addEventListener('close', () => asked.returnValue && moveTo(select.value, select.selectedOptions[0].text));
  }

  async function moveTo(spaceId, name) {
    const { title } = task();
    if (!settle()) return;
    await store.refresh(); // which sends what was typed
    if (await ask('POST', 'move', { body: { spaceId } })) leave({ done: () => toast.say(t('task.moved', { title, name })) });
  }

  /** The other spaces that the person may write in, once they are known. */
  async function readSpaces() {
    spaces = [];
    for await (const page of pages('spaces')) spaces.push(...page.spaces);
    spaces = spaces.filter(({ spaceId, role }) => spaceId !== gate.space.spaceId && role !== 'viewer');
    $('[data-do=move]', root).hidden = !spaces.length;
  }

  return {
    opened() {
      if (gate && !spaces) readSpaces().catch(() => (spaces = null)); // without the network there is nothing to move
    },
  };
}
