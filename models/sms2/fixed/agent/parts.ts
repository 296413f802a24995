/**
 * Rules of the fixed agent that can lose records, one by one. The fix is DEFAULT_AGENT_PARTS; each
 * planted defect replaces one rule, and the tests show the property that detects it.
 */
import { TORN } from '../../../../sim/model/node.js';
import type { LocalTime } from '../../../../sim/model/node.js';
import type { Seq } from '../../../../sim/model/seq.js';
import type { Answer } from '../../../rules/answer.js';
import { changed } from './change.js';
import { ANSWER_TIMEOUT_MS_MAX, elapsedTimer, newBoot, woken } from './state.js';
import type {
  Boot,
  Exchange,
  FixedAgentState,
  FixedEffect,
  FixedStep,
  OpenSession,
} from './state.js';
import { cleaned, dropThrough, lose } from './log.js';
import type { Differs } from './log.js';
import { begunWithin, correctedTime } from './date-correction.js';
import type { CorrectedTime } from './date-correction.js';
import type { Anchor, KeptRecord, LostRecords, Reading, RecordId } from '../protocol.js';

/** Elements of one batch: limits a batch to some hundred kB, for every size of the log. */
export const BATCH_ELEMENTS = 500;

export interface AgentParts {
  /**
   * Draws the incarnation at each start, so that a restored or copied disk is never taken for the
   * original.
   */
  readonly incarnation: (entropy: number) => number;
  /** The number before the first one that a starting agent may use. */
  readonly lastId: (found: RecordId | undefined) => RecordId | undefined;
  readonly boot: (before: number) => Boot;
  readonly woken: (boot: Boot) => Boot;
  /** Reads the log file at the start of the agent. */
  readonly readLog: (entries: Seq<unknown>) => Seq<KeptRecord>;
  /** Makes the files equal to what was read of them, where the two differ. */
  readonly cleaned: (state: FixedAgentState, differs: Differs) => FixedStep;
  /** Handles a full log: the record, which would have number `id`, is not kept. */
  readonly overflow: (
    parts: AgentParts,
    state: FixedAgentState,
    id: RecordId,
    record: number,
  ) => FixedStep;
  readonly storeLosses: (losses: Seq<LostRecords>) => readonly FixedEffect[];
  readonly uploadTimer: (now: LocalTime, afterMs: number) => FixedEffect;
  /** Decides whether an exchange begins. */
  readonly mayUpload: (state: FixedAgentState) => Answer;
  /** The part of an exchange that is kept when its answer did not come in time. */
  readonly missed: (exchange: Exchange) => Exchange | undefined;
  /** The agent after an answer that came late. */
  readonly patient: (state: FixedAgentState) => FixedAgentState;
  readonly anchors: (known: Seq<Anchor>, anchor: Anchor) => Seq<Anchor>;
  readonly date: (anchors: readonly Anchor[], reading: Reading) => CorrectedTime;
  /** Running programs that a starting agent meters. */
  readonly foundRunning: (running: readonly OpenSession[]) => readonly OpenSession[];
  /** Start of such a program, at most `withinMs` before the agent found it. */
  readonly begun: (found: CorrectedTime, withinMs: number) => CorrectedTime;
  /** Drops records when a batch is sent. */
  readonly sent: (state: FixedAgentState, last: RecordId | undefined) => FixedStep;
  /** Drops records when the server has confirmed them. */
  readonly confirmed: (
    parts: AgentParts,
    state: FixedAgentState,
    tip: RecordId | undefined,
  ) => FixedStep;
  /** The state and effects of a removal: records that it leaves are still uploaded. */
  readonly removed: (state: FixedAgentState) => FixedStep;
}

/**
 * Doubles the wait for answers: if answers took longer than the wait, no exchange would succeed.
 */
const patient = (state: FixedAgentState): FixedAgentState =>
  changed(state, { answerMs: Math.min(ANSWER_TIMEOUT_MS_MAX, 2 * state.answerMs) });

export const DEFAULT_AGENT_PARTS: AgentParts = {
  incarnation: (entropy) => entropy,
  lastId: (found) => found,
  boot: (before) => newBoot(before + 1),
  woken,
  // Only a half-written record is dropped.
  readLog: (entries) => entries.filter((entry) => entry !== TORN) as Seq<KeptRecord>,
  cleaned,
  overflow: (parts, state, id, record) => lose(parts, changed(state, { last: id }), id, record),
  storeLosses: (losses) => [{ kind: 'write', file: 'losses', entries: losses }],
  uploadTimer: (_now, afterMs) => elapsedTimer('upload', afterMs),
  mayUpload: () => true,
  missed: (exchange) => ({ ...exchange, late: true }),
  patient,
  anchors: (known, anchor) => known.push(anchor),
  date: correctedTime,
  foundRunning: (running) => running,
  begun: begunWithin,
  sent: (state) => [state, []],
  confirmed: dropThrough,
  removed: (state) => [changed(state, { phase: 'leaving' }), []],
};
