/**
 * The places that have a view of their own: `views/NAME.js`, loaded when one is gone to. Its
 * `open(section, page)` fills the section, and gives a function that shows what has changed.
 */

import { t } from '../texts/t.js';
import { $ } from './dom.js';

export function views(page) {
  const section = $('#view');
  let name; // of the view that is there or on its way
  let update = null;

  return function show() {
    const { view: wanted } = page.view.place;
    section.hidden = !wanted;
    if (wanted === name) return update?.();
    name = wanted;
    update = null;
    section.replaceChildren();
    section.className = `view ${wanted ?? ''}`;
    section.ariaLabel = page.view.placeName;
    if (wanted) load(wanted);
  };

  async function load(wanted) {
    section.ariaBusy = true;
    try {
      const { open } = await import(`../views/${wanted}.js`);
      if (name !== wanted) return;
      update = await open(section, page);
      update?.();
    } catch (error) {
      if (name !== wanted) return;
      name = undefined; // so that it is tried again
      section.textContent = t('view.missing');
      throw error;
    } finally {
      section.ariaBusy = false;
    }
  }
}
