/** Style of the explorer's drawings as CSS: for its page, and for a picture that is a file of its own. */

const LIGHT =
  '--paper:#fff;--raised:#f4f6f9;--ink:#1b2430;--muted:#556170;--line:#c9d1da;--accent:#0b5ea8;--clock:#0b5ea8;--fault:#8a4b00;--safe:#cfe8dc;--safe-ink:#0b5a42;--misdated:#b7c6da;--misdated-ink:#27405f;--duplicated:#c9a2d8;--duplicated-ink:#5b2472;--stranded:#f2a33a;--stranded-ink:#8a4700;--destroyed:#8a1636;--destroyed-ink:#8a1636;--unknown:#d5dae0;--unknown-ink:#46505c';
const DARK =
  '--paper:#12171e;--raised:#1a212a;--ink:#e6ebf1;--muted:#a3b0bf;--line:#3a4654;--accent:#7cc0ff;--clock:#7cc0ff;--fault:#f0b25a;--safe:#2a5444;--safe-ink:#9be3c4;--misdated:#4a6382;--misdated-ink:#c3d8f2;--duplicated:#8a5ba0;--duplicated-ink:#e0bdf0;--stranded:#d48a1f;--stranded-ink:#ffc36b;--destroyed:#b3294f;--destroyed-ink:#ff8fab;--unknown:#4b5662;--unknown-ink:#c6d0da';

const RULES = `
.lanes{display:block;font:11.5px ui-sans-serif,system-ui,sans-serif}
.lanes text{fill:var(--ink)}
.lanes .ln-muted{fill:var(--muted)}
.lanes .ln-off{fill:var(--clock)}
.lanes .ln-small{font-size:10px}
.lanes .ln-node{font-weight:700;font-size:12.5px}
.ln-grid{stroke:var(--line);stroke-width:.7}
.ln-day{stroke-width:1.6}
.ln-fold{fill:var(--raised)}
.ln-lane{stroke:var(--muted);stroke-width:1.6}
.ln-tick{stroke:var(--muted)}
.ln-tick-off{stroke:var(--clock);stroke-width:1.4}
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
line.ln-fate-counted{stroke:var(--safe-ink)}text.ln-fate-counted{fill:var(--safe-ink)}
line.ln-fate-misdated{stroke:var(--misdated-ink)}text.ln-fate-misdated{fill:var(--misdated-ink)}
line.ln-fate-duplicated,line.ln-fate-phantom{stroke:var(--duplicated-ink)}text.ln-fate-duplicated,text.ln-fate-phantom{fill:var(--duplicated-ink)}
line.ln-fate-stranded{stroke:var(--stranded)}.lanes text.ln-fate-stranded{fill:var(--stranded-ink)}
line.ln-fate-destroyed{stroke:var(--destroyed)}.lanes text.ln-fate-destroyed{fill:var(--destroyed-ink)}
line.ln-fate-pending,line.ln-fate-lost-reported,line.ln-fate-excused{stroke:var(--muted)}
.ln-decision circle{fill:none;stroke:var(--accent);stroke-width:2.6}
.ln-handle{cursor:ew-resize}
.ln-handle line{pointer-events:none;stroke:var(--accent);stroke-width:1;stroke-dasharray:2 4;opacity:.55}
.ln-handle path{fill:var(--accent)}
.ln-band{fill:var(--fault);opacity:.45}
.ln-skew{fill:none;stroke:var(--muted);stroke-width:1.8}
.ln-skew-0{stroke:var(--clock);stroke-width:2.6}
.ln-skew-2{stroke-dasharray:6 3}
.ln-skew-3{stroke-dasharray:2 3}
`;

/** Colours by the surroundings' scheme, and the rules of the drawings. */
export const EXPLORER_STYLE = `:root{${LIGHT};color-scheme:light}
@media (prefers-color-scheme:dark){:root{${DARK};color-scheme:dark}}
${RULES}`;

/** For a picture in a document: light in any surroundings. */
export const PICTURE_STYLE = `svg{${LIGHT}}${RULES}`;

/** For a picture that a reader saves: by the scheme of the program that shows it. */
export const SAVED_STYLE = `svg{${LIGHT}}@media (prefers-color-scheme:dark){svg{${DARK}}}${RULES}`;
