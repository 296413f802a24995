/**
 * The one look of all that is drawn, in the terminal, in drawings and in the pages. Losses are
 * saturated, what is shown is pale, and each class has a hatch and a character of its own.
 */
import type { PlaneClass } from '../../properties/frontier/types.js';

export type Scheme = 'light' | 'dark';

/** Colours of one class: its area, the ink upon it, and its name upon paper. */
type ClassColours = readonly [fill: string, ink: string, word: string];

interface ClassLook {
  readonly light: ClassColours;
  readonly dark: ClassColours;
  /** Path of an 8 × 8 tile; empty: plain. */
  readonly hatch: string;
  /** Character in a terminal. */
  readonly glyph: string;
}

export const LOOK: Readonly<Record<PlaneClass, ClassLook>> = {
  destroyed: {
    light: ['#8a1538', '#ffffff', '#8a1538'],
    dark: ['#a3204a', '#ffffff', '#ff8fab'],
    hatch: 'M0 0L8 8M8 0L0 8',
    glyph: '█',
  },
  stranded: {
    light: ['#f2a73c', '#3d2200', '#8a4700'],
    dark: ['#d08a1e', '#1d1200', '#ffc36b'],
    hatch: 'M-2 2L2 -2M0 8L8 0M6 10L10 6',
    glyph: '▒',
  },
  duplicated: {
    light: ['#d9c1e6', '#3a1150', '#5b2472'],
    dark: ['#5d3d70', '#f3e6fa', '#e0bdf0'],
    hatch: 'M0 2.5H8M0 5.5H8',
    glyph: '▚',
  },
  misdated: {
    light: ['#cfdae6', '#1f3550', '#27405f'],
    dark: ['#2f4258', '#dce8f5', '#c3d8f2'],
    hatch: 'M3 4h2',
    glyph: '░',
  },
  safe: {
    light: ['#dcefe6', '#0b5a42', '#0b5a42'],
    dark: ['#1f4a3c', '#b9ebd5', '#9be3c4'],
    hatch: '',
    glyph: '·',
  },
  unknown: {
    light: ['#d5dae0', '#2a333d', '#46505c'],
    dark: ['#4a5462', '#ffffff', '#c6d0da'],
    hatch: 'M4 0V8',
    glyph: '?',
  },
};

export const CLASS_NAMES = Object.keys(LOOK) as readonly PlaneClass[];

/** Colours that are of no class. */
export const PALETTE = {
  light: {
    paper: '#fff',
    raised: '#f5f7f9',
    ink: '#1b2430',
    muted: '#566272',
    line: '#c9d1da',
    accent: '#0b5ea8',
    message: '#5f7187',
    fault: '#8a4b00',
    good: '#0b6b4f',
    bad: '#a3123a',
  },
  dark: {
    paper: '#12171e',
    raised: '#1a212a',
    ink: '#e6ebf1',
    muted: '#a3b0bf',
    line: '#3a4654',
    accent: '#7cc0ff',
    message: '#8b9db3',
    fault: '#f0b25a',
    good: '#63d0a4',
    bad: '#ff8aa5',
  },
} as const;

/** The hatched areas of every class, for a drawing whose colours are custom properties. */
export const hatchPatterns = (prefix: string): string =>
  CLASS_NAMES.map(
    (name) =>
      `<pattern id="${prefix}-${name}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="var(--${name})"/><path d="${LOOK[name].hatch}" fill="none" stroke="var(--${name}-ink)" stroke-opacity=".5"/></pattern>`,
  ).join('');

/** A hatch as an image for a style sheet. */
const hatchImage = (name: PlaneClass, scheme: Scheme): string => {
  const { hatch } = LOOK[name];
  if (hatch === '') return 'none';
  const [, ink] = LOOK[name][scheme];
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><path d='${hatch}' fill='none' stroke='${ink.replace('#', '%23')}' stroke-opacity='.5'/></svg>`;
  return `url("data:image/svg+xml,${svg.replaceAll('<', '%3C').replaceAll('>', '%3E')}")`;
};

/**
 * Custom properties of the palette and of every class: `--paper`, `--stranded`, `--stranded-ink`,
 * `--stranded-word`.
 */
export const lookVariables = (scheme: Scheme): string =>
  [
    ...Object.entries(PALETTE[scheme]).map(([name, colour]) => `--${name}:${colour}`),
    ...CLASS_NAMES.map((name) => {
      const [fill, ink, word] = LOOK[name][scheme];
      return `--${name}:${fill};--${name}-ink:${ink};--${name}-word:${word}`;
    }),
  ].join(';');

/** Custom properties of the hatches, for a page: `--stranded-hatch`. */
export const hatchVariables = (scheme: Scheme): string =>
  CLASS_NAMES.map((name) => `--${name}-hatch:${hatchImage(name, scheme)}`).join(';');

/** All custom properties under a selector, for light and dark surroundings; on paper always the light ones. */
export const lookOf = (selector: string, variables: (scheme: Scheme) => string): string =>
  `${selector}{${variables('light')};color-scheme:light}\n@media screen and (prefers-color-scheme:dark){${selector}{${variables('dark')};color-scheme:dark}}\n`;
