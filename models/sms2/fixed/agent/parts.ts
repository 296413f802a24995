/**
 * The rules of the fixed agent on which records hang, one by one. The fix is DEFAULT_AGENT_PARTS;
 * each planted defect replaces one of them, and the tests show which property notices.
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
import { dropThrough, lose } from './log.js';
import { begunWithin, correctedTime } from './date-correction.js';
import type { CorrectedTime } from './date-correction.js';
import type { Anchor, KeptRecord, LostRecords, Reading, RecordId } from '../protocol.js';

/** Elements of one batch: an exchange is some hundred kB, whatever the log holds. */
export const BATCH_ELEMENTS = 500;

export interface AgentParts {
  /** Drawn at each start: what is restored or copied from a disk never passes for the original. */
  readonly incarnation: (entropy: number) => number;
  /** The number before the first that a starting agent may give. */
  readonly lastId: (found: RecordId | undefined) => RecordId | undefined;
  readonly boot: (before: number) => Boot;
  readonly woken: (boot: Boot) => Boot;
  /** What a starting agent makes of its log file. */
  readonly readLog: (entries: Seq<unknown>) => Seq<KeptRecord>;
  /** A full log: the record, which would get number `id`, is not kept. */
  readonly overflow: (
    parts: AgentParts,
    state: FixedAgentState,
    id: RecordId,
    record: number,
  ) => FixedStep;
  readonly storeLosses: (losses: Seq<LostRecords>) => readonly FixedEffect[];
  readonly uploadTimer: (now: LocalTime, afterMs: number) => FixedEffect;
  /** Whether an exchange is worth beginning. */
  readonly mayUpload: (state: FixedAgentState) => Answer;
  /** What is kept of an exchange whose answer did not come in time. */
  readonly missed: (exchange: Exchange) => Exchange | undefined;
  /** The agent after an answer that came late. */
  readonly patient: (state: FixedAgentState) => FixedAgentState;
  readonly anchors: (known: Seq<Anchor>, anchor: Anchor) => Seq<Anchor>;
  readonly date: (anchors: readonly Anchor[], reading: Reading) => CorrectedTime;
  /** What a starting agent meters of the programs that run already. */
  readonly foundRunning: (running: readonly OpenSession[]) => readonly OpenSession[];
  /** When such a program began, at most so long before the agent found it. */
  readonly begun: (found: CorrectedTime, withinMs: number) => CorrectedTime;
  /** What is dropped when a batch is sent. */
  readonly sent: (state: FixedAgentState, last: RecordId | undefined) => FixedStep;
  /** What is dropped when the server has confirmed. */
  readonly confirmed: (
    parts: AgentParts,
    state: FixedAgentState,
    tip: RecordId | undefined,
  ) => FixedStep;
  /** What a removal leaves to be uploaded. */
  readonly removed: (state: FixedAgentState) => FixedStep;
}

/** Where answers take longer than they are waited for, none would ever serve. */
const patient = (state: FixedAgentState): FixedAgentState =>
  changed(state, { answerMs: Math.min(ANSWER_TIMEOUT_MS_MAX, 2 * state.answerMs) });

export const DEFAULT_AGENT_PARTS: AgentParts = {
  incarnation: (entropy) => entropy,
  lastId: (found) => found,
  boot: (before) => newBoot(before + 1),
  woken,
  // A half-written record is dropped, and nothing else.
  readLog: (entries) => entries.filter((entry) => entry !== TORN) as Seq<KeptRecord>,
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
