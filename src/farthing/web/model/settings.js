/** What the person has settled once, the same wherever they sign in; and how this browser shows the page. */

import { call } from './api.js';
import { here } from './due.js';
import { browser, mine } from './keep.js';
import { language } from '../texts/t.js';

export class Settings extends EventTarget {
  timeZone = here();
  firstWeekday = 1; // Monday
  language = language;
  theme = browser.read('theme', 'auto');

  constructor() {
    super();
    Object.assign(this, mine.read('settings', {}));
  }

  /** Ask the server; a person who has never settled where they are is where their browser is. */
  async load() {
    const known = mine.read('settings', null);
    const settled = await call('GET', 'settings');
    if (!known && settled.timeZone === 'UTC' && here() !== 'UTC') await this.change({ timeZone: here(), language });
    else this.#have(settled);
  }

  /** Settle something; throws what the server says against it. */
  async change(fields) {
    this.#have(await call('PATCH', 'settings', { body: fields }));
  }

  /** Have the page in a theme: light, dark, contrast, or auto, which is as the device has it. */
  wear(theme) {
    this.theme = theme;
    browser.write('theme', theme);
    this.dispatchEvent(new Event('change'));
  }

  #have(settled) {
    Object.assign(this, settled);
    mine.write('settings', settled);
    this.dispatchEvent(new Event('change'));
  }
}
