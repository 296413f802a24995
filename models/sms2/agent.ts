/**
 * The Software Metering Client Agent as shipped: records use, and uploads its offline log
 * when the client's clock has reached NextOfflineSyncTime.
 *
 * The order of one synchronisation is upload first, then download of the configuration;
 * the two together succeed or fail, but an upload that succeeded stands [Q311467].
 */
import { msOf, NO_EFFECTS, reached, Seq, TORN } from '../../sim/index.js';
import type {
  Decision,
  DiskContents,
  Effect,
  LocalMs,
  LocalTime,
  Model,
  NodeEvent,
  Step,
} from '../../sim/index.js';
import { latchOf } from './mechanisms.js';
import type { Latch, Mechanism } from './mechanisms.js';
import type { Configuration, Input, Message, UsageRecord } from './protocol.js';
import { SERVER, SITE } from './scenario.js';

export interface AgentOptions {
  readonly client: string;
  readonly mechanism: Mechanism;
  readonly mode: 'offline' | 'online';
  readonly toleranceMs: number;
  readonly logCapacity: number;
  readonly syncBlindMs: number;
  readonly localCheckMs: number;
}

/** The client configuration installation manager reapplies settings [Q212894, Q235786]. */
export const CCIM_MS = 23 * 3_600_000;
/** Assumption: how long the agent waits for the server to take its log. */
export const UPLOAD_TIMEOUT_MS = 60_000;
/** Assumption: how long an installation waits for the configuration before it asks again. */
export const INSTALL_RETRY_MS = 15 * 60_000;
/** A list of this size or more cannot be downloaded before SP4 [Q311467]. */
export const EXCLUDED_LIST_LIMIT_BYTES = 3_500_000;

const REGISTRY = 'registry';
const LOG = 'log';
const HEADER = 'log-header';

/** What the registry keeps: survives a restart, and a removal that leaves residue [Q231217]. */
interface Registry {
  readonly installed: boolean;
  readonly next: LocalMs | undefined;
  readonly nextLatchedBy: string;
  readonly latch: Latch;
  readonly configuration: Configuration;
}

interface OpenUse {
  readonly record: number;
  readonly user: string;
  readonly program: string;
  readonly version: string;
  readonly start: LocalMs;
}

export interface AgentState {
  readonly phase: 'absent' | 'installing' | 'running';
  readonly registry: Registry | undefined;
  /** The stamp that the offline log was created with (read by H3 only). */
  readonly header: LocalMs | undefined;
  readonly log: Seq<UsageRecord>;
  readonly open: readonly OpenUse[];
  /** The upload under way: its number, and how many records of the log it holds. */
  readonly sending: { readonly upload: number; readonly count: number } | undefined;
  /** Waiting for the download half of a synchronisation. */
  readonly downloading: boolean;
  readonly attempts: number;
  readonly uploads: number;
  /** Elapsed reading until which the agent sees no program start [Q213157]. */
  readonly blindUntil: number;
}

const ABSENT: AgentState = {
  phase: 'absent',
  registry: undefined,
  header: undefined,
  log: Seq.empty(),
  open: [],
  sending: undefined,
  downloading: false,
  attempts: 0,
  uploads: 0,
  blindUntil: 0,
};

type AgentStep = Step<AgentState, Message>;
type AgentEffect = Effect<Message>;

const askForConfiguration: AgentEffect = {
  kind: 'send',
  to: SITE,
  message: { kind: 'get-configuration' },
};
const ccimTimer: AgentEffect = { kind: 'elapsed-timer', timer: 'ccim', afterMs: CCIM_MS };
const syncLog: AgentEffect = { kind: 'sync', file: LOG };

const writeRegistry = (registry: Registry): AgentEffect[] => [
  { kind: 'write', file: REGISTRY, entries: Seq.of<unknown>([registry]) },
  { kind: 'sync', file: REGISTRY },
];

const writeHeader = (header: LocalMs): AgentEffect[] => [
  { kind: 'write', file: HEADER, entries: Seq.of<unknown>([header]) },
  { kind: 'sync', file: HEADER },
];

