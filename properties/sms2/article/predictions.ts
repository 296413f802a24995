/** Plays the fact sheet's predictions through the models and compares them with each run. */
import { DAY_MS, HOUR_MS, MINUTE_MS, msOf } from '../../../sim/model/time.js';
import * as sms2 from '../../../models/sms2/index.js';
import { D, PREDICTIONS, SYNC } from './predicted.js';
import type { PredictionRow, Records, Uploads } from './predicted.js';
import { observe } from './observed.js';
import type { Observation } from './observed.js';

/** Sets one record an hour over the row's duration. */
function scenarioOf(row: PredictionRow, mechanism: sms2.MechanismName): sms2.Sms2Scenario {
  const base = sms2.simplestScenario(mechanism);
  const clients = base.clients.map((client) => ({ ...client, offsetMs: -D }));
  const scenario = row.scenario({ ...base, clients, toleranceMs: HOUR_MS });
  const sessions = Math.floor(scenario.durationMs / HOUR_MS);
  return { ...scenario, clients: scenario.clients.map((client) => ({ ...client, sessions })) };
}

export interface PredictionCell {
  readonly row: string;
  readonly mechanism: sms2.MechanismName;
  readonly says: string;
  /** Observation of the run, in words. */
  readonly observed: string;
  readonly agrees: boolean;
  readonly disagreement?: string;
  readonly scenario: sms2.Sms2Scenario;
}

/** The longest use (two hours) and one poll: a use nearer than this to an edge is not judged. */
const EDGE_MS = 3 * HOUR_MS;
const TIME_MS = 2 * MINUTE_MS;

function uploadsDisagree(expected: Uploads, seen: Observation): string | undefined {
  const times = seen.uploadsMs;
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= TIME_MS;
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  switch (expected.kind) {
    case 'none':
      return times.length === 0 ? undefined : `${String(times.length)} uploads`;
    case 'at':
      return times.length === expected.times.length &&
        times.every((t, i) => near(t, expected.times[i] ?? NaN))
        ? undefined
        : `uploads at ${times.slice(0, 4).map(days).join(', ')}`;
    case 'every':
      return near(times[0] ?? NaN, expected.fromMs) &&
        gaps.every((gap) => near(gap, expected.periodMs))
        ? undefined
        : `first at ${days(times[0] ?? NaN)}, gaps ${[...new Set(gaps.map(days))].slice(0, 4).join(', ')}`;
    case 'gap': {
      const long = gaps.filter((gap) => !near(gap, expected.periodMs));
      const at = times[gaps.findIndex((gap) => !near(gap, expected.periodMs))] ?? NaN;
      return long.length === 1 &&
        near(long[0] ?? NaN, expected.silenceMs) &&
        Math.abs(at - expected.atMs) <= expected.periodMs
        ? undefined
        : `unequal gaps ${long.map(days).join(', ')}`;
    }
  }
}

/** True if the use is predicted to be shown; undefined if it is too near an edge to say. */
function predicted(records: Records, startMs: number, endMs: number): boolean | undefined {
  const after = (edge: number): boolean | undefined =>
    startMs >= edge ? true : endMs <= edge - EDGE_MS ? false : undefined;
  switch (records.kind) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'after':
      return after(records.atMs);
    case 'before': {
      const later = after(records.atMs);
      return later === undefined ? undefined : !later;
    }
    case 'except':
      if (startMs >= records.toMs || endMs <= records.fromMs) return true;
      return startMs > records.fromMs + EDGE_MS && endMs < records.toMs - EDGE_MS
        ? false
        : undefined;
  }
}

function recordsDisagree(expected: Records, seen: Observation): string | undefined {
  let wrong = 0;
  for (const use of seen.uses) {
    const expectation = predicted(expected, use.startMs, use.endMs);
    if (expectation !== undefined && expectation !== seen.shown.has(use.record)) wrong += 1;
  }
  return wrong === 0 ? undefined : `${String(wrong)} of ${String(seen.uses.length)} records differ`;
}

function stampsDisagree(offMs: number, seen: Observation): string | undefined {
  const truth = new Map(seen.uses.map((use) => [use.record, use.startMs]));
  const rows = seen.looks.at(-1)?.view.rows ?? [];
  for (const row of rows) {
    const start = truth.get(row.record) ?? 0;
    const stamp = msOf(row.start) - sms2.EPOCH_MS;
    if (start < SYNC - EDGE_MS && stamp - start !== offMs)
      return `a stamp ${days(stamp - start)} off`;
  }
  return undefined;
}

const days = (ms: number): string => `${String(Math.round(ms / (DAY_MS / 100)) / 100)} d`;

function inWords(seen: Observation): string {
  const [first] = seen.uploadsMs;
  const shown = `${String(seen.shown.size)}/${String(seen.uses.length)} shown`;
  if (first === undefined) return `no upload, ${shown}`;
  return `${String(seen.uploadsMs.length)} uploads from ${days(first)}, ${shown}`;
}

export function predictionCell(row: PredictionRow, mechanism: sms2.MechanismName): PredictionCell {
  const scenario = scenarioOf(row, mechanism);
  const prediction = row.predicted[mechanism];
  const seen = observe(scenario);
  const disagreement =
    (prediction.uploads === undefined ? undefined : uploadsDisagree(prediction.uploads, seen)) ??
    recordsDisagree(prediction.records, seen) ??
    (prediction.stampsOffMs === undefined
      ? undefined
      : stampsDisagree(prediction.stampsOffMs, seen));
  return {
    row: row.title,
    mechanism,
    says: prediction.says,
    observed: inWords(seen),
    agrees: disagreement === undefined,
    ...(disagreement === undefined ? {} : { disagreement }),
    scenario,
  };
}

export const MECHANISM_NAMES: readonly sms2.MechanismName[] = ['h0', 'h1', 'h2', 'h3', 'h4', 'h5'];

/** Plays every row of the table through every mechanism. */
export const predictionTable = (): readonly PredictionCell[] =>
  PREDICTIONS.flatMap((row) => MECHANISM_NAMES.map((name) => predictionCell(row, name)));
