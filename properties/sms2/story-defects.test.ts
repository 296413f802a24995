/**
 * Planted defects of different kinds: the explanation names what each of them decides wrongly, and
 * where.
 */
import test from 'ava';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import type { Fault } from '../../sim/world/fault.js';
import type * as sms2 from '../../models/sms2/index.js';
import { sideWords, explainedLoss } from './_explained.test.js';
import type { Patch } from './_explained.test.js';

const idle = { sessions: 0 };

const use = (startMs: number, endMs: number, program = 'excel.exe'): sms2.ExplicitUse => ({
  client: 0,
  user: 'ann',
  program,
  startMs,
  endMs,
});

/** Client and server cannot reach each other for this long, from the start. */
const apart = (forMs: number): Fault => ({
  kind: 'partition',
  at: 0,
  node: 'client-1',
  to: 'metering-server',
  both: true,
  forMs,
});

/** A record of a boot in which the agent never learned the server's time. */
const undatable: Patch = {
  client: idle,
  uses: [use(10 * MINUTE_MS, 20 * MINUTE_MS)],
  faults: [apart(40 * MINUTE_MS)],
  actions: [{ kind: 'restart', at: 30 * MINUTE_MS, client: 0 }],
};

interface Planted {
  readonly patch: Patch;
  readonly fingerprint: RegExp;
  /** Decision, its node and its sides; absent if nothing was compared. */
  readonly decision?: readonly [name: string, node: string, left: string, right: string];
  /** Last event of the record's path. */
  readonly end: RegExp;
  /** The field that the twin changes; absent if there is no twin. */
  readonly twin?: string;
}

const ENDED = /^fixed-accepted from metering-server; .*the last copy is gone$/;
const STRANDED = /the record is still here: stranded$/;
const DATED = 'set by fixed-welcome from metering-server at 2820000 on client-1';

