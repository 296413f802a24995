/** Style of a space-time diagram as CSS, for a file of its own and for a page that contains it. */

export const SPACETIME_RULES = `
.st-paper{fill:var(--st-paper)}
.st-lane{stroke:var(--st-line);stroke-width:2}
.st-down{stroke:var(--st-paper);stroke-width:2.6;stroke-dasharray:3 4}
.st-node{fill:var(--st-ink);font-weight:600;font-size:12px}
.st-time{fill:var(--st-muted);font-size:10.5px}
.st-word{fill:var(--st-ink);font-size:10.5px}
.st-local{fill:var(--st-muted);font-size:9px}
.st-word,.st-local,.st-end-word,.st-part-word{paint-order:stroke;stroke:var(--st-paper);stroke-width:3px;stroke-linejoin:round}
.st-off{fill:var(--st-clock);font-weight:600}
.st-mark{fill:var(--st-ink)}
.st-message{stroke:var(--st-message);stroke-width:1.2;fill:none}
.st-head{fill:var(--st-message)}
.st-lost{stroke-dasharray:5 3}
.st-carries{stroke:var(--st-record);stroke-width:3}
.st-carries-head{fill:var(--st-record)}
.st-hold{stroke:var(--st-record);stroke-width:7;opacity:.5}
.st-use{stroke:var(--st-record);stroke-width:11;opacity:.9}
.st-end{stroke:var(--st-record);stroke-width:3;fill:none}
.st-end-word{fill:var(--st-record);font-size:11px;font-weight:600}
.st-wall{stroke:var(--st-clock);stroke-dasharray:6 3;fill:none}
.st-elapsed{stroke:var(--st-muted);stroke-dasharray:1.5 3;fill:none}
.st-timer-word{fill:var(--st-muted);font-size:8px;font-weight:600}
.st-clock{fill:var(--st-clock)}
.st-fault{fill:var(--st-fault)}
.st-part{stroke:var(--st-fault);stroke-width:1.5;stroke-dasharray:8 4}
.st-part-word{fill:var(--st-fault);font-size:11px;font-weight:600}
`;

const LIGHT =
  '--st-paper:#fff;--st-ink:#1b2430;--st-muted:#5a6675;--st-line:#b6bfca;--st-message:#5f7187;--st-record:#b3123f;--st-clock:#0b5ea8;--st-fault:#8a4b00';
const DARK =
  '--st-paper:#12171e;--st-ink:#e6ebf1;--st-muted:#9fadbd;--st-line:#465261;--st-message:#8b9db3;--st-record:#ff6f91;--st-clock:#6db8ff;--st-fault:#f0b25a';

/** Colours under a selector, for light and dark surroundings. */
export const spaceTimeColours = (selector: string): string =>
  `${selector}{${LIGHT}}\n@media (prefers-color-scheme:dark){${selector}{${DARK}}}`;

export const STANDALONE_STYLE = `${spaceTimeColours('svg')}${SPACETIME_RULES}svg{font-family:ui-sans-serif,system-ui,sans-serif}`;

/** For a picture in a document: light in any surroundings, since it has paper of its own. */
export const LIGHT_STYLE = `svg{${LIGHT}}${SPACETIME_RULES}svg{font-family:ui-sans-serif,system-ui,sans-serif}`;
