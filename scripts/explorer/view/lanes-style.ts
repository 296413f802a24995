/** Style of the explorer's drawings as CSS: for its page, and for a picture that is a file of its own. */
import { SPACETIME_RULES, spaceTimeVariables } from '../../../reports/spacetime/style.js';
import { CLASS_NAMES, hatchVariables, lookOf, lookVariables } from '../../../reports/words/look.js';
import type { Scheme } from '../../../reports/words/look.js';

const RULES = `
.lanes{display:block;font:11.5px ui-sans-serif,system-ui,sans-serif}
.lanes text{fill:var(--ink)}
.lanes .ln-muted{fill:var(--muted)}
.lanes .ln-off{fill:var(--accent)}
.lanes .ln-small{font-size:10px}
.lanes .ln-node{font-weight:700;font-size:12.5px}
.ln-grid{stroke:var(--line);stroke-width:.7}
.ln-day{stroke-width:1.6}
.ln-fold{fill:var(--raised)}
.ln-lane{stroke:var(--muted);stroke-width:1.6}
.ln-tick{stroke:var(--muted)}
.ln-tick-off{stroke:var(--accent);stroke-width:1.4}
.ln-wire{stroke:var(--muted);stroke-width:1}
.ln-hit{stroke:transparent;stroke-width:11}
.ln-message{cursor:ew-resize}
.ln-message:hover .ln-wire{stroke-width:2.5}
.ln-carries .ln-wire{stroke:var(--ink);stroke-width:2.4}
.ln-lost .ln-wire{stroke-dasharray:4 3}
.lanes .ln-cross{fill:var(--fault);font-weight:700}
.ln-selected .ln-wire{stroke:var(--accent);stroke-width:3.4}
.ln-step{fill:var(--paper);stroke:var(--ink);stroke-width:1.3;cursor:pointer}
.ln-fault,.ln-clock,.ln-down,.ln-up,.ln-disk-full{stroke:var(--fault)}
.ln-chosen{stroke:var(--accent);stroke-width:3}
.lanes .ln-fault-word{fill:var(--fault);font-weight:600}
.lanes .ln-word{font-weight:700;paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
.ln-hold{stroke-width:7;opacity:.85}
.ln-use{stroke-width:13}
.ln-twin{stroke-width:3;stroke-dasharray:2 2}
line.ln-fate-counted{stroke:var(--safe-word)}text.ln-fate-counted{fill:var(--safe-word)}
line.ln-fate-misdated{stroke:var(--misdated-word)}text.ln-fate-misdated{fill:var(--misdated-word)}
line.ln-fate-duplicated,line.ln-fate-phantom{stroke:var(--duplicated-word)}text.ln-fate-duplicated,text.ln-fate-phantom{fill:var(--duplicated-word)}
line.ln-fate-stranded{stroke:var(--stranded)}.lanes text.ln-fate-stranded{fill:var(--stranded-word)}
line.ln-fate-destroyed{stroke:var(--destroyed-word)}.lanes text.ln-fate-destroyed{fill:var(--destroyed-word)}
line.ln-fate-pending,line.ln-fate-lost-reported,line.ln-fate-excused{stroke:var(--muted)}
.ln-decision circle{fill:none;stroke:var(--accent);stroke-width:2.6}
.ln-handle{cursor:ew-resize}
.ln-handle line{pointer-events:none;stroke:var(--accent);stroke-width:1;stroke-dasharray:2 4;opacity:.55}
.ln-handle path{fill:var(--accent)}
.ln-cursor{stroke:var(--accent);stroke-width:1.4}
`;

const variables = (scheme: Scheme): string =>
  `${lookVariables(scheme)};${spaceTimeVariables(scheme)}`;

/** For a page: with the hatches of its areas. */
const pageVariables = (scheme: Scheme): string => `${variables(scheme)};${hatchVariables(scheme)}`;

/** Areas of a class, in strips, squares and badges: stronger than the rules of the parts around them. */
const AREAS = CLASS_NAMES.map(
  (name) =>
    `#app .is-${name}{background:var(--${name}-hatch),var(--${name});color:var(--${name}-ink)}`,
).join('');

const ALL = `${SPACETIME_RULES}${RULES}`;

/** Colours by the surroundings' scheme, and the rules of the drawings. */
export const EXPLORER_STYLE = `${lookOf(':root', pageVariables)}${ALL}${AREAS}`;

/** For a picture in a document: light in any surroundings. */
export const PICTURE_STYLE = `svg{${variables('light')}}${ALL}`;

/** For a picture that a reader saves: by the scheme of the program that shows it. */
export const SAVED_STYLE = `${lookOf('svg', variables)}${ALL}`;
