/**
 * `console` of a hosted process. Errors and warnings are reports to the operator; all else goes to
 * standard output, which no operator reads.
 */
import { format, formatWithOptions, inspect } from 'node:util';
import { Console } from 'node:console';
import type { HostedProcess } from '../../../realm/hosted-process.js';

export interface Output {
  readonly out: (text: string) => void;
  /** `name`: which call printed it. */
  readonly error: (text: string, name: string) => void;
}

type Print = (...data: unknown[]) => void;

/** Stopwatches by label, on the elapsed clock of the process. */
function stopwatches(
  host: HostedProcess,
  log: Print,
  warn: Print,
): Pick<Console, 'time' | 'timeLog' | 'timeEnd'> {
  const timers = new Map<string, number>();
  const elapsed = (label: string, call: string): string | undefined => {
    const from = timers.get(label);
    if (from === undefined) warn(`Warning: No such label '${label}' for console.${call}()`);
    return from === undefined ? undefined : `${label}: ${String(host.elapsedMs - from)}ms`;
  };
  return {
    time: (label = 'default') => {
      if (timers.has(label)) warn(`Warning: Label '${label}' already exists for console.time()`);
      else timers.set(label, host.elapsedMs);
    },
    timeLog: (label = 'default', ...data: unknown[]) => {
      const text = elapsed(label, 'timeLog');
      if (text !== undefined) log(text, ...data);
    },
    timeEnd: (label = 'default') => {
      const text = elapsed(label, 'timeEnd');
      if (text !== undefined) log(text);
      timers.delete(label);
    },
  };
}

export function consoleShim(host: HostedProcess, output: Output): Console {
  const counts = new Map<string, number>();
  let indent = '';
  const indented = (text: string): string =>
    `${indent}${indent === '' ? text : text.replaceAll('\n', `\n${indent}`)}\n`;
  const log: Print = (...data) => {
    output.out(indented(format(...data)));
  };
  const to =
    (name: string): Print =>
    (...data) => {
      output.error(indented(format(...data)), name);
    };
  const error = to('console.error');
  const warn = to('console.warn');
  const group: Print = (...data) => {
    if (data.length > 0) log(...data);
    indent += '  ';
  };
  return {
    log,
    info: log,
    debug: log,
    error,
    warn,
    trace: (...data: unknown[]) => {
      const trace = new Error(format(...data));
      trace.name = 'Trace';
      to('console.trace')(trace.stack);
    },
    dir: (value: unknown, options?: object) => {
      log(inspect(value, { customInspect: false, ...options }));
    },
    dirxml: log,
    assert: (holds: unknown, ...data: unknown[]) => {
      if (Boolean(holds)) return;
      // As Node has it: what is no text is written as one all the same.
      if (data.length === 0) warn('Assertion failed');
      else warn(`Assertion failed: ${String(data[0])}`, ...data.slice(1));
    },
    table: (rows: unknown) => {
      log(formatWithOptions({}, '%O', rows));
    },
    count: (label = 'default') => {
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      log(`${label}: ${String(count)}`);
    },
    countReset: (label = 'default') => {
      if (!counts.delete(label)) warn(`Warning: Count for '${label}' does not exist`);
    },
    group,
    groupCollapsed: group,
    groupEnd: () => {
      indent = indent.slice(2);
    },
    ...stopwatches(host, log, warn),
    timeStamp: () => undefined,
    profile: () => undefined,
    profileEnd: () => undefined,
    clear: () => undefined,
    Console,
  };
}
