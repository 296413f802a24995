/**
 * The one look of each class, in the terminal, in drawings and in the page: losses are saturated,
 * what is shown is pale, and each class has a hatch and a character of its own.
 */
import type { PlaneClass } from '../../properties/frontier/types.js';

/** Colours of one class: its area and the ink upon it, on light and on dark paper. */
interface ClassLook {
  readonly light: readonly [fill: string, ink: string];
  readonly dark: readonly [fill: string, ink: string];
  /** Path of an 8 × 8 tile; empty: plain. */
  readonly hatch: string;
  /** Character in a terminal. */
  readonly glyph: string;
}

export const LOOK: Readonly<Record<PlaneClass, ClassLook>> = {
  destroyed: {
    light: ['#8a1538', '#ffffff'],
    dark: ['#a3204a', '#ffffff'],
    hatch: 'M0 0L8 8M8 0L0 8',
    glyph: '█',
  },
  stranded: {
    light: ['#f2a73c', '#3d2200'],
    dark: ['#d08a1e', '#1d1200'],
    hatch: 'M-2 2L2 -2M0 8L8 0M6 10L10 6',
    glyph: '▒',
  },
  duplicated: {
    light: ['#d9c1e6', '#3a1150'],
    dark: ['#5d3d70', '#f3e6fa'],
    hatch: 'M0 2.5H8M0 5.5H8',
    glyph: '▚',
  },
  misdated: {
    light: ['#cfdae6', '#1f3550'],
    dark: ['#2f4258', '#dce8f5'],
    hatch: 'M3 4h2',
    glyph: '░',
  },
  safe: {
    light: ['#dcefe6', '#0b5a42'],
    dark: ['#1f4a3c', '#b9ebd5'],
    hatch: '',
    glyph: '·',
  },
  unknown: {
    light: ['#d5dae0', '#2a333d'],
    dark: ['#4a5462', '#ffffff'],
    hatch: 'M4 0V8',
    glyph: '?',
  },
};

export const CLASS_NAMES = Object.keys(LOOK) as readonly PlaneClass[];

/** Custom properties of every class for a page: `--stranded`, `--stranded-ink`. */
export const lookVariables = (scheme: 'light' | 'dark'): string =>
  CLASS_NAMES.map((name) => {
    const [fill, ink] = LOOK[name][scheme];
    return `--${name}:${fill};--${name}-ink:${ink}`;
  }).join(';');
