/** Collectors with the results of their runs, for docs/collectors.md. */
import { choicesOf } from '../../models/collectors/index.js';
import type { CollectorRow } from '../../models/collectors/index.js';
import { eraseStudy } from '../study/erase.js';
import { foundEdge } from './found-edge.js';
import type { FoundEdge } from './found-edge.js';
import { searchedPair } from './pair.js';
import type { Pair } from './pair.js';
import { meteringAgentStudy } from './reference/study.js';

/** Numbers along which the document is searched: an agent's clock, and its time offline. */
const AXES = ['offset', 'away'];

export const FORMS: readonly string[] = Object.keys(meteringAgentStudy.variants);

/** The edges of a row under every choice of its open points. */
export const edgesOf = (row: CollectorRow): readonly FoundEdge[] =>
  row.window.flatMap((bound) => choicesOf(row).map((choice) => foundEdge(row, bound, choice)));

/** Every form of the reference agent at a collector. */
export const formsAt = (row: CollectorRow): readonly Pair[] =>
  FORMS.map((form) => searchedPair(eraseStudy(meteringAgentStudy), form, row, AXES));
