/** Small things kept in the browser, as JSON. One that refuses to keep them costs comfort only. */

const PREFIX = 'farthing.';

/** Until the tab is closed: also over a reload. */
export const tab = shelf(() => sessionStorage);

/** For good. */
export const browser = shelf(() => localStorage);

function shelf(open) {
  return {
    read(key, otherwise) {
      try {
        return JSON.parse(open().getItem(PREFIX + key)) ?? otherwise;
      } catch {
        return otherwise;
      }
    },
    write(key, value) {
      try {
        if (value === null) open().removeItem(PREFIX + key);
        else open().setItem(PREFIX + key, JSON.stringify(value));
      } catch {
        // Full, or forbidden by the person.
      }
    },
  };
}
