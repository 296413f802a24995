/** The generic study without its spaces: everything needed to run a scenario and to judge it. */
import * as storeForward from '../../models/store-forward/index.js';
import type { RunnableStudy } from '../study/contract.js';
import { labelsOf } from './labels.js';
import { TelemetryMetering } from './metering.js';
import { PARAMETERS, PLANE } from './parameters.js';
import { coverage, dateToleranceMs, shownRows } from './reading.js';
import { rewrites } from './rewrites.js';
import { STORE_FORWARD_SCHEMA } from './schema.js';

/** Coverage marks without which a campaign has not tried the system. */
const REQUIRED_MARKS = [
  'batch-accepted',
  'tried-again',
  'repeated',
  'segment-begun',
  'server-busy',
  'refused',
  'log-full',
  'disk-full',
];

export const storeForwardRunnable: RunnableStudy<
  storeForward.StoreForwardScenario,
  storeForward.Message,
  storeForward.Input
> = {
  name: 'store-forward',
  title: 'store and forward: an agent with a log, a server that ingests',
  epochMs: storeForward.EPOCH_MS,
  variants: { correct: { title: 'no rule replaced', violated: [], also: ['no-hot-loop'] } },
  defectsOf: () => Object.keys(storeForward.DEFECTS),
  canary: 'correct+deleted-when-sent',
  schema: STORE_FORWARD_SCHEMA,
  simplest: storeForward.simplestScenario,
  build: storeForward.worldOf,
  steps: storeForward.stepsOf,
  metering: () => new TelemetryMetering(),
  shown: shownRows,
  coverage,
  dateToleranceMs,
  labels: labelsOf,
  requiredMarks: (variant) => (variant === 'correct' ? REQUIRED_MARKS : []),
  rewrites,
  parameters: PARAMETERS,
  plane: PLANE,
};
