/** Every collector with the results of its runs, for docs/collectors.md. */
import { choicesOf, COLLECTORS } from '../../models/collectors/index.js';
import { eraseStudy } from '../study/erase.js';
import { foundEdge } from './found-edge.js';
import type { FoundEdge } from './found-edge.js';
import { searchedPair } from './pair.js';
import type { Pair } from './pair.js';
import { obstaclesOf } from './possible.js';
import type { Obstacle } from './possible.js';
import { meteringAgentStudy } from './reference/study.js';
import type { CollectorRow } from '../../models/collectors/index.js';

/** Numbers along which the document is searched: an agent's clock, and its time offline. */
const AXES = ['offset', 'away'];

export const FORMS: readonly string[] = Object.keys(meteringAgentStudy.variants);

/** The edges of a row under every choice of its open points. */
export const edgesOf = (row: CollectorRow): readonly FoundEdge[] =>
  row.window.flatMap((bound) => choicesOf(row).map((choice) => foundEdge(row, bound, choice)));

export interface Documented {
  readonly row: CollectorRow;
  readonly edges: readonly FoundEdge[];
  readonly obstacles: readonly Obstacle[];
  readonly pairs: readonly Pair[];
}

/** Runs everything: each edge is bisected, and each form of the reference agent searched. */
export function documentedCollectors(): readonly Documented[] {
  const study = eraseStudy(meteringAgentStudy);
  return COLLECTORS.map((row) => ({
    row,
    edges: edgesOf(row),
    obstacles: obstaclesOf(row),
    pairs: FORMS.map((form) => searchedPair(study, form, row, AXES)),
  }));
}
