/** Style of a space-time diagram as CSS, for a file of its own and for a page that contains it. */
import { PALETTE } from '../words/look.js';
import type { Scheme } from '../words/look.js';

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
.st-kept{stroke:var(--st-kept)}
.st-carries.st-kept{stroke:var(--st-kept)}
.st-kept-head{fill:var(--st-kept)}
.st-end-word.st-kept{fill:var(--st-kept);stroke:var(--st-paper)}
.st-offset{fill:var(--st-muted);font-size:10.5px;font-weight:400}
.st-tick{stroke:var(--st-line);fill:none}
.st-true{stroke:var(--st-muted)}
.st-true-word{fill:var(--st-muted);font-size:10px}
.st-own{stroke:var(--st-clock)}
.st-own-word{fill:var(--st-clock);font-size:9.5px}
.st-fold{stroke:var(--st-line);fill:none;stroke-dasharray:none}
.st-decision{fill:var(--st-paper);stroke:var(--st-record);stroke-width:2.5}
.st-decision.st-kept{stroke:var(--st-kept)}
.st-flag{fill:var(--st-ink);font-size:10.5px;font-weight:600}
.st-sealed{fill:url(#st-hatch)}
.st-sealed-paper{fill:var(--st-paper)}
.st-sealed-line{stroke:var(--st-record);stroke-width:2}
.st-sealed-word{fill:var(--st-record);font-size:10.5px}
.st-band{fill:var(--st-fault);opacity:.18}
.st-grid{stroke:var(--st-line);stroke-dasharray:2 3;fill:none}
.st-zero{stroke:var(--st-muted);fill:none}
.st-skew{stroke:var(--st-clock);stroke-width:2;fill:none}
.st-skew-word{fill:var(--st-clock);font-size:10.5px;font-weight:600}
.st-flag,.st-sealed-word,.st-own-word,.st-skew-word{paint-order:stroke;stroke:var(--st-paper);stroke-width:3px;stroke-linejoin:round}
.st-wall{stroke:var(--st-clock);stroke-dasharray:6 3;fill:none}
.st-elapsed{stroke:var(--st-muted);stroke-dasharray:1.5 3;fill:none}
.st-timer-word{fill:var(--st-muted);font-size:8px;font-weight:600}
.st-clock{fill:var(--st-clock)}
.st-fault{fill:var(--st-fault)}
.st-part{stroke:var(--st-fault);stroke-width:1.5;stroke-dasharray:8 4}
.st-part-word{fill:var(--st-fault);font-size:11px;font-weight:600}
`;

/** The drawing's parts, each with its colour of the palette. */
const COLOURS: Readonly<Record<string, keyof (typeof PALETTE)['light']>> = {
  paper: 'paper',
  ink: 'ink',
  muted: 'muted',
  line: 'line',
  message: 'message',
  record: 'bad',
  kept: 'good',
  clock: 'accent',
  fault: 'fault',
};

export const spaceTimeVariables = (scheme: Scheme): string =>
  Object.entries(COLOURS)
    .map(([part, colour]) => `--st-${part}:${PALETTE[scheme][colour]}`)
    .join(';');

/** Colours under a selector, for light and dark surroundings. */
export const spaceTimeColours = (selector: string): string =>
  `${selector}{${spaceTimeVariables('light')}}\n@media screen and (prefers-color-scheme:dark){${selector}{${spaceTimeVariables('dark')}}}`;

export const STANDALONE_STYLE = `${spaceTimeColours('svg')}${SPACETIME_RULES}svg{font-family:ui-sans-serif,system-ui,sans-serif}`;

/** For a picture in a document: light in any surroundings, since it has paper of its own. */
export const LIGHT_STYLE = `svg{${spaceTimeVariables('light')}}${SPACETIME_RULES}svg{font-family:ui-sans-serif,system-ui,sans-serif}`;
