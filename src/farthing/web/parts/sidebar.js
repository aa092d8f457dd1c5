/** The places there are, with the number of open tasks in those that people put tasks into. */

import { today } from '../model/due.js';
import { there } from '../model/task.js';
import { t } from '../texts/t.js';
import { $, copy, Keyed } from './dom.js';

const OWN = { places: ['today', 'inbox', 'upcoming', 'calendar', 'all'], 'last-places': ['done', 'trash', 'settings'] };
const THINGS = { 'list-places': 'list', 'filter-places': 'filter' };

export function sidebar(store, view, settings) {
  const nav = $('#sidebar');
  const bar = document.querySelectorAll('.bar a');
  const rows = [...Object.keys(OWN), ...Object.keys(THINGS)].map((id) => [id, new Keyed($(`#${id}`), placeRow)]);
  nav.onclick = ({ target }) => {
    if (target.closest('a, button') && nav.matches(':popover-open')) nav.hidePopover();
  };

  return function show() {
    const { kind, of } = view.place;
    const here = of ? view.path : kind;
    const counts = countOpen(store, settings.timeZone);
    for (const link of bar) mark(link, link.hash === `#/${here}`);
    for (const [id, places] of rows) {
      const shown = OWN[id]?.map(ownPlace) ?? thingPlaces(THINGS[id]);
      for (const place of shown) Object.assign(place, { count: counts[place.path], current: place.path === here });
      places.show(new Map(shown.map((place) => [place.path, place])));
    }
  };

  function thingPlaces(kind) {
    const arranged = there(store[`${kind}s`]).sort((a, b) => (a.position < b.position ? -1 : 1));
    return arranged.map((thing) => ({ path: `${kind}/${thing[`${kind}Id`]}`, name: thing.name }));
  }
}

const ownPlace = (kind) => ({ path: kind, name: t(`place.${kind}`) });

/** The number of open tasks by the address of a place. */
function countOpen(store, zone) {
  const counts = { all: 0, inbox: 0, today: 0 };
  const day = today(zone);
  for (const [listId, count] of store.counts.byList) {
    const path = store.listOf({ listId }) ? `list/${listId}` : 'inbox';
    counts.all += count;
    counts[path] = (counts[path] ?? 0) + count;
  }
  for (const [due, count] of store.counts.byDay) if (due <= day) counts.today += count;
  return counts;
}

/** Say that a link leads to where one is. */
const mark = (link, current) => (link.ariaCurrent = current ? 'page' : null);

function placeRow() {
  const element = copy('place-row');
  const link = $('a', element);
  return {
    element,
    show({ path, name, count, current }) {
      link.href = `#/${path}`;
      link.dataset.drop = path;
      mark(link, current);
      $('use', element).setAttribute('href', `#icon-${path.split('/')[0]}`);
      $('.name', element).textContent = name;
      $('.count', element).textContent = count || '';
    },
  };
}
