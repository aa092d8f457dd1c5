/** A person's account: who they are, their password, the second factor, and the way out. */

import { unsentElsewhere } from '../model/db-forget.js';
import { tab } from '../model/keep.js';
import { askName, filled, offer, openNote, serve, sure } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { t } from '../texts/t.js';

/** Show the account of who is signed in. */
export async function open(gate, page) {
  const { session } = gate;
  const { hosted, person: { userId, name, email } } = session;
  const dialog = await openNote('account', { who: name === email ? '' : name, email }, hosted ? 'hosted' : 'here');
  if (hosted) $('.hosted', dialog).href = hosted;
  else {
    password($('form', dialog), session);
    secondFactor($('.totp', dialog), session.totp);
  }
  offer(dialog, {
    rename: () => askName(t('account.rename'), name, async (wanted) => {
      await session.rename(wanted);
      location.reload();
    }),
    access: async () => (await import('../views/tokens.js')).open(page),
    leave: () => leave(false),
    end: () => leave(true),
  });

  async function leave(everywhere) {
    const typed = Object.keys(tab.read('drafts', {})).length + Boolean(tab.read('composer'));
    const count = typed + page.store.waiting.length + (await unsentElsewhere(userId));
    if (count && !(await sure(t('sign-out.sure', { count }), t('sign-out')))) return;
    await gate.leave(everywhere).catch(({ message }) => ($('.wrong', dialog).textContent = message));
  }
}

function password(form, session) {
  form.elements.email.defaultValue = session.person.email; // for who keeps passwords
  serve(form, async ({ current, new: next }) => {
    const said = $('[role=status]', form);
    said.textContent = '';
    await session.changePassword(current, next);
    form.reset();
    said.textContent = t('password.changed');
  });
}

/** A part that switches the second factor on and off: codes of an authenticator, asked for besides the password. */
function secondFactor(place, totp) {
  totp.isOn().then((on) => (on ? ask('on', off) : ask('off', begin)), ({ message }) => ($('p', place).textContent = message));

  async function begin({ password: typed }) {
    const { secret, uri } = await totp.begin(typed);
    const form = ask('secret', confirm, { secret: secret.match(/.{1,4}/g).join(' ') });
    $('a', form).href = uri;
    form.elements.code.focus();
  }

  async function confirm({ code }) {
    await totp.confirm(code);
    ask('done', off);
  }

  async function off({ password: typed, code }) {
    await totp.off(typed, code);
    ask('off', begin);
  }

  /** Show the step of this name, which does `run` with what is typed. */
  function ask(step, run, words = {}) {
    const form = filled('totp', words, step);
    if (!totp.asksPassword) for (const proof of form.querySelectorAll('.proof')) proof.remove();
    place.replaceChildren(place.firstElementChild, form);
    return serve(form, (typed) => run(typed).catch((problem) => {
      problem.field ||= { second_factor: 'code', unauthenticated: 'password' }[problem.code];
      throw problem;
    }));
  }
}
