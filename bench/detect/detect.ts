/**
 * `npm run bench:detect`: measures how soon each planted defect is found by our space, by a plain
 * one and by guided search, and whether correct variants stay without a finding. `--help` lists the
 * options.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { campaign, FULL, jobsOf, QUICK } from './campaign.js';
import type { Sizes } from './campaign.js';
import { falseAlarms } from './correct.js';
import { CPU_IS_MEASURED } from './cpu.js';
import { documentOf } from './document.js';
import { SUBJECTS } from './subjects.js';
import { conditionsOf, inOrder, measuredOf, ofOthers } from './summary.js';
import type { DefectRow, FalseAlarms, Measured } from './summary.js';

const HELP = `npm run bench:detect -- [options]

  --study <name>     only this study (${SUBJECTS.map(({ study }) => study).join(', ')})
  --defect <name>    only this defect, repeatable
  --seeds <n>        seeds (default: ${String(FULL.seeds)})
  --shrunk <n>       seeds whose findings are shrunk, 0 for none (default: ${String(FULL.shrunk)})
  --threads <n>      worker threads (default: as many as there are cores)
  --results <file>   results, line by line; those in it are not measured again
  --correct <runs>   search the correct variants instead, this often: nothing may be found
  --quick            few seeds and low limits: figures too rough to quote
  --json             data instead of text
  --write            write docs/detection.md and the figures that it is made of; with --study what
                     they say of the others stays, if it was measured in the same way
`;

const DOCUMENT = fileURLToPath(new URL('../../../docs/detection.md', import.meta.url));
const FIGURES = fileURLToPath(new URL('../../../bench/detect/measured.json', import.meta.url));

const { values } = parseArgs({
  options: {
    study: { type: 'string' },
    defect: { type: 'string', multiple: true },
    seeds: { type: 'string' },
    shrunk: { type: 'string' },
    threads: { type: 'string' },
    results: { type: 'string' },
    correct: { type: 'string' },
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    write: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

function numberOf(name: string, text: string | undefined, least = 1): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  process.stderr.write(
    `--${name}: expected a whole number from ${String(least)} on, got "${text}"\n`,
  );
  process.exit(2);
}

const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const SHOW_EVERY_MS = 10_000;

/** Prints a line of progress at intervals. */
function progress(what: string): (done: number, all: number) => void {
  let lastMs = performance.now();
  return (done, all) => {
    if (performance.now() - lastMs < SHOW_EVERY_MS) return;
    lastMs = performance.now();
    note(`${what}: ${String(done)} of ${String(all)}`);
  };
}

const subjects = SUBJECTS.filter(
  ({ study }) => values.study === undefined || study === values.study,
)
  .map((subject) => ({
    ...subject,
    defects: subject.defects.filter((name) => values.defect?.includes(name) ?? true),
  }))
  .filter(({ defects }) => defects.length > 0);
if (subjects.length === 0) {
  note('No such study or defect.');
  process.exit(2);
}

const known = (): Measured | undefined =>
  existsSync(FIGURES) ? (JSON.parse(readFileSync(FIGURES, 'utf8')) as Measured) : undefined;

/** One line for each defect, since a figure of each search would make thousands. */
function figuresText({ rows, ...conditions }: Measured): string {
  const head = JSON.stringify(conditions, undefined, 1).slice(0, -2);
  const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n');
  return `${head},\n "rows": [\n${lines}\n ]\n}\n`;
}

function write(measured: Measured): void {
  writeFileSync(FIGURES, figuresText(measured));
  writeFileSync(DOCUMENT, documentOf(measured));
  note('docs/detection.md and bench/detect/measured.json written');
}

const threads = numberOf('threads', values.threads);

async function searchCorrect(runs: number): Promise<void> {
  const correct: FalseAlarms[] = [];
  for (const subject of subjects)
    correct.push(
      await falseAlarms(
        subject,
        runs,
        note,
        progress(`${subject.study}/${subject.correct}`),
        threads,
      ),
    );
  for (const { study, variant, alarms, ...one } of correct)
    if (values.json !== true)
      console.log(
        `${study}/${variant}: ${String(alarms)} false alarms in ${String(one.runs)} runs (${String(one.guidedRuns)} guided), ${one.seconds.toFixed(0)} CPU s`,
      );
  if (values.json === true) console.log(JSON.stringify(correct, undefined, 2));
  const measured = known();
  if (values.write === true && measured !== undefined)
    write({ ...measured, correct: [...correct, ...ofOthers(measured.correct, subjects)] });
  process.exitCode = correct.some(({ alarms }) => alarms > 0) ? 1 : 0;
}

/**
 * Checks this before the measurement, so that no time is spent on figures that cannot be written.
 */
function refuseToWrite(why: string): never {
  note(`--write: ${why}`);
  process.exit(2);
}

/** Figures of the studies that this measurement leaves out. */
function rowsKept(sizes: Sizes): readonly DefectRow[] {
  if (values.quick === true || values.defect !== undefined)
    refuseToWrite('--quick and --defect measure a part, and the document must show the whole');
  const before = known();
  if (before === undefined) return [];
  const kept = ofOthers(before.rows, subjects);
  if (kept.length === 0) return [];
  const [then, now] = [conditionsOf(before), conditionsOf({ ...sizes, node: process.version })];
  if (then !== now)
    refuseToWrite(
      `the studies that stay were measured with ${then}, not with ${now}; leave out --study to measure all`,
    );
  return kept;
}

async function detect(): Promise<void> {
  const base = values.quick === true ? QUICK : FULL;
  const sizes = {
    ...base,
    seeds: numberOf('seeds', values.seeds) ?? base.seeds,
    shrunk: numberOf('shrunk', values.shrunk, 0) ?? base.shrunk,
  };
  const kept = values.write === true ? rowsKept(sizes) : [];
  const jobs = jobsOf(subjects, sizes);
  const { trials, interrupted } = await campaign(jobs, {
    results: values.results,
    threads,
    onTrial: progress('trials'),
    onInterrupt: (stop) => {
      process.once('SIGINT', () => {
        note('Stopping after the running trials; Ctrl-C again ends this at once.');
        stop();
      });
    },
  });
  const measured = measuredOf(subjects, trials, sizes, known()?.correct ?? []);
  if (!CPU_IS_MEASURED)
    note('This system reports no processor time per thread: seconds are of the wall clock.');
  if (interrupted) note('Interrupted: the figures are those measured so far.');
  console.log(values.json === true ? JSON.stringify(measured, undefined, 2) : documentOf(measured));
  // A part of the table must not pass for the whole.
  if (values.write === true && !interrupted)
    write({
      ...measured,
      outdated: (known()?.outdated ?? []).filter((name) =>
        subjects.every(({ study }) => study !== name),
      ),
      rows: inOrder([...measured.rows, ...kept]),
    });
  process.exitCode = interrupted ? 130 : 0;
}

const runs = numberOf('correct', values.correct);
if (values.help === true) process.stdout.write(HELP);
else if (runs !== undefined) await searchCorrect(runs);
else await detect();
