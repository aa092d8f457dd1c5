/**
 * The places that have a view of their own: `views/NAME.js`, loaded when one is gone to, with the markup of the template
 * `NAME-view`. Its `open(section, page)` gives a function that shows what there is.
 */

import { t } from '../texts/t.js';
import { furnished } from './build.js';
import { $ } from './dom.js';

export function views(page) {
  const section = $('#view');
  let name; // of the view that is there or on its way
  let update = null;

  return function show() {
    const { view: wanted } = page.view.place;
    section.hidden = !wanted;
    section.ariaLabel = page.view.placeName;
    if (wanted === name) return update?.();
    name = wanted;
    update = null;
    section.replaceChildren();
    section.className = `view ${wanted ?? ''}`;
    if (wanted) load(wanted);
  };

  async function load(wanted) {
    section.ariaBusy = true;
    try {
      const [{ open }, { children }] = await Promise.all([import(`../views/${wanted}.js`), furnished(`${wanted}-view`)]);
      if (name !== wanted) return;
      section.replaceChildren(...children);
      const shown = await open(section, page);
      if (name !== wanted) return;
      update = shown;
      update();
    } catch (error) {
      if (name !== wanted) return;
      name = undefined; // so that it is tried again
      page.toast.missing();
      throw error;
    } finally {
      section.ariaBusy = false;
    }
  }
}
