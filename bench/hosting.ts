/**
 * `npm run bench:hosting`: runs of a hosted program for each second of processor time, with a bundle of
 * 50 kB and one of 1 MB, each incarnation evaluated fresh; and what starting costs. `-- --keep` saves the
 * figures for docs/packages.md, with the false alarms of `--results`. With
 * `-- --correct <runs> [--results <file>]` it searches right set-ups instead: nothing may be found.
 */
import { parseArgs } from 'node:util';
import { hostModel } from '../hosting/host-model.js';
import type { HostInput } from '../hosting/host-model.js';
import type { HttpMessage } from '../hosting/network/http.js';
import type { Program } from '../hosting/program.js';
import type { Model } from '../sim/model/node.js';
import { World } from '../sim/world/world.js';
import { keepMeasures } from '../scripts/maintenance/packages/hosting-measures.js';
import type { Speed } from '../scripts/maintenance/packages/hosting-measures.js';
import { alarmsIn, printFalseAlarms } from './hosting-correct.js';
import { measuredStarts } from './hosting-start.js';

const AGENT = `
const queue = [];
exports.start = ({ track }) => {
  track((marker) => { queue.push({ marker, at: Date.now() }); });
  setInterval(async () => {
    if (queue.length === 0) return;
    const batch = queue.splice(0);
    try {
      const { ok } = await fetch('https://ingest.example/v1', { method: 'POST', body: JSON.stringify(batch) });
      if (!ok) throw new Error('refused');
    } catch { queue.unshift(...batch); }
  }, 10_000);
};`;

/** Modules as bundlers write them, each of some 2 kB, all evaluated at the start. */
function bundleOf(bytes: number): string {
  const modules: string[] = [];
  for (let size = AGENT.length, n = 0; size < bytes; n += 1) {
    const methods = Array.from(
      { length: 12 },
      (_, m) => `
  method${String(m)}(value, options = {}) {
    const { limit = ${String(m)}, name = 'n${String(n)}' } = options;
    if (value > limit) return this.state.get(name) ?? value - limit;
    return [value, limit].map((x) => x * 2).filter((x) => x > 1);
  }`,
    );
    const text = `
var module_${String(n)} = (() => { class Part${String(n)} { constructor() { this.state = new Map(); }${methods.join('')}
}
const table = { a: ${String(n)}, b: [1, 2, 3], c: new Set(['x', 'y']), r: /a+b?/g };
return { Part${String(n)}, table, made: new Part${String(n)}() }; })();`;
    modules.push(text);
    size += text.length;
  }
  return modules.join('') + AGENT;
}

const SERVER: Model<number, HttpMessage, HostInput> = {
  name: 'server',
  initial: 0,
  step: (count, event) =>
    event.kind === 'message' && event.message.kind === 'request'
      ? [
          count + 1,
          [
            {
              kind: 'send',
              to: event.from,
              message: {
                kind: 'response',
                id: event.message.id,
                status: 200,
                headers: [],
                body: '',
              },
            },
          ],
        ]
      : [count, []],
};

/** A minute in which ten records are tracked and sent. @returns the trace hash */
function play(program: Program): string {
  let record = 0;
  return new World<HttpMessage, HostInput>({
    seed: 1,
    nodes: [
      { name: 'app', model: hostModel({ program, server: 'server' }), clock: { offsetMs: 1e12 } },
      { name: 'server', model: SERVER },
    ],
    defaultLink: { latencyMsMin: 20, latencyMsMax: 20 },
    sources: [
      {
        next: () =>
          (record += 1) <= 10
            ? { at: record * 5_000, node: 'app', input: { kind: 'track', record } }
            : undefined,
      },
    ],
    faults: [],
    healAt: 60_000,
    endAt: 60_000,
  }).run().hash;
}

const cpuMs = (): number => process.cpuUsage().user / 1_000;

function measure(name: string, bytes: number): Speed {
  const code = bundleOf(bytes);
  const program: Program = { name, platform: 'node', code, hash: name };
  const before = cpuMs();
  const hash = play(program);
  const firstMs = cpuMs() - before;
  for (const from = cpuMs(); cpuMs() < from + 1_000;) play(program);
  const rates: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const from = cpuMs();
    let runs = 0;
    for (; cpuMs() < from + 1_000; runs += 1)
      if (play(program) !== hash) throw new Error(`${name}: two runs differ`);
    rates.push((1_000 * runs) / (cpuMs() - from));
  }
  rates.sort((a, b) => a - b);
  const [least = 0, , median = 0, , most = 0] = rates.map((rate) => Math.round(rate));
  const kB = Math.round(code.length / 1_000);
  console.log(
    `${name.padEnd(8)} ${String(kB).padStart(5)} kB  ${String(median).padStart(5)} runs/s (${String(least)} to ${String(most)})  first run ${firstMs.toFixed(0)} ms`,
  );
  return { kB, runsPerSecond: median };
}

/** @param results shares of a search for false alarms; undefined: save nothing */
function measureAll(results: string | undefined): void {
  console.log(
    `Node ${process.version}, user time; loading skewproof took ${cpuMs().toFixed(0)} ms`,
  );
  const speeds = [measure('small', 50_000), measure('large', 1_000_000)];
  const starts = measuredStarts();
  for (const { study, ms } of starts)
    console.log(`${study}: bundled and running after ${String(ms)} ms of processor time`);
  if (results !== undefined)
    keepMeasures({ node: process.version, speeds, starts, alarms: alarmsIn(results) });
}

const { values } = parseArgs({
  options: {
    correct: { type: 'string' },
    keep: { type: 'boolean' },
    results: { type: 'string', default: '.skewproof/correct.jsonl' },
  },
});
const runs = Number(values.correct ?? 0);
if (!Number.isSafeInteger(runs) || runs < 0) {
  process.stderr.write(`--correct: expected a number of runs, got "${String(values.correct)}"\n`);
  process.exitCode = 2;
} else if (runs > 0) await printFalseAlarms(runs, values.results);
// Outside of the module's own top level, which is a microtask.
else
  setImmediate(() => {
    measureAll(values.keep === true ? values.results : undefined);
  });
