/** A month of days with what is due on each, and below it the tasks of the day that is chosen. */

import { inAgenda } from '../model/agenda.js';
import { dayName, dayOf, isDay, plusDays, today } from '../model/due.js';
import { button, dress, make } from '../parts/build.js';
import { $, announce, Keyed } from '../parts/dom.js';
import { taskRow } from '../parts/task-row.js';
import { t, tags, texts } from '../texts/t.js';

const IN_A_DAY = 3; // titles; how many more there are is said
const DAYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

export async function open(section, page) {
  await Promise.all([dress('views'), texts('views')]);
  const { store, view, settings } = page;
  const title = make('h2', { id: 'month', 'aria-live': 'polite' });
  const grid = make('table', { role: 'grid', 'aria-labelledby': 'month' });
  const dayTitle = make('h2', { id: 'chosen-day' });
  const list = make('ul', { class: 'tasks', role: 'list', 'aria-labelledby': 'chosen-day' });
  const none = make('p', { class: 'empty' }, t('calendar.none'));
  const rows = new Keyed(list, taskRow);
  const turn = (months) => choose(monthAfter(chosen(), months));
  section.append(
    make('header', {}, title,
      turner('‹', 'calendar.before', () => turn(-1)),
      button(t('calendar.today'), () => choose(today(settings.timeZone))),
      turner('›', 'calendar.after', () => turn(1)),
    ),
    grid, dayTitle, list, none,
  );
  grid.addEventListener('keydown', onKey);
  section.addEventListener('click', onClick);

  /** The day that the address names, or today. */
  function chosen() {
    const { id } = view.place;
    return isDay(id) ? id : today(settings.timeZone);
  }

  function choose(day, focus = false) {
    history.replaceState(null, '', `#/calendar/${day}`);
    view.dispatchEvent(new Event('change'));
    if (focus) $(`[data-day="${day}"] button`, grid).focus();
  }

  function onKey(event) {
    const step = DAYS[event.key] * (document.dir === 'rtl' && /Left|Right/.test(event.key) ? -1 : 1);
    const pages = { PageUp: -1, PageDown: 1 }[event.key];
    if (!step && !pages) return;
    event.preventDefault();
    const day = pages ? monthAfter(chosen(), pages) : plusDays(chosen(), step);
    choose(day, true);
    announce(dayName(day));
  }

  function onClick({ target }) {
    const task = store.tasks.get(target.closest('[data-id]')?.dataset.id);
    const name = target.closest('[data-do]')?.dataset.do ?? (target.closest('.text, .due') && 'edit');
    if (task && name) ({ toggle: page.act.toggle, start: page.act.start, edit: page.edit, remove: page.remove })[name](task);
    else if (!task && target.closest('td')) choose(target.closest('td').dataset.day);
  }

  return function show() {
    const day = chosen();
    const entries = view.entries().filter(({ task }) => task);
    title.textContent = month(day);
    const weeks = weeksOf(day, settings.firstWeekday);
    const byDay = Map.groupBy(entries, ({ task }) => dayOf(task.dueDate));
    const focused = grid.contains(document.activeElement);
    grid.replaceChildren(head(weeks[0]), make('tbody', {}, ...weeks.map((week) => row(week, day, byDay))));
    if (focused) $(`[data-day="${day}"] button`, grid).focus();
    dayTitle.textContent = dayName(day);
    const own = byDay.get(day) ?? [];
    rows.show(new Map(own.map((entry) => [entry.id, { ...entry, depth: 0 }])));
    none.hidden = own.length > 0;
  };

  function row(week, day, byDay) {
    return make('tr', {}, ...week.map((each) => cell(each, day, byDay.get(each) ?? [])));
  }

  function cell(day, chosenDay, entries) {
    const sorted = inAgenda(entries.map(({ task }) => task));
    const name = t('calendar.day', { day: dayName(day), count: sorted.length });
    const tabindex = day === chosenDay ? 0 : -1;
    const number = make('button', { type: 'button', 'aria-label': name, tabindex }, String(Number(day.slice(8))));
    const more = sorted.length - IN_A_DAY;
    return make('td', {
      'data-day': day,
      'data-drop': `day/${day}`,
      'aria-selected': String(day === chosenDay),
      'aria-current': day === today(settings.timeZone) && 'date',
      class: day.slice(0, 7) === chosenDay.slice(0, 7) ? '' : 'other',
    },
    number,
    ...sorted.slice(0, IN_A_DAY).map(({ taskId, title: what, priority }) =>
      make('span', { class: `due ${priority}`, 'data-id': taskId, 'aria-hidden': 'true', dir: 'auto' }, what)),
    more > 0 && make('span', { class: 'more', 'aria-hidden': 'true' }, t('calendar.more', { count: more })));
  }
}

const turner = (sign, key, onclick) =>
  make('button', { type: 'button', class: 'icon-button', 'aria-label': t(key), onclick }, sign);

const format = (day, shape) => new Intl.DateTimeFormat(tags(), { timeZone: 'UTC', ...shape }).format(Date.parse(day));
const month = (day) => format(day, { month: 'long', year: 'numeric' });

function head(week) {
  const names = week.map((day) => make('th', { scope: 'col', abbr: format(day, { weekday: 'long' }) }, format(day, { weekday: 'short' })));
  return make('thead', {}, make('tr', {}, ...names));
}

/** The weeks that have days of the month of a day, from its first weekday on (1 is Monday). */
function weeksOf(day, firstWeekday) {
  const first = `${day.slice(0, 7)}-01`;
  const back = (new Date(first).getUTCDay() + 7 - (firstWeekday % 7)) % 7;
  const begin = plusDays(first, -back);
  const end = monthAfter(first, 1);
  const weeks = [];
  for (let monday = begin; monday < end; monday = plusDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, ahead) => plusDays(monday, ahead)));
  }
  return weeks;
}

/** The same day so many months later, or the last one of that month. */
function monthAfter(day, months) {
  const [year, number, date] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, number + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, number - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
