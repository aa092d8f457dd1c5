/** The heading of the place that is looked at, and what can be done with it. */

import { t } from '../texts/t.js';
import { $ } from './dom.js';

/** `act.rename` and `act.remove` take the list or the filter. */
export function placeHeader(view, act) {
  const header = $('#place');
  const title = $('h1', header);
  for (const name of ['rename', 'remove']) {
    $(`.${name}`, header).onclick = () => act[name](view.place.kind, view.place.thing);
  }
  window.addEventListener('hashchange', () => !$('#filters').contains(document.activeElement) && title.focus());
  return function show() {
    const { kind, thing, adds, sorts, view: own } = view.place;
    title.firstChild.textContent = view.placeName;
    document.title = `${view.placeName} · Farthing`;
    $('.list-actions', header).hidden = !thing;
    for (const name of ['rename', 'remove']) {
      const button = $(`.${name}`, header);
      button.ariaLabel = thing ? t(`${kind}.${name}`) : '';
      button.title = button.ariaLabel;
    }
    $('#composer').hidden = adds === null;
    for (const part of document.querySelectorAll('#filters :is(.choice, .sort)')) part.hidden = own || !sorts;
    layouts(header, view);
  };
}

/** The same tasks as a list, or as a board. */
function layouts(header, view) {
  const links = $('.layouts', header);
  const path = `#/${view.path}`;
  links.hidden = !view.place.boards;
  for (const link of links.children) {
    const board = link === links.lastElementChild;
    link.href = board ? `${path}/board` : path;
    link.ariaCurrent = board === view.place.board ? 'true' : null;
  }
}
