/** Readings of clocks with the two innermost frames of the program, taken from the stack. */
import { Ring } from './ring.js';

/** A reading of a clock, by positions of the instrumented script. */
export interface RawRead {
  /** `Date.now`, `new Date`, `performance.now`, or what else gave the value. */
  readonly source: string;
  readonly clock: 'wall' | 'elapsed';
  readonly value: number;
  /** Decisions recorded before it. */
  readonly at: number;
  /** Line counted from 1 and column from 0, innermost first; at most two. */
  readonly frames: readonly (readonly [line: number, column: number])[];
}

/** Frames that are looked through for those of the program. */
const DEPTH = 16;
const FRAMES = 2;

type Prepare = NonNullable<typeof Error.prepareStackTrace>;
type Place = RawRead['frames'][number];

/** The program's innermost frames, as the engine gives them. */
function ownFrames(script: string, below: (...given: never[]) => unknown): readonly Place[] {
  const { stackTraceLimit } = Error;
  const prepare: unknown = Reflect.get(Error, 'prepareStackTrace');
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = DEPTH;
    Error.prepareStackTrace = (_error, sites) => sites;
    Error.captureStackTrace(holder, below);
    const sites = holder.stack as readonly NodeJS.CallSite[];
    const places: Place[] = [];
    for (const site of sites) {
      if (site.getFileName() !== script && site.getScriptNameOrSourceURL() !== script) continue;
      places.push([site.getLineNumber() ?? 0, (site.getColumnNumber() ?? 1) - 1]);
      if (places.length === FRAMES) break;
    }
    return places;
  } finally {
    Error.prepareStackTrace = prepare as Prepare;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The readings of one node, the latest of them when there are many. */
export class ClockReads {
  readonly #ring = new Ring(4);
  readonly #frames: (readonly Place[])[] = [];
  readonly #frameIds = new Map<string, number>();
  readonly #sources: (readonly [source: string, clock: RawRead['clock']])[] = [];
  readonly #script: string;

  constructor(script: string) {
    this.#script = script;
  }

  add(
    source: string,
    clock: RawRead['clock'],
    value: number,
    at: number,
    below: (...given: never[]) => unknown,
  ): void {
    const frames = ownFrames(this.#script, below);
    // A host that reads for itself is not the program.
    if (frames.length === 0) return;
    const ring = this.#ring;
    const row = ring.next();
    ring.set(row, value);
    ring.set(row + 1, at);
    ring.set(row + 2, this.#idOf(frames));
    ring.set(row + 3, this.#sourceId(source, clock));
  }

  #idOf(frames: readonly Place[]): number {
    const key = frames.join(' ');
    const known = this.#frameIds.get(key);
    if (known !== undefined) return known;
    const id = this.#frames.push(frames) - 1;
    this.#frameIds.set(key, id);
    return id;
  }

  #sourceId(source: string, clock: RawRead['clock']): number {
    const known = this.#sources.findIndex(([name, of]) => name === source && of === clock);
    return known >= 0 ? known : this.#sources.push([source, clock]) - 1;
  }

  /** Those made before a decision, the latest first. */
  *before(decision: number): Iterable<RawRead> {
    const ring = this.#ring;
    for (let row = ring.count - 1; row >= ring.oldest; row -= 1) {
      const at = ring.get(row, 1);
      if (at > decision) continue;
      const [source, clock] = this.#sources[ring.get(row, 3)] ?? ['', 'wall'];
      const frames = this.#frames[ring.get(row, 2)] ?? [];
      yield { source, clock, value: ring.get(row, 0), at, frames };
    }
  }
}
