/**
 * Mutation tests of the properties: each planted defect is caught by the properties named here, and
 * passes where these are not judged. Each property is the only one to catch some defect.
 */
import test from 'ava';
import * as sms2 from '../../models/sms2/index.js';
import { CHUNK_RUNS, chunkOf } from '../campaign/sampling.js';
import { PROPERTY_NAMES } from '../oracle/invariants.js';
import { runScenario } from '../oracle/judged-run.js';
import type { PropertyName } from '../study/contract.js';
import { SPACES } from './space/space.js';
import { sms2Study } from './study.js';

const SEED = 1;
const RUNS_MAX = 4_000;

interface Row {
  /** Properties that notice it first, all of them in the same run. */
  readonly by: readonly PropertyName[];
  /**
   * Space in which a defect is sought. Defects between writing and having written: where machines
   * crash. Those of an agent that starts late: where it does. Those of a history's keeper: where
   * there are several servers. Those that need rare values: at the schema's bounds. Those that a
   * second disk must reveal: where disks are replaced.
   */
  readonly space?: 'storage' | 'documented' | 'servers' | 'edges' | 'disk-disasters';
  /**
   * Number of the campaign's first run that is played. Earlier runs of a defect that needs hundreds
   * show nothing here: `npm run bench:detect` measures how many are needed.
   */
  readonly from?: number;
}

type SpaceName = NonNullable<Row['space']> | 'everything' | 'crowded';

const LOST: Row = { by: ['conservation'] };
const STRANDED: Row = { by: ['conservation', 'eventual-delivery'] };
const TWICE: Row = { by: ['no-duplicates'] };
const MISDATED: Row = { by: ['dates'] };
const FALSE_REPORT: Row = { by: ['reports-true'] };
/** Lost, and reported with a cause that did not happen. */
const PUT_DOWN_TO_ANOTHER: Row = { by: ['conservation', 'reports-true'] };

const CAUGHT: Readonly<Record<string, Row>> = {
  'acknowledge-before-sync': { ...PUT_DOWN_TO_ANOTHER, space: 'storage' },
  'sequence-reset-at-start': LOST,
  'incarnation-not-drawn': LOST,
  'upload-by-wall-clock': STRANDED,
  'dedup-by-timestamp': LOST,
  'truncate-on-full': LOST,
  'overflow-not-counted': LOST,
  'overflow-set-aside': { by: ['eventual-delivery'] },
  'overflow-in-memory': { ...LOST, space: 'storage' },
  'torn-entry-left': { by: ['eventual-delivery'], space: 'disk-disasters', from: 8_900 },
  'torn-tail-discards-log': { ...LOST, space: 'storage' },
  'batch-rejected-for-one-record': STRANDED,
  'offset-measured-once': MISDATED,
  'dates-not-corrected': MISDATED,
  'dates-not-vouched-for': MISDATED,
  'boots-not-told-apart': MISDATED,
  'sleep-not-noticed': MISDATED,
  'answer-time-ignored': MISDATED,
  'running-programs-unseen': { ...LOST, space: 'documented' },
  'found-start-taken-as-start': { ...MISDATED, space: 'documented' },
  'gap-not-reported': { ...LOST, from: 300 },
  'gap-miscounted': { ...FALSE_REPORT, from: 100 },
  'losses-miscounted': FALSE_REPORT,
  'gap-cried-always': FALSE_REPORT,
  'acknowledged-by-count': { by: ['conservation', 'eventual-delivery', 'reports-true'] },
  'deleted-when-sent': PUT_DOWN_TO_ANOTHER,
  'dedup-forgotten-at-restart': FALSE_REPORT,
  'dedup-not-done': { ...TWICE, from: 1_000 },
  'removal-deletes-log': PUT_DOWN_TO_ANOTHER,
  'retries-give-up': STRANDED,
  'late-answers-dropped': STRANDED,
  'tail-stranded': STRANDED,
  'uncertain-dates-dropped': LOST,
  'old-dates-purged': { ...LOST, from: 100 },
  'cache-cleared-by-collation': LOST,
  'collected-before-inserted': LOST,
  'insert-not-idempotent': TWICE,
  'rows-known-by-number': LOST,
  'insert-answered-before-sync': { by: ['conservation', 'console-monotone'], space: 'storage' },
  'histories-left-behind': { ...FALSE_REPORT, space: 'servers' },
  'home-moved-first': { ...FALSE_REPORT, space: 'servers', from: 100 },
  'served-when-retired': { ...FALSE_REPORT, space: 'servers' },
  'one-cache-read': { ...STRANDED, space: 'servers' },
  'database-read-first': { by: ['console-monotone'] },
  'cache-shown-beside-database': TWICE,
};

