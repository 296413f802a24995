/**
 * Six hypotheses for the missing uploads of the shipped agent. Q213261 names no mechanism, and the
 * documented rule (H0) alone does not explain it. Each is one small object: the values latched at
 * installation, the next due time, and the gate before an upload.
 *
 * Documented: an upload happens when the client's clock has reached NextOfflineSyncTime, which a
 * successful upload sets to the client's clock plus the polling interval [Q311764]. Everything else
 * in this file is hypothesis.
 */
import { between, msOf, plus, reached } from '../../../sim/model/time.js';
import type { Decision } from '../../../sim/model/node.js';
import type { LocalMs } from '../../../sim/model/time.js';
import type { Configuration, UsageRecord } from '../protocol.js';

/** Values latched at installation and kept in the registry (for H3, in the log's header). */
export interface Latch {
  /** H2: lag of the clock, ms. */
  readonly behindMs: number;
  /** H3, H4, H5: the server-side stamp used in later comparisons. */
  readonly reference: LocalMs;
  /** H4: true when the configuration was accepted as being in effect. */
  readonly valid: boolean;
  /** H4: reading of the clock at that decision. */
  readonly judgedAt: LocalMs;
}

export type MechanismName = 'h0' | 'h1' | 'h2' | 'h3' | 'h4' | 'h5';

export interface Mechanism {
  readonly name: MechanismName;
  readonly title: string;
  /**
   * The action that set NextOfflineSyncTime and the source of its value, in words: part of a loss's
   * fingerprint.
   */
  readonly dueSetBy: { readonly install: string; readonly upload: string };
  /** The machine whose clock gave the first value. */
  readonly firstDueClock: 'client' | 'site-server';
  /** The first NextOfflineSyncTime. `clock` is the present reading of the client's clock. */
  firstDue(clock: LocalMs, configuration: Configuration, latch: Latch): LocalMs;
  /** NextOfflineSyncTime after a successful upload. */
  nextDue(clock: LocalMs, pollMs: number, latch: Latch): LocalMs;
  /** A gate before a due upload; undefined: none. */
  gate?(latch: Latch, header: LocalMs, toleranceMs: number, client: string): Decision;
  /** True when a record is skipped as already sent; undefined: none is skipped. */
  readonly skips?: (record: UsageRecord, latch: Latch) => boolean;
}

/** Assumption: a clock that is ahead latches nothing (the article speaks of a clock behind only). */
const behind = (clock: LocalMs, siteTime: LocalMs): number => Math.max(0, between(clock, siteTime));

/** Latches the values at installation, and for H4 again when LastUpdate has changed. */
export const latchOf = (
  clock: LocalMs,
  configuration: Configuration,
  toleranceMs: number,
): Latch => ({
  behindMs: behind(clock, configuration.siteTime),
  reference: configuration.lastUpdate,
  valid: reached(plus(clock, toleranceMs), configuration.lastUpdate),
  judgedAt: clock,
});

const fromClientClock = {
  dueSetBy: { install: 'install', upload: 'upload' },
  firstDueClock: 'client' as const,
  firstDue: (clock: LocalMs, configuration: Configuration): LocalMs =>
    plus(clock, configuration.pollMs),
  nextDue: (clock: LocalMs, pollMs: number): LocalMs => plus(clock, pollMs),
};

export const MECHANISMS: Readonly<Record<MechanismName, Mechanism>> = {
  h0: {
    name: 'h0',
    title: 'H0 control: the documented rule alone',
    ...fromClientClock,
  },
  h1: {
    name: 'h1',
    title: 'H1 server-seeded due time',
    ...fromClientClock,
    dueSetBy: { install: "install, from the site server's LastUpdate", upload: 'upload' },
    firstDueClock: 'site-server',
    firstDue: (_clock, configuration) => plus(configuration.lastUpdate, configuration.pollMs),
  },
  h2: {
    name: 'h2',
    title: 'H2 frozen offset, mixed clock domains',
    dueSetBy: {
      install: 'install, with the offset frozen then',
      upload: 'upload, with the offset frozen at install',
    },
    firstDueClock: 'client',
    firstDue: (clock, configuration, latch) => plus(clock, latch.behindMs + configuration.pollMs),
    nextDue: (clock, pollMs, latch) => plus(clock, latch.behindMs + pollMs),
  },
  h3: {
    name: 'h3',
    title: 'H3 log-header gate',
    ...fromClientClock,
    gate: (latch, header, toleranceMs, client) => ({
      name: 'log-header-accepted',
      left: {
        name: "log header's stamp",
        value: msOf(header),
        clock: client,
        latchedBy: 'log-created',
      },
      comparison: '>=',
      right: {
        name: 'server reference - tolerance',
        value: msOf(plus(latch.reference, -toleranceMs)),
        clock: 'site-server',
        latchedBy: 'install',
        stored: msOf(latch.reference),
      },
      held: reached(header, plus(latch.reference, -toleranceMs)),
      outcome: 'a log whose header is older than the server reference is not uploaded',
    }),
  },
  h4: {
    name: 'h4',
    title: 'H4 install-time validity latch',
    ...fromClientClock,
    gate: (latch, _header, toleranceMs, client) => ({
      name: 'configuration-in-effect',
      left: {
        name: "client's clock when the configuration was read + tolerance",
        value: msOf(plus(latch.judgedAt, toleranceMs)),
        clock: client,
        latchedBy: 'install',
        stored: msOf(latch.judgedAt),
      },
      comparison: '>=',
      right: {
        name: 'LastUpdate',
        value: msOf(latch.reference),
        clock: 'site-server',
        latchedBy: 'change-setting',
      },
      held: latch.valid,
      outcome: 'offline synchronisation is marked as not yet in effect, and stays so',
    }),
  },
  h5: {
    name: 'h5',
    title: 'H5 per-record watermark',
    ...fromClientClock,
    skips: (record, latch) => !reached(record.start, latch.reference),
  },
};
