/** The sources that are mutated, the mutations that are left out, and the tests that may kill one. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Area {
  readonly name: string;
  /** Files, or folders with all their files, from the root. */
  readonly sources: readonly string[];
  /** Test files, or folders with all their test files. */
  readonly tests: readonly string[];
  /** True: campaigns of the fix are played too. */
  readonly campaigns: boolean;
}

const FIX_TESTS = [
  'models/sms2',
  'properties/sms2/article',
  'properties/sms2/coverage.test.ts',
  'properties/sms2/documented/servers.test.ts',
  'properties/sms2/documented/stories.test.ts',
  'properties/sms2/holds.test.ts',
  'properties/sms2/regressions.test.ts',
  'properties/sms2/servers.test.ts',
  'properties/sms2/stories.test.ts',
  'properties/sms2/story-defects.test.ts',
  'properties/sms2/teeth.test.ts',
];

export const AREAS: readonly Area[] = [
  {
    name: 'fix',
    sources: ['models/sms2/fixed', 'models/sms2/site'],
    tests: FIX_TESTS,
    campaigns: true,
  },
  {
    name: 'collectors',
    sources: ['models/collectors'],
    tests: ['models/collectors', 'properties/collectors'],
    campaigns: false,
  },
  {
    name: 'oracle',
    sources: ['properties/oracle'],
    tests: [
      'properties/oracle',
      'properties/broken-contracts.test.ts',
      'properties/plain-data.test.ts',
      'properties/study/contract.test.ts',
      'properties/store-forward/holds.test.ts',
      ...FIX_TESTS,
    ],
    campaigns: true,
  },
];

/**
 * Files that are not mutated, or folders. A mutant of a planted defect is another planted defect. The
 * rows of the collectors are data; docs/collectors.md prints them, and a test compares it.
 */
const NOT_MUTATED: readonly string[] = ['models/sms2/fixed/defects.ts', 'models/collectors/rows'];

/**
 * Mutations whose results the compiler refuses nearly always: an object without its fields, a
 * function without its value, an empty string for a member of a union. Those that remain concern the
 * words of messages.
 */
export const EXCLUDED_MUTATIONS: readonly string[] = [
  'ArrowFunction',
  'ObjectLiteral',
  'Regex',
  'StringLiteral',
];

const filesBelow = (root: string, path: string): readonly string[] =>
  path.endsWith('.ts')
    ? [path]
    : readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
        .map((file) => `${path}/${file.replaceAll('\\', '/')}`)
        .filter((file) => file.endsWith('.ts'))
        .sort();

const isTest = (path: string): boolean => path.endsWith('.test.ts');

export const sourcesOf = (root: string, { sources }: Area): readonly string[] =>
  sources
    .flatMap((path) => filesBelow(root, path))
    .filter((path) => !isTest(path) && !NOT_MUTATED.some((left) => path.startsWith(left)));

export const testsOf = (root: string, { tests }: Area): readonly string[] =>
  tests
    .flatMap((path) => filesBelow(root, path))
    .filter((path) => isTest(path) && !path.split('/').at(-1)?.startsWith('_'));