export function shippedAgent(options: AgentOptions): Model<AgentState, Message, Input> {
  const { mechanism, client } = options;

  /** The next upload is due when the client's own clock reads `next`. */
  const dueTimer = (registry: Registry, now: LocalTime): AgentEffect =>
    options.mode === 'online'
      ? { kind: 'elapsed-timer', timer: 'due', afterMs: registry.configuration.pollMs }
      : { kind: 'wall-timer', timer: 'due', at: registry.next ?? now.wall };

  const dueDecision = (registry: Registry, now: LocalTime): Decision => ({
    name: 'upload-due',
    left: { name: "client's clock", value: msOf(now.wall), clock: client },
    comparison: '>=',
    right: {
      name: 'NextOfflineSyncTime',
      value: msOf(registry.next ?? now.wall),
      clock: client,
      latchedBy: registry.nextLatchedBy,
    },
    held: registry.next === undefined || reached(now.wall, registry.next),
    outcome: 'usage stays in the offline log until the comparison holds',
  });

  // ---- life of the installation ---------------------------------------------------------

  function start(disk: DiskContents, now: LocalTime): AgentStep {
    const registry = disk[REGISTRY]?.first() as Registry | undefined;
    if (registry?.installed !== true) return [ABSENT, NO_EFFECTS];
    const state: AgentState = {
      ...ABSENT,
      phase: 'running',
      registry,
      header: (disk[HEADER]?.first() as LocalMs | undefined) ?? now.wall,
      // Assumption: a half-written record is dropped, the rest of the log is kept.
      log: ((disk[LOG] ?? Seq.empty()) as Seq<UsageRecord>).filter(
        (entry) => (entry as unknown) !== TORN,
      ),
    };
    // A restart of the client service applies the configuration anew [Q212894].
    return [state, [dueTimer(registry, now), askForConfiguration, ccimTimer, ...localCheck()]];
  }

  const localCheck = (): AgentEffect[] =>
    options.localCheckMs > 0
      ? [{ kind: 'elapsed-timer', timer: 'local-check', afterMs: options.localCheckMs }]
      : [];

  function install(state: AgentState): AgentStep {
    if (state.phase === 'running') return [state, NO_EFFECTS];
    const retry: AgentEffect = {
      kind: 'elapsed-timer',
      timer: 'install-retry',
      afterMs: INSTALL_RETRY_MS,
    };
    return [{ ...state, phase: 'installing' }, [askForConfiguration, retry]];
  }

  /** The configuration has come: what is latched now is what Q213261 is about. */
  function finishInstall(
    state: AgentState,
    configuration: Configuration,
    now: LocalTime,
  ): AgentStep {
    const kept = state.registry;
    const latch = kept?.latch ?? latchOf(now.wall, configuration, options.toleranceMs);
    const registry: Registry = {
      installed: true,
      // A value left behind by a sloppy removal is not replaced [Q226832, Q311764].
      next: kept?.next ?? mechanism.firstDue(now.wall, configuration, latch),
      nextLatchedBy: kept?.next === undefined ? 'install' : kept.nextLatchedBy,
      latch:
        mechanism.name === 'h5' ? latchOf(now.wall, configuration, options.toleranceMs) : latch,
      configuration,
    };
    const header = state.header ?? now.wall;
    const next: AgentState = { ...state, phase: 'running', registry, header };
    return [
      next,
      [
        { kind: 'cancel-timer', timer: 'install-retry' },
        ...writeRegistry(registry),
        ...writeHeader(header),
        dueTimer(registry, now),
        ccimTimer,
        ...localCheck(),
      ],
    ];
  }

  function remove(state: AgentState, clean: boolean): AgentStep {
    const timers: AgentEffect[] = [
      'due',
      'retry',
      'poll',
      'upload-timeout',
      'ccim',
      'local-check',
      'install-retry',
    ].map((timer) => ({ kind: 'cancel-timer', timer }));
    if (!clean && state.registry !== undefined) {
      // Residue: registry values, log and header stay; the agent is gone [Q231217].
      const residue: Registry = { ...state.registry, installed: false };
      const left: AgentState = {
        ...ABSENT,
        registry: residue,
        header: state.header,
        log: state.log,
      };
      return [left, [...timers, ...writeRegistry(residue)]];
    }
    // 20clicln erases nearly all traces of the client, hence the held log [Q199078].
    return [
      ABSENT,
      [
        ...timers,
        { kind: 'remove', file: REGISTRY },
        { kind: 'remove', file: LOG },
        { kind: 'remove', file: HEADER },
        { kind: 'sync', file: LOG },
        { kind: 'sync', file: REGISTRY },
      ],
    ];
  }

  // ---- use of programs ------------------------------------------------------------------

  function useStart(
    state: AgentState,
    input: Input & { kind: 'use-start' },
    now: LocalTime,
  ): AgentStep {
    if (state.phase !== 'running' || msOf(now.elapsed) < state.blindUntil)
      return [state, NO_EFFECTS];
    const use: OpenUse = {
      record: input.record,
      user: input.user,
      program: input.program,
      version: input.version,
      start: now.wall,
    };
    return [{ ...state, open: [...state.open, use] }, NO_EFFECTS];
  }

  const recordOf = (use: OpenUse, end: LocalMs): UsageRecord => ({ ...use, client, end });

  function useEnd(state: AgentState, record: number, now: LocalTime): AgentStep {
    const use = state.open.find((candidate) => candidate.record === record);
    if (state.phase !== 'running' || use === undefined || state.registry === undefined)
      return [state, NO_EFFECTS];
    const open = state.open.filter((candidate) => candidate !== use);
    return keep({ ...state, open }, recordOf(use, now.wall), state.registry, now);
  }

  function keep(
    state: AgentState,
    record: UsageRecord,
    registry: Registry,
    now: LocalTime,
  ): AgentStep {
    // Assumption: a full log takes no more and says nothing (no cap is documented).
    if (options.logCapacity > 0 && state.log.length >= options.logCapacity)
      return [
        state,
        [
          { kind: 'mark', mark: 'log-full' },
          { kind: 'decide', decision: fullDecision(state) },
        ],
      ];
    const effects: AgentEffect[] = [{ kind: 'append', file: LOG, entry: record }, syncLog];
    const next: AgentState = { ...state, log: state.log.push(record) };
    // Online, a record goes out at once, unless an earlier one is still on its way or waits for a retry.
    if (options.mode === 'online')
      return next.sending === undefined && next.attempts === 0
        ? upload({ ...next, attempts: 1 }, now, effects)
        : [next, effects];
    effects.push({ kind: 'decide', decision: dueDecision(registry, now) });
    return [next, effects];
  }

  const fullDecision = (state: AgentState): Decision => ({
    name: 'log-has-room',
    left: { name: 'records in the log', value: state.log.length },
    comparison: '<',
    right: { name: 'log capacity', value: options.logCapacity },
    held: false,
    outcome: 'the record is not kept',
  });

  /** The disk took nothing: metering is suspended without a word [Q213196]. */
  function diskFull(state: AgentState, file: string): AgentStep {
    if (file !== LOG) return [state, NO_EFFECTS];
    return [
      { ...state, log: state.log.take(state.log.length - 1) },
      [{ kind: 'mark', mark: 'metering-suspended' }],
    ];
  }

  /** Each check closes and reopens the records of running programs [Q210366]. */
  function check(state: AgentState, now: LocalTime): AgentStep {
    if (state.registry === undefined) return [state, NO_EFFECTS];
    const effects: AgentEffect[] = [...localCheck()];
    let log = state.log;
    for (const use of state.open) {
      const record = recordOf(use, now.wall);
      log = log.push(record);
      effects.push({ kind: 'append', file: LOG, entry: record });
    }
    if (state.open.length > 0) effects.push(syncLog);
    return [
      { ...state, log, open: state.open.map((use) => ({ ...use, start: now.wall })) },
      effects,
    ];
  }

  // ---- synchronisation ------------------------------------------------------------------

  /** The due time, a poll or a retry has come: one attempt, if its gates let it through. */
  function synchronise(state: AgentState, now: LocalTime, fresh: boolean): AgentStep {
    const { registry } = state;
    if (state.phase !== 'running' || registry === undefined) return [state, NO_EFFECTS];
    const due = dueDecision(registry, now);
    const effects: AgentEffect[] = [{ kind: 'decide', decision: due }];
    // A clock set back since the timer was armed: wait for the stored time again.
    if (options.mode === 'offline' && !due.held)
      return [state, [...effects, dueTimer(registry, now)]];
    const gate = mechanism.gate?.(
      registry.latch,
      state.header ?? now.wall,
      options.toleranceMs,
      client,
    );
    if (options.mode === 'offline' && gate !== undefined) {
      effects.push({ kind: 'decide', decision: gate });
      // Assumption: an upload that is refused is tried again at the next poll.
      if (!gate.held) return [state, [...effects, pollTimer(registry)]];
    }
    const attempts = fresh ? 1 : state.attempts + 1;
    // A round of retries ends when the next poll fires: a delay of a whole polling
    // interval therefore never happens [Q235153].
    if (fresh) effects.push({ kind: 'cancel-timer', timer: 'retry' }, pollTimer(registry));
    return upload({ ...state, attempts }, now, effects);
  }

  const pollTimer = (registry: Registry): AgentEffect => ({
    kind: 'elapsed-timer',
    timer: 'poll',
    afterMs: registry.configuration.pollMs,
  });

  function upload(state: AgentState, now: LocalTime, effects: AgentEffect[]): AgentStep {
    const latch = state.registry?.latch;
    const skips = mechanism.skips;
    const log =
      skips === undefined || latch === undefined || options.mode === 'online'
        ? state.log
        : state.log.filter((record) => !skips(record, latch));
    if (log.length < state.log.length && latch !== undefined)
      effects.push({ kind: 'decide', decision: skipDecision(state.log, log, latch) });
    const uploads = state.uploads + 1;
    effects.push(
      { kind: 'send', to: SERVER, message: { kind: 'upload', upload: uploads, log } },
      { kind: 'elapsed-timer', timer: 'upload-timeout', afterMs: UPLOAD_TIMEOUT_MS },
    );
    const blindUntil = msOf(now.elapsed) + options.syncBlindMs;
    return [
      {
        ...state,
        uploads,
        blindUntil,
        downloading: false,
        sending: { upload: uploads, count: state.log.length },
      },
      effects,
    ];
  }

  function skipDecision(all: Seq<UsageRecord>, sent: Seq<UsageRecord>, latch: Latch): Decision {
    const sentRecords = new Set(sent);
    const first = all.toArray().find((record) => !sentRecords.has(record));
    return {
      name: 'record-not-yet-sent',
      left: { name: "record's stamp", value: msOf(first?.start ?? latch.reference), clock: client },
      comparison: '>=',
      right: { name: 'watermark', value: msOf(latch.reference), clock: SITE, latchedBy: 'install' },
      held: false,
      outcome: 'the record is passed over as already sent, and dropped with the uploaded log',
    };
  }

  function uploaded(state: AgentState, upload_: number, now: LocalTime): AgentStep {
    const { registry, sending } = state;
    if (registry === undefined || sending?.upload !== upload_) return [state, NO_EFFECTS];
    // NextOfflineSyncTime := the client's clock + the polling interval, at a successful upload [Q311764].
    const next: Registry = {
      ...registry,
      next: mechanism.nextDue(now.wall, registry.configuration.pollMs, registry.latch),
      nextLatchedBy: 'upload',
    };
    const state_: AgentState = {
      ...state,
      registry: next,
      header: now.wall,
      log: state.log.drop(sending.count),
      sending: undefined,
      downloading: true,
      attempts: 0,
    };
    const effects: AgentEffect[] = [
      { kind: 'truncate', file: LOG, count: sending.count },
      syncLog,
      ...writeRegistry(next),
      ...writeHeader(now.wall),
      dueTimer(next, now),
      askForConfiguration,
      // The same wait covers the download.
      { kind: 'elapsed-timer', timer: 'upload-timeout', afterMs: UPLOAD_TIMEOUT_MS },
      { kind: 'cancel-timer', timer: 'poll' },
    ];
    // Online, what was recorded meanwhile follows at once.
    if (options.mode === 'online' && state_.log.length > 0)
      return upload({ ...state_, attempts: 1 }, now, effects);
    return [state_, effects];
  }

  /** No answer: try again after the delay, or leave it to the next poll [help page of the General tab]. */
  function failed(state: AgentState): AgentStep {
    const { registry } = state;
    if (registry === undefined) return [state, NO_EFFECTS];
    const waiting: AgentState = { ...state, sending: undefined, downloading: false };
    // The upload stood and only the download failed: the next due time is already set.
    if (state.downloading) return [waiting, [{ kind: 'mark', mark: 'download-failed' }]];
    const { retries, retryDelayMs } = registry.configuration;
    if (state.attempts > retries) return [waiting, [{ kind: 'mark', mark: 'retries-exhausted' }]];
    return [waiting, [{ kind: 'elapsed-timer', timer: 'retry', afterMs: retryDelayMs }]];
  }

  function configured(state: AgentState, configuration: Configuration, now: LocalTime): AgentStep {
    if (state.phase === 'installing') return finishInstall(state, configuration, now);
    if (state.phase !== 'running' || state.registry === undefined) return [state, NO_EFFECTS];
    if (state.downloading && configuration.excludedListBytes >= EXCLUDED_LIST_LIMIT_BYTES)
      return failed(state);
    const changed = !sameInstant(configuration.lastUpdate, state.registry.configuration.lastUpdate);
    const registry: Registry = {
      ...state.registry,
      configuration,
      // H4 judges the configuration again only when LastUpdate has changed.
      latch:
        changed && mechanism.name === 'h4'
          ? latchOf(now.wall, configuration, options.toleranceMs)
          : state.registry.latch,
    };
    const done: AgentEffect[] = state.downloading
      ? [
          { kind: 'cancel-timer', timer: 'upload-timeout' },
          { kind: 'cancel-timer', timer: 'retry' },
        ]
      : [];
    return [
      { ...state, registry, downloading: false },
      changed ? [...done, ...writeRegistry(registry)] : done,
    ];
  }

  // ---- dispatch -------------------------------------------------------------------------

  function onInput(state: AgentState, input: Input, now: LocalTime): AgentStep {
    switch (input.kind) {
      case 'use-start':
        return useStart(state, input, now);
      case 'use-end':
        return useEnd(state, input.record, now);
      case 'install':
        return install(state);
      case 'remove':
        return remove(state, input.clean);
      case 'delete-log':
        return [
          { ...state, log: Seq.empty(), header: now.wall, sending: undefined },
          [{ kind: 'remove', file: LOG }, syncLog, ...writeHeader(now.wall)],
        ];
      case 'delete-next-sync-time':
        return deleteNext(state, now);
      default:
        return [state, NO_EFFECTS];
    }
  }

  /** Assumption: a missing NextOfflineSyncTime means due now (a gap in the sources). */
  function deleteNext(state: AgentState, now: LocalTime): AgentStep {
    if (state.registry === undefined) return [state, NO_EFFECTS];
    const registry: Registry = { ...state.registry, next: undefined, nextLatchedBy: 'operator' };
    const due = state.phase === 'running' ? [dueTimer(registry, now)] : [];
    return [{ ...state, registry }, [...writeRegistry(registry), ...due]];
  }

  function onTimer(state: AgentState, timer: string, now: LocalTime): AgentStep {
    switch (timer) {
      case 'due':
      case 'poll':
        return synchronise(state, now, true);
      case 'retry':
        return synchronise(state, now, false);
      case 'upload-timeout':
        return failed(state);
      case 'install-retry':
        return install(state);
      case 'ccim':
        return [state, [askForConfiguration, ccimTimer]];
      case 'local-check':
        return check(state, now);
      default:
        return [state, NO_EFFECTS];
    }
  }

  function step(state: AgentState, event: NodeEvent<Message, Input>, now: LocalTime): AgentStep {
    switch (event.kind) {
      case 'start':
        return start(event.disk, now);
      case 'timer':
        return onTimer(state, event.timer, now);
      case 'input':
        return onInput(state, event.input, now);
      case 'message':
        if (event.message.kind === 'configuration')
          return configured(state, event.message.configuration, now);
        if (event.message.kind === 'uploaded') return uploaded(state, event.message.upload, now);
        return [state, NO_EFFECTS];
      case 'disk-full':
        return diskFull(state, event.file);
      case 'synced':
        return [state, NO_EFFECTS];
    }
  }

  return { name: 'agent', initial: ABSENT, step };
}

const sameInstant = (a: LocalMs, b: LocalMs): boolean => msOf(a) === msOf(b);
