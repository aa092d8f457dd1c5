/** What the page says by itself: passing messages, and whether it is in step with the server. */

import { t } from '../texts/t.js';
import { $, stage } from './dom.js';

const STANDS_MS = 10_000;

/** A message that passes, with something that can be done about it for as long as it stands. */
export class Toast {
  #box = $('#toast');
  #messages = []; // those that stay, and then one that passes; the last is shown
  #timer = 0;

  constructor() {
    const [, act, close] = this.#box.children;
    act.onclick = () => this.#clear().act();
    close.onclick = () => this.#clear();
  }

  /**
   * `act`, called `label`, can be done until the next message. One that is to `stay` is there again after that, until
   * it is closed or acted upon, of which `closed` is told.
   */
  say(text, label = '', act = null, { stay = false, closed } = {}) {
    const others = this.#messages.filter((each) => each.stay && (each.text !== text || each.closed !== closed));
    this.#messages = [...others, { text, label, act, stay, closed }];
    this.#show();
  }

  /** Something of the page could not be loaded. Only a new page asks for a module again that failed. */
  missing() {
    this.say(t('view.missing'), t('update.reload'), () => location.reload(), { stay: true });
  }

  #show() {
    const { text = '', label = '', act, stay } = this.#messages.at(-1) ?? {};
    const [message, button] = this.#box.children;
    message.textContent = text;
    button.textContent = label;
    button.hidden = !act;
    this.#box.hidden = !text;
    clearTimeout(this.#timer);
    if (text && !stay) this.#timer = setTimeout(() => this.#fade(), STANDS_MS);
  }

  #fade() {
    if (this.#box.matches(':hover, :focus-within')) this.#timer = setTimeout(() => this.#fade(), STANDS_MS);
    else this.#clear();
  }

  /** Take the message away, and give it. */
  #clear() {
    const focused = this.#box.contains(document.activeElement);
    const message = this.#messages.pop();
    message.closed?.();
    this.#show();
    if (focused) stage().focus();
    return message;
  }
}

/** Says, for as long as it is so, that page and server are not in step, and what waits here or was refused. */
export function banner(store, signIn) {
  const box = $('#banner');
  const [message, see, retry] = box.children;
  retry.addEventListener('click', () => (store.signedOut ? signIn() : store.refresh()));
  return function show() {
    const refused = store.refused.length;
    const waiting = store.waiting.length - refused;
    const text = [
      store.trouble,
      store.trouble && waiting && t('sync.waits', { count: waiting }),
      refused && t('sync.refused', { count: refused }),
    ].filter(Boolean).join(' ');
    if (message.textContent !== text) message.textContent = text;
    box.classList.toggle('shown', Boolean(text));
    box.dataset.state = store.offline ? 'offline' : refused || store.trouble ? 'failed' : '';
    see.hidden = !text || !store.waiting.length;
    retry.hidden = !store.trouble;
    retry.textContent = t(store.signedOut ? 'sync.signIn' : 'retry');
    $('#syncing').classList.toggle('shown', store.syncing);
  };
}
