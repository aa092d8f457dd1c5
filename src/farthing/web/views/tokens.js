/** What lets other programs in: tokens for the API, and calendars to subscribe to. */

import { call, listing } from '../model/api.js';
import { copyable, day, filled, openNote, serve, sure } from '../parts/build.js';
import { $, element } from '../parts/dom.js';
import { showErrors } from '../parts/forms.js';
import { t } from '../texts/t.js';

const MAY = ['read', 'write', 'admin']; // who may do one may do those before it

/** Show the person's own, which are of every space; a new calendar is of the space that the page is in. */
export async function open({ gate }) {
  const dialog = await openNote('tokens');
  const { name, spaceId } = gate?.shared ? gate.space : { name: 'Farthing' };
  $('#calendar-name').defaultValue = name;
  part($('.tokens', dialog), 'token', {
    body: ({ may, days }) => ({ scopes: MAY.slice(0, MAY.indexOf(may) + 1), days: Number(days) }),
    about: ({ scopes, expiresAt }) =>
      t('token.until', { may: t(`may.${MAY.findLast((may) => scopes.includes(may))}`), until: day(expiresAt) }),
    secret: ({ token }) => token,
  });
  part($('.calendars', dialog), 'calendar', {
    body: () => ({ spaceId }),
    about: ({ createdAt }) => t('calendar.since', { since: day(createdAt) }),
    secret: ({ address }) => new URL(`api${address}`, document.baseURI).href,
  });
}

/** Those there are of a kind, each to be revoked, and a form to make another, whose secret is shown this once. */
function part(root, kind, { body, about, secret }) {
  const [list, form, told] = ['ul', 'form', '.link'].map((place) => $(place, root));
  serve(form, async (typed) => {
    const answer = await call('POST', `${kind}s`, { body: { name: typed.name.trim(), ...body(typed) } });
    told.replaceChildren(element('p', 'hint', t('once')), copyable(t(`${kind}.secret`), secret(answer)));
    form.reset();
    await show();
  });
  show().catch(wrong);

  async function show() {
    list.replaceChildren(...(await listing(`${kind}s`)).map(row));
    list.hidden = !list.firstChild;
  }

  function row(thing) {
    const { name } = thing;
    const made = filled('token-row', { called: name, hint: about(thing) });
    const button = $('button', made);
    button.ariaLabel = t('revoke.which', { name });
    button.onclick = () => revoke(thing).catch(wrong);
    return made;
  }

  async function revoke(thing) {
    if (!(await sure(t('revoke.sure', thing), t('revoke')))) return;
    await call('DELETE', `${kind}s/${thing[`${kind}Id`]}`);
    told.replaceChildren();
    await show();
    form.elements.name.focus();
  }

  function wrong(problem) {
    showErrors(form, { '': problem.message });
  }
}
