/**
 * How the site server stops the service on a metering server: it asks until that has stopped, hands
 * the histories that it kept to the next server, and only then sends those clients there. So a
 * history has one keeper at every moment. (As shipped there are no histories, nobody tells the
 * agents, and they find out by themselves.)
 */
import { NO_EFFECTS } from '../../../sim/model/node.js';
import type { Effect } from '../../../sim/model/node.js';
import type { Message, RetirementMessage } from '../protocol.js';

export type Retirement = 'under-way' | 'done';

export const RETIREMENT_TIMER = 'retirement';
/** The License Server Manager's cycle [Q299261]. */
const RETIREMENT_MS = 15 * 60_000;

/** What it takes from the first server goes to the second. */
const [RETIRING, SUCCESSOR] = [0, 1] as const;

/** Asks the server to stop, and will ask again. */
export const askToRetire = (servers: readonly string[]): Effect<Message>[] => [
  { kind: 'send', to: servers[RETIRING] ?? '', message: { kind: 'retire' } },
  { kind: 'elapsed-timer', timer: RETIREMENT_TIMER, afterMs: RETIREMENT_MS },
];

/** A step of a retirement that is under way; any message of it may come again. */
export function retirementStep(
  servers: readonly string[],
  message: RetirementMessage,
): readonly [Retirement, readonly Effect<Message>[]] {
  // A server that keeps no histories is done when it has stopped.
  if (message.kind === 'adopted' || (message.kind === 'retired' && message.histories.length === 0))
    return ['done', [{ kind: 'cancel-timer', timer: RETIREMENT_TIMER }]];
  if (message.kind !== 'retired') return ['under-way', NO_EFFECTS];
  const adopt: Message = { kind: 'adopt', histories: message.histories };
  return ['under-way', [{ kind: 'send', to: servers[SUCCESSOR] ?? '', message: adopt }]];
}

const FNV_PRIME = 0x0100_0193;
const FNV_BASIS = 0x811c_9dc5;

/** A spread of names over numbers that is the same for ever (FNV-1a). */
const hashOf = (name: string): number =>
  Array.from(name).reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), FNV_PRIME) >>> 0,
    FNV_BASIS,
  );

/**
 * The one server that keeps a client's history: it follows from the client's name alone, so that
 * no disk that comes back can name another, and changes only when the histories have moved.
 */
export function homeOf(
  servers: readonly string[],
  retirement: Retirement | undefined,
  client: string,
): string {
  const place = hashOf(client) % servers.length;
  const kept = place === RETIRING && retirement === 'done' ? SUCCESSOR : place;
  return servers[kept] ?? '';
}
