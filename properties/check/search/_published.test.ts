/** Two small published models as transition systems, to count their states. */
import type { Successors, TransitionSystem } from './search.js';

const WORKING = 0;
const PREPARED = 1;
const COMMITTED = 2;
const ABORTED = 3;

/**
 * Two-phase commit as in "Consensus on Transaction Commit" (Gray and Lamport).
 *
 * A state holds, per resource manager, its state, whether its message was received, and whether it
 * was sent. The transaction manager's state follows, and whether commit and abort were sent.
 */
export function twoPhase(managers: number, symmetry: boolean): TransitionSystem {
  const width = 3 * managers + 3;
  const TM = 3 * managers;
  const COMMIT = TM + 1;
  const ABORT = TM + 2;
  const system: TransitionSystem = {
    width,
    initial(out) {
      out.add(0, new Int32Array(width));
    },
    successors(state, out) {
      let action = 0;
      const to = (...changes: readonly (readonly [number, number])[]): void => {
        const at = out.add((action += 1), state);
        for (const [place, value] of changes) out.vectors[at + place] = value;
      };
      const heard = state.subarray(managers, 2 * managers);
      const undecided = state[TM] === 0;
      if (undecided && heard.every((one) => one === 1)) to([TM, COMMITTED], [COMMIT, 1]);
      if (undecided) to([TM, ABORTED], [ABORT, 1]);
      for (let rm = 0; rm < managers; rm += 1) {
        if (undecided && state[2 * managers + rm] === 1) to([managers + rm, 1]);
        if (state[rm] === WORKING) {
          to([rm, PREPARED], [2 * managers + rm, 1]);
          to([rm, ABORTED]);
        }
        if (state[COMMIT] === 1) to([rm, COMMITTED]);
        if (state[ABORT] === 1) to([rm, ABORTED]);
      }
    },
    violation(state) {
      const managersOf = state.subarray(0, managers);
      return managersOf.includes(COMMITTED) && managersOf.includes(ABORTED)
        ? 'inconsistent'
        : undefined;
    },
  };
  if (!symmetry) return system;
  return {
    ...system,
    canonical(state) {
      const managersOf = [...Array(managers).keys()].map((rm) => [
        state[rm] as number,
        state[managers + rm] as number,
        state[2 * managers + rm] as number,
      ]);
      managersOf.sort((a, b) => (a.join() < b.join() ? -1 : 1));
      managersOf.forEach((parts, rm) => {
        parts.forEach((part, i) => {
          state[i * managers + rm] = part;
        });
      });
    },
  };
}

const QUEUE_MAX = 2;
const DATA = [0, 1];

/**
 * Lamport's alternating bit protocol over lossy queues.
 *
 * There are two values and queues of two (the constraint of MCAlternatingBit). A state holds the
 * sender's bit and acknowledged bit, the receiver's bit, the value sent and the value received. The
 * two queues follow, each as a number with a leading digit.
 */
export function alternatingBit(): TransitionSystem {
  const width = 7;
  const items = (queue: number, base: number): number[] => {
    const list: number[] = [];
    for (let rest = queue; rest > 1; rest = Math.floor(rest / base)) list.unshift(rest % base);
    return list;
  };
  const queue = (list: readonly number[], base: number): number =>
    list.reduce((number, item) => number * base + item, 1);
  const without = (list: readonly number[], place: number): number[] =>
    list.filter((_, i) => i !== place);
  return {
    width,
    initial(out) {
      for (const bit of [0, 1])
        for (const sent of DATA)
          for (const rcvd of DATA) out.add(0, Int32Array.of(bit, bit, bit, sent, rcvd, 1, 1));
    },
    successors(state, out: Successors) {
      const [sBit = 0, sAck = 0, rBit = 0, sent = 0, rcvd = 0] = state;
      const messages = items(state[5] as number, 4);
      const acks = items(state[6] as number, 2);
      const to = (
        next: readonly number[],
        msgQ: readonly number[],
        ackQ: readonly number[],
      ): void => {
        // The constraint: longer queues are not explored.
        if (msgQ.length > QUEUE_MAX || ackQ.length > QUEUE_MAX) return;
        out.add(1, Int32Array.of(...next, queue(msgQ, 4), queue(ackQ, 2)));
      };
      if (sAck === sBit)
        for (const d of DATA)
          to([1 - sBit, sAck, rBit, d, rcvd], [...messages, 2 * (1 - sBit) + d], acks);
      else to([sBit, sAck, rBit, sent, rcvd], [...messages, 2 * sBit + sent], acks);
      const [head] = messages;
      if (head !== undefined) to([sBit, sAck, head >> 1, sent, head & 1], messages.slice(1), acks);
      to([sBit, sAck, rBit, sent, rcvd], messages, [...acks, rBit]);
      const [ack] = acks;
      if (ack !== undefined) to([sBit, ack, rBit, sent, rcvd], messages, acks.slice(1));
      const same = [sBit, sAck, rBit, sent, rcvd];
      messages.forEach((_, i) => {
        to(same, without(messages, i), acks);
      });
      acks.forEach((_, i) => {
        to(same, messages, without(acks, i));
      });
    },
  };
}
