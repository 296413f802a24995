/**
 * Every field of each study's schema is drawn at its bounds, alone and together with faults. For a
 * field that is not drawn so, a campaign shows nothing.
 */
import test from 'ava';
import { chunkOf } from '../properties/campaign/sampling.js';
import { Span } from '../properties/study/_span.test.js';
import { STUDIES } from './studies.js';
import type { AnyStudy } from '../properties/study/erase.js';

const SEED = 1;
/** Limit of chunks drawn; most bounds are met in a tenth of them. */
const CHUNKS_MAX = 600;

/**
 * A schedule is written by the check alone: it replays a path of a search. A collector and a time
 * offline are set by `verify --collector`. None of them is drawn.
 */
const NOT_DRAWN = ['study', 'variant', 'schedule', 'collector', 'awayMs'];

const spanOf = (study: AnyStudy, name: string, chunks: number): Span => {
  const [variant = ''] = Object.keys(study.variants).slice(-1);
  const span = new Span(study.schema, study.simplest(variant), NOT_DRAWN);
  const space = study.spaces[name]?.(variant);
  if (space === undefined) throw new Error(`${study.name} has no space ${name}`);
  for (let chunk = 0; chunk < chunks && span.missing.length > 0; chunk += 1)
    for (const scenario of chunkOf(space, SEED, chunk)) span.add(scenario);
  return span;
};

/** The space of a pipeline belongs to the form, and `properties/pipeline/space.test.ts` tests it. */
const OF_THE_FORM = ['metering-agent'];

for (const study of Object.values(STUDIES)) {
  if (OF_THE_FORM.includes(study.name)) continue;
  // The part of the whole space at the schema's bounds, for a study that has it apart.
  const edges = 'edges' in study.spaces ? 'edges' : 'everything';

  test(`span ${study.name} - every field is drawn at its bounds, alone and together with faults`, (t) => {
    t.timeout(120_000);
    t.deepEqual(spanOf(study, edges, CHUNKS_MAX).missing, []);
  });

  test(`span ${study.name} - the whole space has the edges in it`, (t) => {
    const all = spanOf(study, 'everything', 0).missing.length;
    const missing = spanOf(study, 'everything', 100).missing.length;
    t.true(missing < all / 2, `${String(missing)} of ${String(all)} were not met in 10,000 draws`);
  });
}
