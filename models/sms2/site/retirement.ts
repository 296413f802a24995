/**
 * Retirement of a metering server by the site server. The site server asks until the service has
 * stopped, hands its histories to the next server, and only then sends those clients there. So a
 * history has one keeper at every moment. (As shipped there are no histories, no machine notifies
 * the agents, and they notice by themselves.)
 */
import { MINUTE_MS } from '../../../sim/model/time.js';
import { NO_EFFECTS } from '../../../sim/model/node.js';
import type { Effect } from '../../../sim/model/node.js';
import type { Message, RetirementMessage } from '../protocol.js';

export type Retirement = 'under-way' | 'done';

export const RETIREMENT_TIMER = 'retirement';
/** The License Server Manager's cycle [Q299261]. */
const RETIREMENT_MS = 15 * MINUTE_MS;

/** Indexes of the server that retires and of the one that takes over its histories. */
const [RETIRING, SUCCESSOR] = [0, 1] as const;

/** Asks the server to stop, and sets a timer to ask again. */
export const askToRetire = (servers: readonly string[]): Effect<Message>[] => [
  { kind: 'send', to: servers[RETIRING] ?? '', message: { kind: 'retire' } },
  { kind: 'elapsed-timer', timer: RETIREMENT_TIMER, afterMs: RETIREMENT_MS },
];

/** Advances a pending retirement by one message; every message may be repeated. */
export function retirementStep(
  servers: readonly string[],
  message: RetirementMessage,
): readonly [Retirement, readonly Effect<Message>[]] {
  // A server without histories has retired when it has stopped.
  if (message.kind === 'adopted' || (message.kind === 'retired' && message.histories.length === 0))
    return ['done', [{ kind: 'cancel-timer', timer: RETIREMENT_TIMER }]];
  if (message.kind !== 'retired') return ['under-way', NO_EFFECTS];
  const adopt: Message = { kind: 'adopt', histories: message.histories };
  return ['under-way', [{ kind: 'send', to: servers[SUCCESSOR] ?? '', message: adopt }]];
}

const FNV_PRIME = 0x0100_0193;
const FNV_BASIS = 0x811c_9dc5;

/** Hash of a name that never changes (FNV-1a). */
const hashOf = (name: string): number =>
  Array.from(name).reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), FNV_PRIME) >>> 0,
    FNV_BASIS,
  );

/**
 * The server that keeps a client's history. It is determined by the client's name alone, so that no
 * restored disk can name another one. It changes only when the histories have moved.
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
