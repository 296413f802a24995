/**
 * Runs tests in this process, one by one, with the assertions that ours use. A runner of tests would
 * start a thread for each file, which takes longer than most tests.
 */
import assert from 'node:assert/strict';

interface Thrown {
  readonly message?: string | RegExp;
  readonly instanceOf?: new (...given: never[]) => unknown;
  readonly code?: string;
  readonly name?: string;
}

const noted = (message: string | undefined, otherwise: string): string => message ?? otherwise;

function checkThrown(error: unknown, expected: Thrown = {}): Error {
  const { message, instanceOf, code, name } = expected;
  if (instanceOf !== undefined) assert.ok(error instanceof instanceOf, 'thrown by another class');
  const thrown = error as Error & { readonly code?: string };
  if (typeof message === 'string') assert.equal(thrown.message, message);
  else if (message !== undefined) assert.match(thrown.message, message);
  if (code !== undefined) assert.equal(thrown.code, code);
  if (name !== undefined) assert.equal(thrown.name, name);
  return thrown;
}

/** The value without the fields that are not expected, at any depth. */
const partOf = (value: unknown, expected: unknown): unknown =>
  typeof expected !== 'object' || expected === null || typeof value !== 'object' || value === null
    ? value
    : Array.isArray(expected)
      ? value
      : Object.fromEntries(
          Object.entries(expected)
            .filter(([name]) => Object.hasOwn(value, name))
            .map(([name, part]) => [name, partOf((value as Record<string, unknown>)[name], part)]),
        );

/** The subset of AVA's assertions; each throws where AVA's would fail. */
const ASSERTIONS = {
  is: (value: unknown, expected: unknown) => {
    assert.ok(Object.is(value, expected), `${String(value)} is not ${String(expected)}`);
  },
  not: (value: unknown, other: unknown) => {
    assert.ok(!Object.is(value, other), 'the same');
  },
  deepEqual: (value: unknown, expected: unknown) => {
    assert.deepEqual(value, expected);
  },
  notDeepEqual: (value: unknown, expected: unknown) => {
    assert.notDeepEqual(value, expected);
  },
  like: (value: unknown, expected: object) => {
    assert.deepEqual(partOf(value, expected), expected);
  },
  true: (value: unknown, message?: string) => {
    assert.equal(value, true, message);
  },
  false: (value: unknown, message?: string) => {
    assert.equal(value, false, message);
  },
  truthy: (value: unknown, message?: string) => {
    assert.ok(value, message);
  },
  falsy: (value: unknown, message?: string) => {
    assert.ok(!(value as boolean), message);
  },
  regex: (text: string, pattern: RegExp) => {
    assert.match(text, pattern);
  },
  notRegex: (text: string, pattern: RegExp) => {
    assert.doesNotMatch(text, pattern);
  },
  pass: () => undefined,
  fail: (message?: string) => {
    assert.fail(noted(message, 'failed'));
  },
  throws: (call: () => unknown, expected?: Thrown) => {
    let returned = false;
    try {
      call();
      returned = true;
    } catch (error) {
      return checkThrown(error, expected);
    }
    return assert.fail(`nothing was thrown: ${String(returned)}`);
  },
  throwsAsync: async (call: Promise<unknown> | (() => Promise<unknown>), expected?: Thrown) => {
    try {
      await (typeof call === 'function' ? call() : call);
    } catch (error) {
      return checkThrown(error, expected);
    }
    return assert.fail('nothing was thrown');
  },
  notThrows: (call: () => unknown) => {
    call();
  },
  log: () => undefined,
  timeout: () => undefined,
};

/** Runs a test; its result is compared between runs without a mutant and with one. */
export type Run = (assertions: typeof ASSERTIONS) => unknown;

/** Long tests that the campaigns stand for, or that count how often a defect shows. */
const NOT_PLAYED = /^teeth - (?:in a crowd|the fix itself)/;

const tests = new Map<string, Run>();
let file = '';

/** Sets the file that the next registered tests belong to. */
export function registering(name: string): void {
  file = name;
}

/** Registers a test, as AVA's `test` does. */
export const register = (title: string, run: Run): void => {
  if (!NOT_PLAYED.test(title)) tests.set(`${file} | ${title}`, run);
};

/** Names of all registered tests: file and title. */
export const testNames = (): readonly string[] => [...tests.keys()];

export interface Outcome {
  /** The failure in words; undefined: the test passed. */
  readonly failure?: string;
  readonly returned?: unknown;
  /** User and system time of this process, s. */
  readonly seconds: number;
}

const FAILURE_MAX = 300;

/** Runs one registered test. */
export async function runTest(name: string): Promise<Outcome> {
  const before = process.cpuUsage();
  const seconds = (): number => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  try {
    const run = tests.get(name);
    // A file that a mutant keeps from loading registers nothing.
    if (run === undefined) throw new Error('its file does not load');
    const returned = await run(ASSERTIONS);
    return { returned, seconds: seconds() };
  } catch (error) {
    const failure = String(error instanceof Error ? error.message : error).slice(0, FAILURE_MAX);
    return { failure, seconds: seconds() };
  }
}
