/** The fixed agent, driven event by event, with a disk that it starts from. */
import { TORN } from '../../../../sim/model/node.js';
import type { DiskContents, NodeEvent } from '../../../../sim/model/node.js';
import { Seq } from '../../../../sim/model/seq.js';
import { elapsedMs, HOUR_MS, localMs, MINUTE_MS } from '../../../../sim/model/time.js';
import type { Input, Message } from '../../protocol.js';
import type { KeptRecord, LostRecords, Reading, RecordId } from '../protocol.js';
import { fixedAgent } from './agent.js';
import type { FixedAgentOptions, FixedAgentState, FixedEffect } from './state.js';

export type Event = NodeEvent<Message, Input>;

export const SETTINGS = { pollMs: HOUR_MS, retryDelayMs: MINUTE_MS, received: true };
export const reading = (elapsed: number, boot = 4): Reading => ({
  ...{ boot, sleeps: 0, wall: localMs(elapsed), elapsed: elapsedMs(elapsed) },
});
export const id = (sequence: number, incarnation = 1): RecordId => ({ incarnation, sequence });
export const kept = (sequence: number, at = sequence): KeptRecord => ({
  ...{ kind: 'kept', record: sequence, user: 'u', program: 'p', version: '1' },
  ...{ ...id(sequence), start: reading(at), end: reading(at + 1) },
});
export const lost = (from: number, sequence: number): LostRecords => ({
  ...{ kind: 'lost', ...id(sequence), from },
  tracers: Seq.of(Array.from({ length: sequence + 1 - from }, (_, at) => from + at)),
});

/** An agent, driven event by event. */
export class Driven {
  state: FixedAgentState;
  effects: readonly FixedEffect[] = [];
  readonly #agent: ReturnType<typeof fixedAgent>;

  constructor(options: Partial<FixedAgentOptions> = {}) {
    const all = {
      client: 'client-1',
      mode: 'offline',
      logCapacity: 0,
      startDelayMs: 0,
      server: 's',
    } as const;
    this.#agent = fixedAgent({ ...all, ...options });
    this.state = this.#agent.initial;
  }

  on(event: Event, at: number): this {
    const now = { wall: localMs(at), elapsed: elapsedMs(at) };
    [this.state, this.effects] = this.#agent.step(this.state, event, now);
    return this;
  }

  start(disk: DiskContents, entropy = 9): this {
    return this.on({ kind: 'start', disk, entropy }, 0);
  }

  hears(message: Message, at: number): this {
    return this.on({ kind: 'message', from: 's', message }, at);
  }

  timer(timer: string, at: number): this {
    return this.on({ kind: 'timer', timer }, at);
  }

  input(input: Input, at: number): this {
    return this.on({ kind: 'input', input, entropy: 9 }, at);
  }

  /** Messages of the last step. */
  get sent(): readonly Message[] {
    return this.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.message] : []));
  }

  get kinds(): readonly string[] {
    return this.effects.map((effect) =>
      'file' in effect ? `${effect.kind} ${effect.file}` : effect.kind,
    );
  }
}

export const registry = (phase = 'running', more = {}): Seq<unknown> =>
  Seq.of<unknown>([{ phase, settings: { ...SETTINGS, ...more } }]);

export const DISK: DiskContents = {
  registry: registry(),
  base: Seq.of<unknown>([id(5)]),
  log: Seq.of<unknown>([kept(4), kept(5), kept(8), TORN]),
  losses: Seq.of<unknown>([lost(5, 5), lost(6, 7)]),
  anchors: Seq.of<unknown>([{ at: reading(0), serverTime: localMs(0), errorMs: 1 }, TORN]),
};

export const HELLO_BASE = 9 * 1_048_576;
