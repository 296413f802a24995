/** Messages of a run that a reader delays or loses: entries of the scenario's schedule. */
import type { ScheduledMessage } from '../../../sim/queue/schedule.js';
import type { ScenarioBase } from '../../../properties/study/contract.js';
import type { TraceEntry } from '../../../properties/trace/recorder.js';
import type { SpaceTime } from '../../../reports/spacetime/types.js';

/** A message of a run, by its number on its link. */
export interface LinkMessage {
  readonly from: string;
  readonly to: string;
  /** From 1, as the schedule counts. */
  readonly number: number;
  readonly label: string;
  readonly sentMs: number;
  /** True time of the arrival, ms; absent: lost, or in flight at the end. */
  readonly arrivedMs?: number;
  readonly lost: boolean;
  readonly carries: boolean;
  /** Positions in the run's steps. */
  readonly sent: number;
  readonly ended?: number;
}

/**
 * The messages of a run in the order in which they were sent, without second copies.
 * @param entries the run's trace: a drawing lists a copy like a message, a trace does not
 */
export function messagesOf(run: SpaceTime, entries: readonly TraceEntry[]): readonly LinkMessage[] {
  const sends = sendsOf(entries);
  const numbers = new Map<string, number>();
  const messages: LinkMessage[] = [];
  for (const message of run.messages) {
    const from = run.lanes[message.from]?.node ?? '';
    const to = run.lanes[message.to]?.node ?? '';
    const send = sends[messages.length];
    if (send?.from !== from || send.to !== to || send.position !== message.sent) continue;
    const link = `${from}→${to}`;
    const number = (numbers.get(link) ?? 0) + 1;
    numbers.set(link, number);
    const { label, lost, carries, sent, ended } = message;
    const endMs = ended === undefined ? undefined : (run.steps[ended]?.atMs ?? 0);
    messages.push({
      ...{ from, to, number, label, lost, carries, sent },
      sentMs: run.steps[sent]?.atMs ?? 0,
      ...(ended === undefined ? {} : { ended }),
      ...(endMs === undefined || lost ? {} : { arrivedMs: endMs }),
    });
  }
  return messages;
}

interface Send {
  readonly from: string;
  readonly to: string;
  /** Position of the step that sent it. */
  readonly position: number;
}

function sendsOf(entries: readonly TraceEntry[]): readonly Send[] {
  const sends: Send[] = [];
  let position = -1;
  // Incidents have positions too, but a step's effects belong to its event.
  let ofEvent = -1;
  for (const { what, node } of entries) {
    if (what.kind !== 'effect') position += 1;
    if (what.kind === 'event') ofEvent = position;
    else if (what.kind === 'effect' && what.effect.kind === 'send' && node !== undefined)
      sends.push({ from: node, to: what.effect.to, position: ofEvent });
  }
  return sends;
}

const same =
  (message: Pick<LinkMessage, 'from' | 'to' | 'number'>) =>
  (one: ScheduledMessage): boolean =>
    one.from === message.from && one.to === message.to && one.number === message.number;

/** Delays of a message that the reader has set; undefined: the network's own. */
export const scheduledDelays = (
  scenario: ScenarioBase,
  message: LinkMessage,
): readonly number[] | undefined => scenario.schedule?.messages.find(same(message))?.delaysMs;

/**
 * The scenario with one message delivered otherwise.
 * @param delaysMs delays of its copies, ms; empty: it is lost; undefined: as the network decides
 */
export function withDelays(
  scenario: ScenarioBase,
  message: Pick<LinkMessage, 'from' | 'to' | 'number'>,
  delaysMs: readonly number[] | undefined,
): ScenarioBase {
  const before = scenario.schedule ?? { messages: [], order: [] };
  const others = before.messages.filter((one) => !same(message)(one));
  const { from, to, number } = message;
  const messages = delaysMs === undefined ? others : [...others, { from, to, number, delaysMs }];
  const isEmpty =
    messages.length === 0 && before.order.length === 0 && (before.inputs ?? []).length === 0;
  const { schedule: _, ...rest } = scenario;
  return isEmpty ? rest : { ...scenario, schedule: { ...before, messages } };
}
