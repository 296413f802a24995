/** Sources of usage: drawn from a stream by count, or played from real sessions. */
import { HOUR_MS } from '../../../sim/model/time.js';
import { inputError } from '../../../sim/model/errors.js';
import { Stream } from '../../../sim/model/random.js';
import { sortedByTime } from '../../../sim/world/contract.js';
import type { InputSource, TimedInput } from '../../../sim/world/spec.js';
import type { Input } from '../protocol.js';
import { clientName } from '../scenario.js';
import type { ClientScenario, ExplicitUse, Renamed } from '../scenario.js';

/** Tracers are unique within a run: each source has its own block of this size. */
export const TRACERS_PER_SOURCE = 1_000_000;

const USERS = ['ann', 'bob', 'carol'] as const;
const PROGRAMS = ['excel.exe', 'winword.exe', 'acad.exe', 'sol.exe'] as const;
export const USE_VERSION = '8.0';
const USE_MS_MAX = 2 * HOUR_MS;

interface Use {
  readonly originalName?: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly user: string;
  readonly program: string;
}

/** Turns uses in order of start into starts and ends in order of time, and holds only open uses. */
class UsageSource implements InputSource<Input> {
  readonly #next: () => (Use & { node: string }) | undefined;
  readonly #ends: TimedInput<Input>[] = [];
  #upcoming: (Use & { node: string }) | undefined;
  #record: number;

  constructor(source: number, next: () => (Use & { node: string }) | undefined) {
    this.#next = next;
    this.#record = source * TRACERS_PER_SOURCE;
    this.#upcoming = next();
  }

  next(): TimedInput<Input> | undefined {
    const use = this.#upcoming;
    const end = this.#ends[0];
    if (use === undefined || (end !== undefined && end.at <= use.startMs))
      return this.#ends.shift();
    const { node, user, program, originalName } = use;
    const record = this.#record;
    this.#record += 1;
    this.#upcoming = this.#next();
    this.#addEnd({ at: use.endMs, node, input: { kind: 'use-end', record } });
    return {
      at: use.startMs,
      node,
      input: {
        kind: 'use-start',
        record,
        user,
        program,
        version: USE_VERSION,
        ...(originalName === undefined ? {} : { originalName }),
      },
    };
  }

  #addEnd(end: TimedInput<Input>): void {
    let place = this.#ends.length;
    while (place > 0 && (this.#ends[place - 1] as TimedInput<Input>).at > end.at) place -= 1;
    this.#ends.splice(place, 0, end);
  }
}

/** Name of the file, and the original name if it differs. */
function fileNames(
  program: string,
  renamed: readonly Renamed[],
): Pick<Use, 'program' | 'originalName'> {
  const file = renamed.find((one) => one.program === program);
  return file === undefined ? { program } : { program: file.as, originalName: program };
}

/** `count` uses spread over the run: one begins in each of `count` equal parts of it. */
export function drawnUsage(
  seed: number,
  client: number,
  count: number,
  durationMs: number,
  renamed: readonly Renamed[] = [],
): InputSource<Input> {
  const node = clientName(client);
  const stream = new Stream(seed, `usage:${node}`);
  let drawn = 0;
  return new UsageSource(client, () => {
    if (drawn >= count) return undefined;
    const from = Math.floor((durationMs * drawn) / count);
    const to = Math.max(from, Math.floor((durationMs * (drawn + 1)) / count) - 1);
    drawn += 1;
    const startMs = stream.integer(from, to);
    const endMs = Math.min(startMs + stream.integer(1, USE_MS_MAX), durationMs);
    const user = stream.pick(USERS);
    return { node, startMs, endMs, user, ...fileNames(stream.pick(PROGRAMS), renamed) };
  });
}

/**
 * Plays real sessions in order of their starts; those of one instant keep their order. `source`
 * must be beyond every client's block of tracers.
 * @param durationMs no session begins or continues after it, as for drawn uses, true ms
 * @throws SkewproofError SKEW-101 for a session that ends before it starts
 */
export function playedUsage(
  source: number,
  uses: readonly ExplicitUse[],
  clients: readonly Pick<ClientScenario, 'renamed'>[],
  durationMs = Infinity,
): InputSource<Input> {
  uses.forEach(({ startMs, endMs }, index) => {
    if (endMs >= startMs) return;
    throw inputError({
      place: `uses.${String(index)}.endMs`,
      expected: `no time before its start, ${String(startMs)}`,
      got: String(endMs),
    });
  });
  const within = uses.filter(({ startMs }) => startMs < durationMs);
  const ordered = sortedByTime(within.map((use) => ({ use, at: use.startMs })));
  let played = 0;
  return new UsageSource(source, () => {
    const use = ordered[played]?.use;
    played += 1;
    if (use === undefined) return undefined;
    const client = use.client % clients.length;
    const { startMs, user, program } = use;
    const endMs = Math.min(use.endMs, durationMs);
    const file = fileNames(program, clients[client]?.renamed ?? []);
    return { node: clientName(client), startMs, endMs, user, ...file };
  });
}
