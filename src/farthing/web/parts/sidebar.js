/** The places there are, with the number of open tasks in each. */

import { $, copy, Keyed } from './dom.js';

export function sidebar(store, view, newList) {
  const nav = $('#sidebar');
  const places = new Keyed($('#places'), () => placeRow());
  $('#new-list').addEventListener('click', newList);
  nav.addEventListener('click', ({ target }) => {
    if (target.closest('a, button') && nav.matches(':popover-open')) nav.hidePopover();
  });
  return function show() {
    const { kind, list } = view.place;
    const here = list ? `list/${list.listId}` : kind;
    const shown = allPlaces(store).map((place) => [place.path, { ...place, current: place.path === here }]);
    places.show(new Map(shown));
  };
}

function allPlaces(store) {
  const open = [...store.tasks.values()].filter(({ deletedAt, status }) => !deletedAt && status !== 'done');
  const counts = Map.groupBy(open, (task) => store.listOf(task));
  const count = (list) => counts.get(list)?.length ?? 0;
  const lists = [...store.lists.values()].filter(({ deletedAt }) => !deletedAt);
  lists.sort((a, b) => (a.position < b.position ? -1 : 1));
  return [
    { path: 'all', icon: 'all', name: 'All tasks', count: open.length },
    { path: 'inbox', icon: 'inbox', name: 'Inbox', count: count(undefined) },
    ...lists.map((list) => ({ path: `list/${list.listId}`, icon: 'list', name: list.name, count: count(list) })),
    { path: 'trash', icon: 'trash', name: 'Trash', count: 0 },
  ];
}

function placeRow() {
  const element = copy('place-row');
  const link = $('a', element);
  return {
    element,
    show({ path, icon, name, count, current }) {
      link.href = `#/${path}`;
      if (current) link.ariaCurrent = 'page';
      else link.removeAttribute('aria-current');
      $('use', element).setAttribute('href', `#icon-${icon}`);
      $('.name', element).textContent = name;
      $('.count', element).textContent = count || '';
    },
  };
}
