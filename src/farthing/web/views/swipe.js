/** Gestures on a phone: a line pushed towards its end is done, pushed towards its beginning it opens. */

import { furnish } from '../parts/build.js';
import { $ } from '../parts/dom.js';

const FAR = 96; // px that a finger has to go for something to happen
const SLOPE = 2; // how much more across than down, to be no scrolling

export function open({ act, edit, store }) {
  const list = $('#tasks');
  let row = null;
  let start = null;
  let across = 0;
  furnish('keys');

  list.addEventListener('touchstart', ({ touches, target }) => {
    row = touches.length === 1 ? target.closest('.task') : null;
    start = touches[0];
    across = 0;
  }, { passive: true });

  list.addEventListener('touchmove', ({ touches }) => {
    if (!row) return;
    const x = touches[0].clientX - start.clientX;
    const y = touches[0].clientY - start.clientY;
    if (!across && Math.abs(x) < SLOPE * Math.abs(y) + 8) return;
    across = x;
    row.style.translate = `${x}px`;
    row.dataset.swipe = Math.abs(x) < FAR ? '' : meaning(x);
  }, { passive: true });

  for (const end of ['touchend', 'touchcancel']) {
    list.addEventListener(end, ({ type }) => {
      if (!row) return;
      const task = store.tasks.get(row.dataset.id);
      row.style.translate = '';
      delete row.dataset.swipe;
      if (type === 'touchend' && Math.abs(across) >= FAR) (meaning(across) === 'done' ? act.toggle : edit)(task);
      row = null;
    });
  }

  const meaning = (x) => (x > 0 === (document.dir !== 'rtl') ? 'done' : 'open');
}
