/** What the person has settled once, the same wherever they sign in; and how this browser shows the page. */

import { call } from './api.js';
import { deviceZone, liveIn } from './due.js';
import { browser, mine } from './keep.js';
import { language } from '../texts/t.js';

export class Settings extends EventTarget {
  timeZone = deviceZone();
  firstWeekday = 1; // Monday
  language = language;
  theme = browser.read('theme', 'auto');

  constructor() {
    super();
    const read = () => this.#take(mine.read('settings', {}));
    read();
    addEventListener('storage', read); // another tab has settled something
  }

  /** Ask the server; a person who has never settled anything is where their browser is, and speaks as it does. */
  async load() {
    const { timeZone } = this;
    const settled = await call('GET', 'settings');
    if (settled.version) this.#have(settled);
    else await this.change({ timeZone, language });
    if (this.language !== language) this.speak();
  }

  /** Settle something; throws what the server says against it. */
  async change(fields) {
    this.#have(await call('PATCH', 'settings', { body: fields }));
  }

  /** The page says everything anew, in the language that is settled. */
  speak() {
    browser.write('language', this.language);
    if (browser.read('language', '') === this.language) location.reload(); // or else it would be as it is
  }

  /** Have the page in a theme: light, dark, contrast, or auto, which is as the device has it. */
  wear(theme) {
    this.theme = theme;
    browser.write('theme', theme);
    this.dispatchEvent(new Event('change'));
  }

  #have(settled) {
    mine.write('settings', settled);
    this.#take(settled);
  }

  #take(settled) {
    Object.assign(this, settled);
    liveIn(settled.timeZone);
    this.dispatchEvent(new Event('change'));
  }
}
