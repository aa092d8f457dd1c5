/** What else can be done with a task: have it twice, give its address away, move it to another space, delete it. */

import { listing } from '../model/api.js';
import { uuid7 } from '../model/ident.js';
import { offer, openNote } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { t } from '../texts/t.js';

export function more({ dialog, page: { store, toast, gate, remove }, task, ask, leave, settle, say }) {
  const root = $('.more', dialog);
  const does = { duplicate, link, remove: () => leave({ aside: !settle(), done: () => remove(task()) }) };
  let key; // of the next duplicate, and of trying again to make that one
  let spaces = null;
  offer(root, does);

  async function duplicate() {
    if (!(await ask('POST', 'duplicate', { key }))) return;
    key = uuid7();
    say(t('task.duplicated'));
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
    const asked = await openNote('move');
    const to = $('select', asked);
    to.append(...spaces.map(({ spaceId, name }) => new Option(name, spaceId)));
    asked.onclose = () => asked.returnValue && moveTo(to.value, to.selectedOptions[0].text);
  }

  async function moveTo(spaceId, name) {
    const { title } = task();
    if (!settle()) return;
    await store.refresh(); // which sends what was typed, unless another tab does
    if (store.mirror.outbox.of(task().taskId).length) return say(t('task.offline'));
    if (await ask('POST', 'move', { body: { spaceId } })) leave({ done: () => toast.say(t('task.moved', { title, name })) });
  }

  /** The other spaces that the person may write in, once they are known. */
  async function readSpaces() {
    spaces = (await listing('spaces')).filter(({ spaceId, role }) => spaceId !== gate.space.spaceId && role !== 'viewer');
    if (spaces.length) offer(root, { ...does, move });
  }

  return {
    opened() {
      key = uuid7();
      if (gate && !spaces) readSpaces().catch(() => {}); // without the network there is nothing to move
    },
  };
}
