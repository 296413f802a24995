/** Gives a range of malformed inputs to the command line, in a thread of its own. */
import { join } from 'node:path';
import * as fc from 'fast-check';
import { main } from '../../cli/program.js';
import type { Host } from '../../cli/context.js';
import { contentsOf, doors, emptied } from './doors.js';
import type { Door, Example } from './doors.js';
import { faultOf } from './judge.js';
import type { Answer } from './judge.js';
import type { Mutation } from './mutations.js';

export interface MalformedJob {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly folder: string;
  readonly reports: readonly string[];
  /** Only this door; absent: all. */
  readonly door?: string | undefined;
  /** Number of the input that is being given, plus one: the watchdog reads it. */
  readonly at: SharedArrayBuffer;
}

export interface Faulty {
  readonly number: number;
  readonly door: string;
  readonly fault: string;
  readonly args: readonly string[];
  readonly input: string;
  readonly stderr: string;
}

export interface MalformedResult {
  readonly faults: readonly Faulty[];
  /** Number of inputs by door and exit code. */
  readonly codes: Readonly<Record<string, number>>;
}

interface Drawn {
  readonly door: Door;
  readonly input: Example;
}

/** The input with this number: the same on every machine. */
export function inputAt(all: readonly Door[], seed: number, number: number): Drawn {
  const [door, more] = [all[number % all.length], Math.floor(number / all.length)];
  if (door === undefined) throw new Error('no door');
  const [drawn] = fc.sample(
    fc.record({ example: fc.nat(door.examples.length - 1), mutation: door.mutations }),
    { seed: (Math.imul(seed, 0x9e3779b1) + more * 31 + (number % all.length)) | 0, numRuns: 1 },
  ) as [{ example: number; mutation: Mutation }];
  const { name, text } = door.examples[drawn.example] ?? { name: '', text: '' };
  return { door, input: { name, text: drawn.mutation(text) } };
}

/** Runs one command line in this thread. */
export async function answerTo(args: readonly string[], folder: string): Promise<Answer> {
  const text = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof text) => ({
    write: (written: string) => {
      text[name] += written;
    },
  });
  const host: Host = {
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: {},
    inOwnThread: true,
    cwd: folder,
    onInterrupt: () => () => undefined,
  };
  const before = contentsOf(folder);
  const started = process.cpuUsage();
  const code = await main([...args, '--no-config'], host);
  const { user, system } = process.cpuUsage(started);
  const after = contentsOf(folder);
  const untouched = [...before].every(([name, content]) => after.get(name) === content);
  return { code, ...text, seconds: (user + system) / 1e6, untouched };
}

export default async function give(job: MalformedJob): Promise<MalformedResult> {
  const all = doors(job.reports).filter(({ name }) => job.door === undefined || name === job.door);
  const folder = join(job.folder, String(job.from));
  const faults: Faulty[] = [];
  const codes: Record<string, number> = {};
  for (let number = job.from; number < job.to; number += 1) {
    Atomics.store(new Int32Array(job.at), 0, number + 1);
    const { door, input } = inputAt(all, job.seed, number);
    const args = door.given(input, emptied(folder));
    const { fault, code, stderr } = await judged(args, folder);
    const key = `${door.name}: exit ${String(code)}`;
    codes[key] = (codes[key] ?? 0) + 1;
    if (fault !== undefined)
      faults.push({ number, door: door.name, fault, args, input: input.text, stderr });
  }
  return { faults, codes };
}

async function judged(
  args: readonly string[],
  folder: string,
): Promise<{ readonly fault: string | undefined; readonly code: number; readonly stderr: string }> {
  try {
    const answer = await answerTo(args, folder);
    return { fault: faultOf(answer), code: answer.code, stderr: answer.stderr };
  } catch (error) {
    return { fault: 'it threw', code: -1, stderr: String(error) };
  }
}