const drawn = new Map<string, readonly sms2.Sms2Scenario[]>();

/** Scenarios of the campaign, drawn once for all defects. */
function scenarioAt(space: SpaceName, run: number): sms2.Sms2Scenario {
  const chunk = Math.floor(run / CHUNK_RUNS);
  const key = `${space} ${String(chunk)}`;
  const scenarios = drawn.get(key) ?? chunkOf(SPACES[space]('fixed'), SEED, chunk);
  drawn.set(key, scenarios);
  return scenarios[run % CHUNK_RUNS] as sms2.Sms2Scenario;
}

/** One campaign; no test sees the runs of another, so that each judges by itself. */
class Campaign {
  /** Properties that each run broke, as far as it was run. */
  readonly #broken: (readonly PropertyName[])[] = [];
  readonly #variant: string;
  readonly #space: SpaceName;

  constructor(variant: string, space: SpaceName) {
    this.#variant = variant;
    this.#space = space;
  }

  brokenBy(run: number): readonly PropertyName[] {
    return (this.#broken[run] ??= runScenario(sms2Study, {
      ...scenarioAt(this.#space, run),
      variant: this.#variant,
    }).violations.map(({ property }) => property));
  }

  /**
   * The first run, from 1, in which one of the judged properties is broken, and the properties that
   * it breaks.
   */
  firstCaught(
    judged: readonly PropertyName[],
    runsMax: number,
    from = 0,
  ): { readonly run: number; readonly by: readonly PropertyName[] } | undefined {
    for (let run = from; run < runsMax; run += 1) {
      const names = this.brokenBy(run);
      const by = judged.filter((property) => names.includes(property));
      if (by.length > 0) return { run: run + 1, by };
    }
    return undefined;
  }
}

const others = (by: readonly PropertyName[]): PropertyName[] =>
  PROPERTY_NAMES.filter((property) => !by.includes(property));

for (const [defect, row] of Object.entries(CAUGHT))
  test(`teeth ${defect} - caught by ${row.by.join(' and ')}, and by nothing without`, (t) => {
    const { space = 'everything', from = 0 } = row;
    const campaign = new Campaign(`fixed+${defect}`, space);
    const caught = campaign.firstCaught(PROPERTY_NAMES, from + RUNS_MAX, from);
    t.log(`at run ${String(caught?.run)}`);
    t.deepEqual(caught?.by, row.by);
    // If these properties are not judged, the same runs let the defect pass.
    const without = campaign.firstCaught(others(row.by), caught?.run ?? 0, from);
    t.is(without, undefined);
  });

test('teeth - every planted defect has its row', (t) => {
  t.deepEqual(Object.keys(CAUGHT).sort(), Object.keys(sms2.DEFECTS).sort());
});

test('teeth - every property is the only one to catch some defect', (t) => {
  const alone = new Set(Object.values(CAUGHT).flatMap(({ by }) => (by.length === 1 ? by : [])));
  t.deepEqual(others([...alone]), []);
});

test('teeth - the fix itself passes the runs in which its defects are caught', (t) => {
  for (const space of ['everything', 'storage', 'crowded', 'servers', 'documented'] as const)
    t.is(new Campaign('fixed', space).firstCaught(PROPERTY_NAMES, 100), undefined);
});

test('teeth - in a crowd, defects that need several disasters show in at least three times as many runs', (t) => {
  const RUNS = 100;
  const share = (defect: string, space: SpaceName): number => {
    const campaign = new Campaign(`fixed+${defect}`, space);
    const broken = Array.from({ length: RUNS }, (_, run) => campaign.brokenBy(run));
    return broken.filter((names) => names.length > 0).length;
  };
  for (const defect of ['acknowledge-before-sync', 'dedup-forgotten-at-restart']) {
    const crowded = share(defect, 'crowded');
    const usual = share(defect, 'everything');
    t.log(`${defect}: ${String(crowded)} and ${String(usual)} of ${String(RUNS)}`);
    t.true(crowded > 3 * usual);
  }
});