const PLANTED: Readonly<Record<string, Planted>> = {
  'upload-by-wall-clock': {
    patch: {
      client: idle,
      uses: [use(13 * HOUR_MS, 14 * HOUR_MS)],
      actions: [{ kind: 'set-clock', at: 12.5 * HOUR_MS, client: 0, byMs: -3 * DAY_MS }],
    },
    fingerprint: /^conservation \| stranded/,
    decision: [
      'timer upload',
      'client-1',
      'clock of client-1 on client-1',
      `wall timer upload on client-1, set by timer upload at ${String(12 * HOUR_MS + MINUTE_MS)} on client-1`,
    ],
    end: STRANDED,
    twin: 'actions.0.byMs',
  },
  'dedup-by-timestamp': {
    patch: {
      client: idle,
      uses: [use(HOUR_MS, 6 * HOUR_MS), use(2 * HOUR_MS, 3 * HOUR_MS)],
      collationMinutes: 1_440,
    },
    fingerprint: /^conservation \| destroyed \| not-seen-before/,
    decision: [
      'not-seen-before',
      'metering-server',
      `record's date on metering-server, set by use-start, record 1000000 at ${String(HOUR_MS)} on client-1`,
      `youngest row of the client on metering-server, set by fixed-batch from client-1 at ${String(4 * HOUR_MS + MINUTE_MS)} on metering-server`,
    ],
    end: ENDED,
    twin: 'collationMinutes',
  },
  'truncate-on-full': {
    patch: {
      client: idle,
      uses: [use(HOUR_MS, 2 * HOUR_MS), use(3 * HOUR_MS, 3.5 * HOUR_MS)],
      logCapacity: 1,
      faults: [apart(12 * HOUR_MS)],
    },
    fingerprint: /^conservation \| destroyed/,
    decision: [
      'log-has-room',
      'client-1',
      'records in the log on no clock, set by use-end, record 1000000 at 7200000 on client-1',
      'log capacity on no clock',
    ],
    end: /^use-end, record 1000001; .*removes log; the last copy is gone$/,
    twin: 'logCapacity',
  },
  'overflow-not-counted': {
    patch: {
      client: idle,
      uses: [use(HOUR_MS, 2 * HOUR_MS), use(1.5 * HOUR_MS, 2 * HOUR_MS, 'sol.exe')],
      logCapacity: 1,
    },
    fingerprint: /^conservation \| destroyed \| log-has-room/,
    decision: [
      'log-has-room',
      'client-1',
      'records in the log on no clock',
      'log capacity on no clock',
    ],
    end: /^use-end, record 1000001; .*the last copy is gone$/,
    twin: 'logCapacity',
  },
  'batch-rejected-for-one-record': {
    patch: undatable,
    fingerprint: /^conservation \| stranded \| certain-enough/,
    decision: [
      'certain-enough',
      'metering-server',
      `error of the least certain date, ms on no clock, ${DATED}`,
      'error that is let through, ms on no clock',
    ],
    end: STRANDED,
    twin: 'faults.0.forMs',
  },
  'uncertain-dates-dropped': {
    patch: undatable,
    fingerprint: /^conservation \| destroyed \| certain-enough/,
    decision: [
      'certain-enough',
      'metering-server',
      `error of the least certain date, ms on no clock, ${DATED}`,
      'error that is let through, ms on no clock',
    ],
    end: ENDED,
    twin: 'faults.0.forMs',
  },
  'old-dates-purged': {
    patch: {
      client: idle,
      uses: [use(HOUR_MS, 2 * HOUR_MS)],
      durationMs: 9 * DAY_MS,
      faults: [apart(8 * DAY_MS)],
    },
    fingerprint: /^conservation \| destroyed \| recent-enough/,
    decision: [
      'recent-enough',
      'metering-server',
      `record's date on metering-server, set by use-start, record 1000000 at ${String(HOUR_MS)} on client-1`,
      "server's clock - 7 d on metering-server",
    ],
    end: ENDED,
    twin: 'faults.0.forMs',
  },
  'retries-give-up': {
    patch: {
      client: idle,
      uses: [use(HOUR_MS, 2 * HOUR_MS)],
      durationMs: 4 * DAY_MS,
      faults: [apart(2 * DAY_MS)],
    },
    fingerprint: /^conservation \| stranded \| still-tries/,
    decision: [
      'still-tries',
      'client-1',
      'failed uploads on no clock',
      'uploads that may fail on no clock',
    ],
    end: STRANDED,
    twin: 'faults.0.forMs',
  },
  'tail-stranded': {
    patch: {},
    fingerprint: /^conservation \| stranded \| worth-an-upload/,
    decision: [
      'worth-an-upload',
      'client-1',
      'records in the log on no clock, set by use-end, record 0 at 39942496 on client-1',
      'records worth an upload on no clock',
    ],
    end: STRANDED,
  },
  'removal-deletes-log': {
    patch: {
      client: idle,
      uses: [use(HOUR_MS, 2 * HOUR_MS)],
      actions: [{ kind: 'remove', at: 2.5 * HOUR_MS, client: 0, clean: true }],
    },
    fingerprint: /^conservation \| destroyed \| client: input remove/,
    end: /^remove, clean true; removes losses; removes log; the last copy is gone$/,
    twin: 'actions.0',
  },
  'dates-not-corrected': {
    patch: { client: { offsetMs: 1_002 } },
    fingerprint: /^dates \| misdated/,
    decision: [
      'dated-rightly',
      'console',
      'shown start on client-1, set by use-start, record 0 at 37796179 on client-1',
      'true start on no clock',
    ],
    end: /the run ends: misdated$/,
    twin: 'clients.0.offsetMs',
  },
};

for (const [defect, { patch, fingerprint, decision, end, twin }] of Object.entries(PLANTED))
  test(`story fixed+${defect} - says what was decided wrongly, or what was done`, (t) => {
    const story = explainedLoss(`fixed+${defect}`, patch, fingerprint);
    const { decision: found } = story;
    t.deepEqual(
      found && [found.name, found.moment.node, sideWords(found.left), sideWords(found.right)],
      decision && [...decision],
    );
    t.not(found?.held, true);
    t.regex(story.chain.at(-1)?.what ?? '', end);
    t.is(story.twin?.field, twin);
    // A run diverges from its twin in some event, except where only readings of clocks differ.
    t.is(story.divergence !== undefined, twin !== undefined && defect !== 'dates-not-corrected');
  });
