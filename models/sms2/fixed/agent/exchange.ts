/**
 * One upload of the fixed agent. It asks for the last record and the clock of the server, sends
 * later records in batches, and drops confirmed ones. Every answer may be lost, duplicated or late:
 * the next exchange always starts from the records that the server really has.
 */
import { NO_EFFECTS } from '../../../../sim/model/node.js';
import { between, msOf, plus } from '../../../../sim/model/time.js';
import type { LocalTime } from '../../../../sim/model/node.js';
import { isYes, refusal } from '../../../rules/answer.js';
import { changed } from './change.js';
import { ANCHORS, askForConfiguration, elapsedTimer, readingOf, toServer } from './state.js';
import type { FixedAgentState, FixedEffect, FixedStep } from './state.js';
import { durableElements, erase } from './log.js';
import { BATCH_ELEMENTS } from './parts.js';
import type { AgentParts } from './parts.js';
import { driftOver } from './date-correction.js';
import { sameId } from '../protocol.js';
import type { Anchor, FixedMessage, LogElement, RecordId, UploadElement } from '../protocol.js';

/** Hellos of one start of the agent are numbered; starts differ by their incarnation. */
const HELLOS_PER_START = 1_048_576;

const answerTimer = ({ answerMs }: FixedAgentState): FixedEffect =>
  elapsedTimer('answer', answerMs);
export const noAnswerTimer: FixedEffect = { kind: 'cancel-timer', timer: 'answer' };

export function begin(parts: AgentParts, state: FixedAgentState, now: LocalTime): FixedStep {
  if (state.phase === 'absent' || state.server === undefined) return [state, NO_EFFECTS];
  if (state.exchange !== undefined && state.exchange.late !== true) return [state, NO_EFFECTS];
  const may = parts.mayUpload(state);
  if (!isYes(may)) return [state, refusal(may)];
  const hellos = state.hellos + 1;
  const hello = state.incarnation * HELLOS_PER_START + (hellos % HELLOS_PER_START);
  return [
    changed(state, {
      hellos,
      exchange: { stage: 'hello', hello, at: readingOf(state.boot, now) },
    }),
    [toServer(state, { kind: 'fixed-hello', hello }), answerTimer(state)],
  ];
}

/**
 * Handles an answer that did not come in time: tries again after the retry delay, without limit. A
 * late answer still counts if it comes before the next attempt.
 */
export function unanswered(parts: AgentParts, state: FixedAgentState, now: LocalTime): FixedStep {
  const { pollMs, retryDelayMs, home } = state.settings;
  const again = parts.uploadTimer(now, Math.min(pollMs, retryDelayMs));
  const exchange = state.exchange && parts.missed(state.exchange);
  return [
    changed(state, { exchange, failures: state.failures + 1 }),
    // Its history may have moved to another server.
    home === undefined ? [again] : [again, askForConfiguration],
  ];
}

type Welcome = FixedMessage & { kind: 'fixed-welcome' };

export function welcomed(
  parts: AgentParts,
  state: FixedAgentState,
  welcome: Welcome,
  now: LocalTime,
): FixedStep {
  const { exchange } = state;
  if (exchange?.stage !== 'hello' || exchange.hello !== welcome.hello)
    return [superseded(parts, state, welcome), NO_EFFECTS];
  const patient = exchange.late === true ? parts.patient(state) : state;
  const heard = changed(patient, { answered: state.hellos });
  const [anchored, anchorEffects] = measured(parts, heard, exchange.at, welcome, now);
  // No anchor supports any date yet, and a wall clock alone must not: the server is asked again.
  if (anchored.anchors.length === 0)
    return begin(parts, changed(anchored, { exchange: undefined }), now);
  const [dropped, dropEffects] = parts.confirmed(parts, anchored, welcome.tip);
  const [next, effects] = sendBatch(parts, dropped, welcome.ticket, 0, welcome.tip);
  return [next, [...anchorEffects, ...dropEffects, ...effects]];
}

/**
 * Handles the answer to an outdated hello: it opens no exchange, but shows how long answers take, if
 * one was waited for in vain. An exchange that a deleted log or another server ended shows nothing.
 */
function superseded(
  parts: AgentParts,
  state: FixedAgentState,
  { hello }: Welcome,
): FixedAgentState {
  const count = hello - state.incarnation * HELLOS_PER_START;
  if (state.failures === 0 || count <= state.answered || count > state.hellos) return state;
  return changed(parts.patient(state), { answered: count });
}

