/** Which tasks of a place are shown, and in which order; and the box for words, which leads to the search. */

import { t } from '../texts/t.js';
import { $, announce } from './dom.js';

export function filters({ view, replace }) {
  const form = $('#filters');
  const { show, sort, words } = form.elements;
  let from = ''; // where the search was begun
  form.onsubmit = (event) => event.preventDefault();
  form.onchange = () => view.set({ show: show.value, sort: sort.value });
  words.oninput = () => {
    if (view.place.kind !== 'search') from = view.path;
    replace(words.value.trim() ? `search/${encodeURIComponent(words.value.toWellFormed())}` : from);
    announce(t('search.count', { count: view.tasks().length }));
  };
  words.onkeydown = ({ key }) => {
    if (key !== 'Escape' || view.place.kind !== 'search') return;
    words.value = '';
    replace(from);
  };
  return function update() {
    if (document.activeElement !== words) words.value = view.place.kind === 'search' ? view.place.id : '';
    show.value = view.filter.show;
    sort.value = view.filter.sort;
  };
}
