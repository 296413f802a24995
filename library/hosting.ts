/**
 * The door `skewproof/hosting`: a program as it is, unmodified, under the harness. Its code is bundled
 * when the study is made; the bundler is loaded only then.
 */
import type { HttpMessage } from '../hosting/network/http.js';
import { programStudy } from '../properties/hosted/program.js';
import type { ProgramOptions } from '../properties/hosted/program.js';
import type { HostedInput } from '../properties/hosted/protocol.js';
import type { ProgramScenario } from '../properties/hosted/scenario/scenario.js';
import type { Study } from '../properties/study/contract.js';

export { outsideMicrotasks } from '../hosting/realm/node/drain.js';
export type { PagesOptions } from '../hosting/host-model.js';
export type { HttpHeaders, HttpMessage } from '../hosting/network/http.js';
export type {
  Collector,
  CollectorAnswer,
  CollectorHandler,
  CollectorName,
  CollectorRequest,
} from '../properties/hosted/collectors.js';
export type {
  CollectorNode,
  ProgramHost,
  ProgramOptions,
  ProgramSource,
  ProgramVariantOptions,
} from '../properties/hosted/program.js';
export type { ProgramScenario } from '../properties/hosted/scenario/scenario.js';
export type { Weather } from '../properties/hosted/scenario/weather.js';

/**
 * Makes the study of a program: its code runs as it is, on simulated clocks, timers, network and disk.
 * @example
 * ```ts
 * export default program<typeof import('./src/telemetry.js')>({
 *   name: 'acme-telemetry',
 *   agent: './src/telemetry.ts',
 *   from: import.meta.url,
 *   start: ({ Telemetry }, { track, flush, told }) => {
 *     const telemetry = new Telemetry({ url: 'https://ingest.example/v1' });
 *     telemetry.on('error', told);
 *     track((marker) => telemetry.track({ event: 'use', marker }));
 *     flush(() => telemetry.flush());
 *   },
 * });
 * ```
 * @throws SkewproofError SKEW-101 for a field that is missing or wrong, and for code that cannot be
 *   bundled
 * @since 0.1.0
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an agent whose types are not named
export const program = <Agent = any>(
  options: ProgramOptions<Agent>,
): Promise<Study<ProgramScenario, HttpMessage, HostedInput>> =>
  programStudy(async (input) => {
    const { bundleProgram } = await import('../hosting/bundler/bundle.js');
    return await bundleProgram(input);
  }, options);