/** Measures the server's clock, which was read at some moment between hello and welcome. */
function measured(
  parts: AgentParts,
  state: FixedAgentState,
  asked: Anchor['at'],
  { serverTime }: Welcome,
  now: LocalTime,
): FixedStep {
  const at = readingOf(state.boot, now);
  // The machine slept, so the duration of the answer is unknown.
  if (asked.sleeps !== at.sleeps) return [state, NO_EFFECTS];
  const tookMs = between(asked.elapsed, at.elapsed);
  const halfMs = Math.floor(tookMs / 2);
  const anchor: Anchor = {
    at,
    serverTime: plus(serverTime, halfMs),
    errorMs: tookMs - halfMs + driftOver(tookMs),
  };
  return [
    changed(state, { anchors: parts.anchors(state.anchors, anchor) }),
    [
      { kind: 'append', file: ANCHORS, entry: anchor },
      { kind: 'sync', file: ANCHORS },
    ],
  ];
}

function sendBatch(
  parts: AgentParts,
  state: FixedAgentState,
  ticket: number,
  index: number,
  tip: RecordId | undefined,
): FixedStep {
  const elements = durableElements(state, BATCH_ELEMENTS);
  const last = elements.at(-1) ?? state.base;
  const goodbye =
    state.phase === 'leaving' && (state.last === undefined || sameId(last, state.last));
  // An empty batch is sent if it closes the history, or if the server lacks records that the agent
  // takes for delivered.
  if (elements.length === 0 && !goodbye && (index > 0 || sameId(state.base, tip)))
    return finished(state);
  const dated = datedElements(parts, state, elements);
  const [next, effects] = parts.sent(
    changed(state, { exchange: { stage: 'batch', ticket, index, last: idOf(last), goodbye } }),
    last,
  );
  const batch: FixedMessage = {
    kind: 'fixed-batch',
    ticket,
    index,
    base: state.base,
    goodbye,
    elements: dated,
  };
  return [next, [toServer(state, batch), answerTimer(state), ...effects]];
}

const idOf = (id: RecordId | undefined): RecordId | undefined =>
  id === undefined ? undefined : { incarnation: id.incarnation, sequence: id.sequence };

function datedElements(
  parts: AgentParts,
  state: FixedAgentState,
  elements: readonly LogElement[],
): UploadElement[] {
  const anchors = state.anchors.toArray();
  return elements.map((element): UploadElement => {
    if (element.kind === 'lost') return element;
    const start = parts.begun(parts.date(anchors, element.start), element.startedWithinMs ?? 0);
    const end = parts.date(anchors, element.end);
    return {
      kind: 'kept',
      incarnation: element.incarnation,
      sequence: element.sequence,
      record: element.record,
      user: element.user,
      program: element.program,
      version: element.version,
      start: start.at,
      // Two estimates may cross; a use does not end before it begins.
      end: msOf(end.at) < msOf(start.at) ? start.at : end.at,
      boundMs: Math.max(start.boundMs, end.boundMs) + Math.max(0, between(end.at, start.at)),
    };
  });
}

const finished = (state: FixedAgentState): FixedStep => [
  changed(state, { exchange: undefined, failures: 0 }),
  [noAnswerTimer, { kind: 'mark', mark: 'exchange-finished' }],
];

export function accepted(
  parts: AgentParts,
  state: FixedAgentState,
  message: FixedMessage & { kind: 'fixed-accepted' },
): FixedStep {
  const { exchange } = state;
  if (
    exchange?.stage !== 'batch' ||
    exchange.ticket !== message.ticket ||
    exchange.index !== message.index
  )
    return [state, NO_EFFECTS];
  if (exchange.goodbye && state.phase === 'leaving') {
    const [gone, erasing] = erase(state);
    return [gone, [noAnswerTimer, { kind: 'mark', mark: 'removed-drained' }, ...erasing]];
  }
  const patient = exchange.late === true ? parts.patient(state) : state;
  const [dropped, dropEffects] = parts.confirmed(parts, patient, message.tip);
  const [next, effects] = sendBatch(parts, dropped, message.ticket, message.index + 1, message.tip);
  return [next, [...dropEffects, ...effects]];
}
