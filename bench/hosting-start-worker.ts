/**
 * `hosting-start-worker <file>`: bundles the program of a study, plays one run, and prints the processor
 * time of its process.
 */
import { join } from 'node:path';
import { outsideMicrotasks } from '../hosting/realm/node/drain.js';
import { runScenario } from '../properties/oracle/judged-run.js';
import { loadedModule } from '../scripts/config/module-file.js';
import type { ProgramStudy } from '../scripts/maintenance/packages/loss.js';
import { ROOT } from '../scripts/maintenance/packages/roster.js';
import type { Start } from '../scripts/maintenance/packages/hosting-measures.js';

const [file = ''] = process.argv.slice(2);
const study = (await loadedModule(join(ROOT, file)))['default'] as ProgramStudy;
await outsideMicrotasks(() => runScenario(study, study.simplest('shipped')));
const { user, system } = process.cpuUsage();
const started: Start = { study: study.name, ms: Math.round((user + system) / 1_000) };
process.stdout.write(JSON.stringify(started));
