/** The reference study without its spaces: everything needed to run a scenario and to judge it. */
import { msOf } from '../../sim/model/time.js';
import type { Decision } from '../../sim/model/node.js';
import * as sms2 from '../../models/sms2/index.js';
import type { PropertyName, RunnableStudy, ShownRow, Variant } from '../study/contract.js';
import { coverage } from './coverage.js';
import { datingClockErrorMs, statedErrorMsMax } from './dates.js';
import { labelsOf } from './labels.js';
import { Sms2Metering } from './metering.js';
import { PARAMETERS, PLANE } from './parameters/parameters.js';
import { MECHANISM_NAMES } from './article/predictions.js';
import { rewrites } from './rewrites.js';
import { SMS2_SCHEMA } from './schema.js';
import { scopeOf } from './scope.js';

type Sms2Runnable = RunnableStudy<sms2.Sms2Scenario, sms2.Message, sms2.Input>;

/**
 * Properties that every shipped variant breaks in the whole space, the control included. Its
 * removal destroys held logs, a full disk drops records, and a lost answer doubles them. Its stamps
 * are the client's, and it reports nothing.
 */
const AS_SHIPPED: readonly PropertyName[] = [
  'conservation',
  'no-duplicates',
  'dates',
  'eventual-delivery',
];

const shipped = (name: sms2.MechanismName): Variant => ({
  title: `as shipped, ${sms2.MECHANISMS[name].title}`,
  violated: AS_SHIPPED,
});

const variants: Readonly<Record<string, Variant>> = {
  ...Object.fromEntries(MECHANISM_NAMES.map((name) => [name, shipped(name)])),
  documented: {
    title: 'as shipped, with none of the documented defects',
    violated: [],
    space: 'documented',
  },
  fixed: { title: 'the fix', violated: [], revision: 1 },
};

function shownRows(view: unknown): readonly ShownRow[] {
  const { rows, summaries, summarising: coarse = false } = view as sms2.SummaryView;
  const detail = rows.map((row): ShownRow => {
    const key = coarse ? row.program : `${row.client}/${row.user}/${row.program}`;
    const records = [row.record];
    const startMs = msOf(row.start) - sms2.EPOCH_MS;
    const endMs = msOf(row.end) - sms2.EPOCH_MS;
    const { boundMs } = row;
    return boundMs === undefined
      ? { key, records, uses: 1, startMs, endMs }
      : { key, records, uses: 1, startMs, endMs, boundMs };
  });
  const summarised = summaries.map((row): ShownRow => ({
    key: row.program,
    records: row.records,
    uses: row.uses,
    interval: {
      fromMs: msOf(row.intervalStart) - sms2.EPOCH_MS,
      toMs: msOf(row.intervalEnd) - sms2.EPOCH_MS,
    },
    ...(row.boundMs === undefined ? {} : { boundMs: row.boundMs }),
  }));
  return [...detail, ...summarised];
}

/** Decisions about one record of the log: they do not explain why another record is still there. */
const OF_ONE_RECORD: ReadonlySet<string> = new Set(['log-has-room', 'record-not-yet-sent']);

const ofOneRecord = (decision: Decision | undefined): boolean =>
  decision?.record !== undefined || OF_ONE_RECORD.has(decision?.name ?? '');

const decisive: NonNullable<Sms2Runnable['decisive']> = (decisions, fate) => {
  const wanted = fate === 'destroyed';
  let place = decisions.length - 1;
  while (place >= 0 && ofOneRecord(decisions[place]?.decision) !== wanted) place -= 1;
  return place;
};

/**
 * Coverage marks without which a campaign has not tried the fix: a finished upload, a removal that
 * drained the log, and a record that found no room and was reported. The shipped agent must have
 * run out of retries and of room.
 */
function requiredMarks(variant: string, space: string): readonly string[] {
  // Some spaces leave removals, full logs and long outages out on purpose.
  const whole = space === 'everything';
  if (sms2.isDocumented(variant)) return [];
  if (sms2.isFixed(variant))
    return ['exchange-finished', ...(whole ? ['removed-drained', 'record-not-kept'] : [])];
  return whole ? ['retries-exhausted', 'log-full'] : [];
}

export const sms2Runnable: Sms2Runnable = {
  name: 'sms2',
  title: 'SMS 2.0 software metering: usage lost to clocks (Q213261, Q226832, Q311764)',
  epochMs: sms2.EPOCH_MS,
  variants,
  defectsOf: (variant) =>
    Object.keys(sms2.isFixed(variant) ? sms2.DEFECTS : sms2.DOCUMENTED_DEFECTS),
  canary: 'fixed+dates-not-corrected',
  schema: SMS2_SCHEMA,
  simplest: sms2.simplestScenario,
  build: sms2.worldOf,
  steps: sms2.stepsOf,
  metering: (scenario) => new Sms2Metering(scenario),
  shown: shownRows,
  coverage,
  dateToleranceMs: datingClockErrorMs,
  statedErrorMsMax,
  labels: labelsOf,
  requiredMarks,
  decisive,
  rewrites,
  scope: scopeOf,
  parameters: PARAMETERS,
  plane: PLANE,
};
