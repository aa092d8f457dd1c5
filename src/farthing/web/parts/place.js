/** The heading of the place that is looked at, what can be done with it, and which of its tasks are shown. */

import { t } from '../texts/t.js';
import { $, announce } from './dom.js';

/** `act.rename` and `act.remove` take the list or the filter. */
export function placeHeader(view, act) {
  const header = $('#place');
  const title = $('h1', header);
  for (const name of ['rename', 'remove']) {
    $(`.${name}`, header).addEventListener('click', () => act[name](view.place.kind, view.place.thing));
  }
  window.addEventListener('hashchange', () => !$('#filters').contains(document.activeElement) && title.focus());
  return function show() {
    const { kind, thing, adds, view: own } = view.place;
    title.textContent = view.placeName;
    document.title = `${view.placeName} · Farthing`;
    $('.list-actions', header).hidden = !thing;
    for (const name of ['rename', 'remove']) {
      const button = $(`.${name}`, header);
      button.ariaLabel = thing ? t(`${kind}.${name}`) : '';
      button.title = button.ariaLabel;
    }
    $('#composer').hidden = (own && own !== 'board' && own !== 'calendar') || adds === null;
    layouts(header, view);
  };
}

/** The same tasks as a list, or as a board. */
function layouts(header, view) {
  const links = $('.layouts', header);
  const path = `#/${view.path}`;
  links.hidden = !view.place.boards;
  for (const [link, board] of [...links.children].map((child, at) => [child, at === 1])) {
    link.href = board ? `${path}/board` : path;
    if (board === view.place.board) link.ariaCurrent = 'true';
    else link.removeAttribute('aria-current');
  }
}

/** Which tasks are shown, and in which order; the box for words leads to the search. */
export function filters(view) {
  const form = $('#filters');
  const { show, sort, words } = form.elements;
  let from = ''; // where the search was begun
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => view.set({ show: show.value, sort: sort.value }));
  words.addEventListener('input', () => {
    if (view.place.kind !== 'search') from = view.path;
    history.replaceState(null, '', `#/${words.value.trim() ? `search/${encodeURIComponent(words.value.toWellFormed())}` : from}`);
    view.dispatchEvent(new Event('change'));
    announce(t('search.count', { count: view.tasks().length }));
  });
  words.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || view.place.kind !== 'search') return;
    words.value = '';
    history.replaceState(null, '', `#/${from}`);
    view.dispatchEvent(new Event('change'));
  });
  return function update() {
    const { kind, view: own } = view.place;
    const orders = !own && ['all', 'inbox', 'list', 'label'].includes(kind);
    for (const part of form.querySelectorAll('.choice, .sort')) part.hidden = !orders;
    if (document.activeElement !== words) words.value = kind === 'search' ? view.place.id : '';
    show.value = view.filter.show;
    sort.value = view.filter.sort;
  };
}
