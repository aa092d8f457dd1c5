/** Who is in a space, with what part; and how others come in. */

import { call, listing } from '../model/api.js';
import { takeAway } from '../model/db-forget.js';
import { own } from '../model/keep.js';
import { askName, copyable, day, filled, offer, onChoice, openNote, serve, sure } from '../parts/build.js';
import { $, element } from '../parts/dom.js';
import { t } from '../texts/t.js';
import { addressOf } from './spaces.js';

/** Show the people of the space that the page is in; a person's own is for nobody else. */
export async function open(gate, { store }) {
  const { shared, space, session: { person } } = gate;
  const at = `spaces/${space.spaceId}`;
  const owns = space.role === 'owner';
  const dialog = await openNote('people', { where: t('people.in', space) }, shared ? space.role : 'alone');
  const [close, wrong] = [$('.close', dialog), $('.wrong', dialog)];
  const say = ({ message }) => (wrong.textContent = message);
  offer(dialog, { make, rename });
  if (!shared) return;
  if (owns) serve($('.inviting form', dialog), invite);
  await after();

  async function show() {
    put('members', (await listing(`${at}/members`)).map(member));
    if (owns) put('invitations', (await listing(`${at}/invitations`)).map(invitation));
    if (!dialog.contains(document.activeElement)) close.focus(); // from a line that is gone
  }

  function put(name, rows) {
    $(`.${name} ul`, dialog).replaceChildren(...rows);
    $(`.${name}`, dialog).hidden = !rows.length;
  }

  /** Once something is done, show what there is; what goes wrong is said. */
  async function after(doing) {
    wrong.textContent = '';
    await doing?.catch(say);
    await show().catch(say);
  }

  function member({ userId, name: called, role }) {
    const name = called || t('somebody');
    const kind = userId === person.userId ? 'me' : owns ? 'theirs' : 'others';
    const made = filled('member', { called: name, part: t(`role.${role}`) }, kind);
    offer(made, { leave: !owns && leave, remove: () => remove(userId, name) });
    if (kind === 'theirs') {
      $('button', made).ariaLabel = t('remove.whom', { name });
      Object.assign($('select', made), { value: role, ariaLabel: t('role.of', { name }) });
      onChoice(made, (select) => change(userId, name, select.value));
    }
    return made;
  }

  async function change(userId, name, role) {
    const hand = role === 'owner';
    if (hand && !(await sure(t('hand.sure', { space: space.name, name }), t('hand')))) return after();
    await after(call('PATCH', `${at}/members/${userId}`, { body: { role } }).then(() => hand && location.reload()));
  }

  async function remove(userId, name) {
    if (!(await sure(t('remove.sure', { space: space.name, name }), t('remove.yes')))) return;
    await after(call('DELETE', `${at}/members/${userId}`));
  }

  /** What waits here could never be sent any more. */
  async function leave() {
    const count = store.waiting.length;
    if (!(await sure(t(count ? 'leave.unsent' : 'leave.sure', { ...space, count }), t('leave')))) return;
    await call('DELETE', `${at}/members/${person.userId}`).then(gone, say);
  }

  async function gone() {
    gate.leaving = true;
    await takeAway(own('things'));
    location.assign('./#/all');
  }

  /** Invite somebody, by a link or by e-mail. */
  async function invite({ role, email: typed }) {
    const email = typed.trim();
    const { secret } = await call('POST', `${at}/invitations`, { body: { role, email: email || undefined } });
    const link = new URL(`./#/join/${encodeURIComponent(secret)}`, location.href).href;
    const told = $('.link', dialog);
    told.replaceChildren(element('p', 'hint', t('invite.send')), copyable(t('invite.link'), link));
    if (email) told.append(letter(email, link));
    $('#invite-email').value = '';
    await after();
  }

  function letter(email, link) {
    const [subject, body] = [t('invite.subject', space), t('invite.body', { link })].map(encodeURIComponent);
    const href = `mailto:${encodeURIComponent(email)}?subject=${subject}&body=${body}`;
    return Object.assign(element('a', '', t('invite.write', { email })), { href });
  }

  function rename() {
    askName(t('space.rename'), space.name, async (name) => {
      await call('PATCH', at, { body: { name } });
      location.reload();
    });
  }

  /** An invitation that nobody has taken yet, to be withdrawn. */
  function invitation({ invitationId, role, email, expiresAt }) {
    const who = email || t('invite.anybody');
    const made = filled('invitation', { called: who, hint: t(`invitation.${role}`, { until: day(expiresAt) }) });
    const onclick = () => after(call('DELETE', `${at}/invitations/${invitationId}`));
    Object.assign($('button', made), { ariaLabel: t('withdraw.whose', { who }), onclick });
    return made;
  }
}

/** To a new space. */
function make() {
  askName(t('space.new'), '', async (name) => {
    const { spaceId } = await call('POST', 'spaces', { body: { name } });
    location.assign(addressOf(spaceId));
  });
}
