/** What lets other programs in: tokens for the API, and calendars to subscribe to. */

import { call, pages } from '../model/api.js';
import { button, buttons, copyable, day, dress, field, form, make, openDialog, sure } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { showErrors } from '../parts/forms.js';
import { language, t, texts } from '../texts/t.js';

const MAY = { read: ['read'], write: ['read', 'write'], admin: ['read', 'write', 'admin'] };
const DAYS = [30, 90, 365, 3650];
const NAME = { name: 'name', autocomplete: 'off', maxlength: 100, required: true };

/** Show the person's own, which are of every space; a new calendar is of the space that the page is in. */
export async function open({ gate }) {
  await Promise.all([texts('people'), dress('people')]);
  const dialog = openDialog('tokens-name', t('access'), part('token', tokens()), part('calendar', calendars(gate)),
    buttons(button(t('close'), () => dialog.close())));
}

function tokens() {
  return {
    fields: [
      field('token-name', t('name'), NAME, t('token.name')),
      choice('may', Object.keys(MAY).map((may) => [may, t(`may.${may}`)]), 'write'),
      choice('days', DAYS.map((days) => [days, lasting(days)]), 365),
    ],
    body: ({ name, may, days }) => ({ name: name.trim(), scopes: MAY[may], days: Number(days) }),
    about: ({ scopes, expiresAt }) =>
      t('token.until', { may: t(`may.${Object.keys(MAY).findLast((may) => scopes.includes(may))}`), until: day(expiresAt) }),
    secret: ({ token }) => token,
  };
}

function calendars(gate) {
  const { name, spaceId } = gate?.shared ? gate.space : { name: 'Farthing' };
  return {
    fields: [field('calendar-name', t('name'), { ...NAME, value: name })],
    body: (typed) => ({ name: typed.name.trim(), spaceId }),
    about: ({ createdAt }) => t('calendar.since', { since: day(createdAt) }),
    secret: ({ address }) => new URL(`api${address}`, document.baseURI).href,
  };
}

function choice(name, options, chosen) {
  const id = `token-${name}`;
  const select = make('select', { id, name },
    ...options.map(([value, text]) => new Option(text, value, value === chosen, value === chosen)));
  return make('div', { class: 'field' }, make('label', { for: id }, t(`token.${name}`)), select);
}

const lasting = (days) =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(days);

/** Those there are of a kind, each to be revoked, and a form to make another, whose secret is shown this once. */
function part(kind, { fields, body, about, secret }) {
  const list = make('ul', { role: 'list', class: 'people', 'aria-label': t(`${kind}s`), hidden: true });
  const told = make('div', { class: 'link', role: 'status' });
  const made = form(fields, t(`${kind}.make`), async (typed) => {
    const answer = await call('POST', `${kind}s`, { body: body(typed) });
    told.replaceChildren(make('p', { class: 'hint' }, t('once')), copyable(t(`${kind}.secret`), secret(answer)));
    made.reset();
    await show();
  }, { className: '' });
  made.append(told);
  show().catch(wrong);
  return make('section', {}, make('h3', {}, t(`${kind}s`)), make('p', { class: 'hint' }, t(`${kind}s.hint`)), list, made);

  async function show() {
    const all = (await Array.fromAsync(pages(`${kind}s`))).flatMap((page) => page[`${kind}s`]);
    list.replaceChildren(...all.map(row));
    list.hidden = !all.length;
  }

  function row(thing) {
    const { name } = thing;
    const onclick = () => revoke(thing).catch(wrong);
    return make('li', {},
      make('span', { class: 'name', dir: 'auto' }, name, ' ', make('span', { class: 'hint' }, about(thing))),
      make('button', { type: 'button', 'aria-label': t('revoke.which', { name }), onclick }, t('revoke')),
    );
  }

  async function revoke(thing) {
    if (!(await sure(t('revoke.sure', thing), t('revoke')))) return;
    await call('DELETE', `${kind}s/${thing[`${kind}Id`]}`);
    told.replaceChildren();
    await show();
    $('input', made).focus();
  }

  function wrong(problem) {
    showErrors(made, { '': problem.message });
  }
}
