/**
 * Faults of a machine as a page sees them: an orderly restart is a reload, with the page's last events.
 * A machine that is cut off knows that it is offline; its requests fail at once.
 */
import type { Fault } from '../../sim/world/fault.js';
import type { TimedInput } from '../../sim/world/spec.js';
import type { HostedInput } from './protocol.js';

type Timed = TimedInput<HostedInput>;

/** Inputs of a machine's browser; faults end when the world is healed. */
export function pageInputs(
  node: string,
  faults: readonly Fault[],
  healAtMs: number,
): readonly Timed[] {
  const own = faults.filter((fault) => fault.node === node);
  const reloads = own
    .filter(({ kind }) => kind === 'restart')
    .map(({ at }): Timed => ({ at, node, input: { kind: 'call', name: 'reload' } }));
  const cuts = own.flatMap((fault) =>
    fault.kind === 'partition' && fault.at < healAtMs
      ? [{ from: fault.at, to: Math.min(healAtMs, fault.at + fault.forMs) }]
      : [],
  );
  const isOffline = (at: number): boolean => cuts.some(({ from, to }) => from <= at && at < to);
  const moments = [...new Set([...cuts.flatMap(({ from, to }) => [from, to]), ...boots(own)])];
  const changes = moments
    .filter((at) => cuts.length > 0 && at <= healAtMs)
    .map((at): Timed => ({ at, node, input: { kind: 'machine', online: !isOffline(at) } }));
  return [...reloads, ...changes];
}

/** When a machine is up again: its browser asks for the state of the network. */
const boots = (faults: readonly Fault[]): readonly number[] =>
  faults.flatMap((fault) => {
    if (fault.kind === 'crash') return [fault.at + fault.downMs + 1];
    return fault.kind === 'wipe' || fault.kind === 'restore' ? [fault.at + 1] : [];
  });

/** The faults that no page takes the place of. */
export const beyondPages = (faults: readonly Fault[]): readonly Fault[] =>
  faults.filter(({ kind }) => kind !== 'restart');
