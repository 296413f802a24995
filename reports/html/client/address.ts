/** The page's address: which run, step or point of a map is shown, so that a link leads to it. */

/** The part after the number sign as names and values: `run=run-3&step=13`. */
export const addressed = (): URLSearchParams => new URLSearchParams(location.hash.slice(1));

/** A browser refuses more than some changes a second, and a held key steps faster: the last counts. */
const QUIET_FRAMES = 9;
let waiting = 0;

/** Changes the address without a new entry in the history, once the reader rests. */
export function address(parts: Readonly<Record<string, string | number>>): void {
  const text = Object.entries(parts)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&');
  waiting += 1;
  const own = waiting;
  const settle = (frames: number): void => {
    if (own !== waiting) return;
    if (frames > 0)
      requestAnimationFrame(() => {
        settle(frames - 1);
      });
    else history.replaceState(null, '', `#${text}`);
  };
  settle(QUIET_FRAMES);
}
