/** A month of days with what is due on each, and below it the tasks of the day that is chosen. */

import { dayName, dayOf, formatted, isDay, plusDays, today } from '../model/due.js';
import { plusMonths, weekOf } from '../model/week.js';
import { offer } from '../parts/build.js';
import { $, announce, copy, element, Keyed } from '../parts/dom.js';
import { taskRow } from '../parts/task-row.js';
import { t } from '../texts/t.js';

const IN_A_DAY = 3; // titles; how many more there are is said
const DAYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const MONTHS = { PageUp: -1, PageDown: 1 };

export function open(section, { edit, replace, settings, store, view }) {
  const grid = $('table', section);
  const rows = new Keyed($('ul', section), taskRow);
  const now = () => today(settings.timeZone);
  offer(section, {
    before: () => choose(plusMonths(chosen(), -1)),
    today: () => choose(now()),
    after: () => choose(plusMonths(chosen(), 1)),
  });
  grid.onkeydown = onKey;
  grid.onclick = ({ target }) => {
    const day = target.closest('td')?.dataset.day;
    if (target.dataset.id) edit(store.tasks.get(target.dataset.id));
    else if (day) choose(day);
  };

  /** The day that the address names, or today. */
  function chosen() {
    const { id } = view.place;
    return isDay(id) ? id : now();
  }

  const choose = (day) => replace(`calendar/${day}`);

  function onKey(event) {
    const step = DAYS[event.key] * (document.dir === 'rtl' && /Left|Right/.test(event.key) ? -1 : 1);
    const months = MONTHS[event.key];
    if ((!step && !months) || event.altKey) return;
    event.preventDefault();
    const day = months ? plusMonths(chosen(), months) : plusDays(chosen(), step);
    choose(day);
    focus(day);
    announce(dayName(day));
  }

  const focus = (day) => $(`[data-day="${day}"] button`, grid).focus();

  return function show() {
    const day = chosen();
    const weeks = weeksOf(day, settings);
    const byDay = Map.groupBy(view.tasks(), ({ dueDate }) => dayOf(dueDate));
    const focused = grid.contains(document.activeElement);
    $('#month').textContent = formatted(day, { month: 'long', year: 'numeric' });
    $('#chosen-day').textContent = dayName(day);
    $('thead', grid).replaceChildren(row(weeks[0], head));
    $('tbody', grid).replaceChildren(...weeks.map((week) => row(week, (each) => cell(each, day, byDay.get(each)))));
    if (focused) focus(day);
    rows.show(new Map((byDay.get(day) ?? []).map((task) => [task.taskId, view.line(task)])));
  };

  function cell(day, chosenDay, tasks = []) {
    const made = copy('calendar-day');
    const [button, due, more] = made.children;
    Object.assign(made.dataset, { day, drop: `day/${day}` });
    made.classList.toggle('other', day.slice(0, 7) !== chosenDay.slice(0, 7));
    made.ariaSelected = String(day === chosenDay);
    if (day === now()) made.ariaCurrent = 'date';
    button.textContent = Number(day.slice(8));
    button.ariaLabel = t('calendar.day', { day: dayName(day), count: tasks.length });
    button.tabIndex = day === chosenDay ? 0 : -1;
    due.append(...tasks.slice(0, IN_A_DAY).map(title));
    if (tasks.length > IN_A_DAY) more.textContent = t('calendar.more', { count: tasks.length - IN_A_DAY });
    return made;
  }
}

function row(week, make) {
  const made = element('tr', '');
  made.append(...week.map(make));
  return made;
}

function head(day) {
  const made = element('th', '', formatted(day, { weekday: 'short' }));
  return Object.assign(made, { scope: 'col', abbr: formatted(day, { weekday: 'long' }) });
}

function title({ taskId, title: text, priority }) {
  const made = element('span', `due ${priority}`, text);
  made.dataset.id = taskId;
  return made;
}

/** The weeks that have days of the month of a day. */
function weeksOf(day, settings) {
  const first = `${day.slice(0, 7)}-01`;
  const end = plusMonths(first, 1);
  const weeks = [];
  for (let begin = weekOf(first, settings); begin < end; begin = plusDays(begin, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, ahead) => plusDays(begin, ahead)));
  }
  return weeks;
}
