// What readers keep: in their own browser, seen by nobody else. Several sites can share an origin, so each name begins
// with this site's place. Any use of storage can fail: it may be switched off, full, or of a private window.

export const PREFIX = `briefings ${new URL(".", import.meta.url).pathname} `;

export const read = (name) => {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name));
  } catch {
    return null;
  }
};

// Whether it is kept now; `undefined` takes the name away.
export const write = (name, value) => {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
};

export const works = write("try", 1) && write("try");
