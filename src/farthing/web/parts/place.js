/** The heading of the place that is looked at, what can be done with a list, and which tasks are shown. */

import { $, announce } from './dom.js';

export function placeHeader(view, { rename, remove }) {
  const header = $('#place');
  const title = $('h1', header);
  $('.rename', header).addEventListener('click', () => rename(view.place.list));
  $('.remove', header).addEventListener('click', () => remove(view.place.list));
  window.addEventListener('hashchange', () => title.focus());
  return function show() {
    title.textContent = view.placeName;
    document.title = `${view.placeName} · Farthing`;
    $('.list-actions', header).hidden = view.place.kind !== 'list';
    $('#composer').hidden = view.place.kind === 'trash';
  };
}

export function filters(view) {
  const form = $('#filters');
  const { show, sort, words } = form.elements;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => view.set({ show: show.value, sort: sort.value }));
  words.addEventListener('input', () => {
    view.search(words.value);
    announce(`Tasks that match: ${view.tasks().length}`);
  });
  words.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    words.value = '';
    view.search('');
  });
  return function update() {
    form.hidden = view.place.kind === 'trash';
    show.value = view.filter.show;
    sort.value = view.filter.sort;
  };
}
