/** Lint rules. What the tidy test can say better (file length, dead exports) is not repeated here. */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { defineConfig } from 'eslint/config';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const banned = JSON.parse(
  readFileSync(new URL('scripts/maintenance/tidy/banned.json', import.meta.url), 'utf8'),
);
const LAYERS = ['sim', 'hosting', 'models', 'properties', 'reports', 'library', 'scripts'];
const STUDIES = ['sms2', 'store-forward'];
/** Whatever plays a scenario. */
const RUNNERS = [
  'sim/world/world.ts',
  'properties/oracle/judged-run.ts',
  'properties/trace/recorded.ts',
  'properties/trace/steps.ts',
  'properties/explain/explain.ts',
  'properties/explain/story.ts',
  'properties/explain/twin.ts',
  'properties/shrink/minimise.ts',
  'properties/frontier/frontier.ts',
  'properties/campaign/explore.ts',
  'properties/campaign/run-share.ts',
  'properties/campaign/diagnose.ts',
  'properties/campaign/recorded-findings.ts',
  'properties/check/check.ts',
];
const DETERMINISTIC = banned.layers.map((layer) => `${layer}/**/*.ts`);
/** What a page may hold: no built-in of Node is there. */
const PORTABLE = LAYERS.filter((layer) => layer !== 'scripts').map((layer) => `${layer}/**/*.ts`);
/** What stands in for Node, or bundles for it: decision 35. */
const NODES_SIDE = [
  'hosting/realm/node/*.ts',
  'hosting/shims/node/**/*.ts',
  'hosting/bundler/**/*.ts',
];
/** Set-ups of released packages, which a workspace of their own installs. */
const STUDIED = ['studies/node/*.ts', 'studies/browser/*.ts'];
const ONE_WAY = `Imports go one way: ${LAYERS.join(' ← ').replace('hosting ← models', 'hosting, models')}.`;

/** No layer imports a later one, the engine imports no study, and no study another. */
const zones = [
  ...LAYERS.flatMap((layer, at) =>
    LAYERS.slice(at + 1).map((later) => ({
      target: `./${layer}`,
      from: `./${later}`,
      message: `${ONE_WAY} Move what ${layer}/ needs down, or take it as a parameter.`,
    })),
  ),
  {
    target: './models',
    from: './hosting',
    message: `${ONE_WAY} A model is pure; hosting/ is beside it.`,
  },
  ...STUDIES.map((study) => ({
    target: [
      './properties/!(*.test).ts',
      './properties/!(' + STUDIES.join('|') + ')/**/!(*.test).ts',
    ],
    from: [`./properties/${study}`, `./models/${study}`],
    message: 'The engine imports no study: take the study as a parameter.',
  })),
  // What reports print was run before; golden files and tests make their own runs.
  ...RUNNERS.map((runner) => ({
    target: ['./reports/!(*.test).ts', './reports/!(golden)/**/!(*.test).ts'],
    from: `./${runner}`,
    message: 'A report runs nothing: take what was run as data.',
  })),
  ...STUDIES.flatMap((study) =>
    ['models', 'properties'].map((layer) => ({
      target: `./${layer}/${study}`,
      from: STUDIES.filter((other) => other !== study).map((other) => `./${layer}/${other}`),
      message: 'A study imports no other study.',
    })),
  ),
];

const instead = (name, replacement) => `${name} differs between runs or machines: ${replacement}.`;

const onlyInNode = (name) =>
  `${name} is Node's own, and this layer runs in a page too: take what it gives as a parameter, and call it in scripts/.`;

const NODE_GLOBALS = [
  'Buffer',
  'require',
  'module',
  'exports',
  '__dirname',
  '__filename',
  'global',
];
/** The built-ins of Node by both of their names, but for those that are banned for another reason. */
const NODE_MODULES = [...builtinModules, 'test', 'sea', 'sqlite', 'test/reporters']
  .filter((name) => !Object.hasOwn(banned.modules, name.replace(/^node:/, '')))
  .flatMap((name) => [name.replace(/^node:/, ''), `node:${name.replace(/^node:/, '')}`]);

/** In a selector a slash ends the regular expression. */
const BUILTIN = `(node:.*|${builtinModules.map((name) => name.replaceAll('/', '\\/')).join('|')})$`;

/** Import expressions are not imports to the rule that knows the modules by name. */
const NO_DEFERRED_BUILTIN = {
  selector: `ImportExpression[source.value=/^${BUILTIN}/]`,
  message: onlyInNode('A built-in module'),
};

/**
 * The packages of each layer. Every other may read a clock, and a page would have to hold it. The
 * project's own name would let a layer import a later one.
 */
const PACKAGES = {
  sim: [],
  hosting: ['acorn', 'esbuild', '@jridgewell/trace-mapping', 'pako'],
  models: [],
  properties: ['fast-check', 'pako', '@cfworker/json-schema', 'leven'],
  reports: ['picocolors', 'cli-table3', 'd3-selection', 'd3-zoom'],
  library: [],
};
const PACKAGE_DOORS = {
  'sim/model/random.ts': ['seedrandom'],
  'sim/model/seedrandom-alea.d.ts': ['seedrandom'],
  'sim/queue/fake-timers.ts': ['@sinonjs/fake-timers'],
};

const anyOf = (packages) =>
  packages.length === 0 ? '' : `|(${packages.join('|').replaceAll('/', '\\/')})(\\/|$)`;
const notOfTheLayer =
  'A package that this layer does not list (PACKAGES in eslint.config.js): take what it gives as a parameter.';

const onlyPackages = (packages) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    {
      patterns: [{ regex: `^(?!\\.\\.?\\/|${BUILTIN}${anyOf(packages)})`, message: notOfTheLayer }],
    },
  ],
});

/** An import whose source is put together, or a package of another layer. */
const noDeferred = (packages) => ({
  selector: `ImportExpression:not([source.value=/^(\\.\\.?\\/|${BUILTIN}${anyOf(packages)})/])`,
  message: notOfTheLayer,
});

/** The global object by another name, or by a name of its members that is put together. */
const NO_GLOBAL_OBJECT = {
  selector:
    ':not(MemberExpression) > Identifier[name="globalThis"], MemberExpression[computed=true][object.name="globalThis"][property.type!="Literal"]',
  message: 'The global object hides which names are read: name the one that is meant.',
};

/** What may not be written in a layer, besides what is banned by name. */
const syntaxOf = (layer) => [
  NO_IMPORT_TYPE,
  NO_DEFERRED_BUILTIN,
  noDeferred(PACKAGES[layer]),
  NO_DOUBLE_CAST,
  // What stands in for a host's globals defines them.
  ...(layer === 'hosting' ? [] : [NO_GLOBAL_OBJECT]),
  ...(layer === 'models' ? [NO_SPREAD_STATE] : []),
];

/**
 * The banned names as rules, without those whose door the file is.
 * `portable`: the built-ins of Node are banned as well.
 */
const bans = (allowed = [], portable = false, builtins = false) => ({
  'no-restricted-globals': [
    'error',
    {
      globals: [
        ...Object.entries(banned.globals)
          .filter(([name]) => !allowed.includes(name))
          .map(([name, replacement]) => ({ name, message: instead(name, replacement) })),
        ...(portable ? NODE_GLOBALS : []).map((name) => ({ name, message: onlyInNode(name) })),
      ],
      checkGlobalObject: true,
    },
  ],
  'no-restricted-properties': [
    'error',
    ...Object.entries(banned.members).flatMap(([object, { names, instead: replacement }]) =>
      names
        .filter((property) => !allowed.includes(`${object}.${property}`))
        .map((property) => ({
          object,
          property,
          message: instead(`${object}.${property}`, replacement),
        })),
    ),
    ...Object.entries(banned.methods)
      .filter(([property]) => !allowed.includes(property))
      .map(([property, replacement]) => ({ property, message: instead(property, replacement) })),
  ],
  'no-restricted-imports': [
    'error',
    {
      paths: [
        ...Object.entries(builtins ? {} : banned.modules).flatMap(([module, replacement]) =>
          [module, `node:${module}`]
            .filter((name) => !allowed.includes(name))
            .map((name) => ({ name, message: instead(name, replacement) })),
        ),
        ...(portable ? NODE_MODULES : []).map((name) => ({ name, message: onlyInNode(name) })),
      ],
    },
  ],
});

const NO_IMPORT_TYPE = {
  selector: 'TSImportType',
  message: 'Write an import statement; the layer rule reads those.',
};

/** What models change at every event. Each spread makes a layout of its own, and whoever reads it pays. */
const NO_SPREAD_STATE = {
  selector:
    'ObjectExpression[properties.length>1] > SpreadElement[argument.name=/^(state|before|next|row|record)$/]',
  message: 'Write its fields out, or see models/rules/amended.ts.',
};

/** A cast through `unknown` takes the compiler's word away: each kind has one file that may do it. */
const NO_DOUBLE_CAST = {
  selector: 'TSAsExpression > TSAsExpression',
  message:
    'A cast of a cast: use msOf and localMs (sim/model/time.ts), jsonOf (properties/json/scenario.ts) or eraseStudy (properties/study/erase.ts).',
};
const CAST_DOORS = [
  // Opaque times are plain integers at run time.
  'sim/model/time.ts',
  // A scenario is plain JSON.
  'properties/json/scenario.ts',
  // A study whose own types nobody outside it needs to know.
  'properties/study/erase.ts',
  // A study's functions are wrapped by name.
  'properties/study/guarded.ts',
];

export default defineConfig(
  { ignores: ['dist/', 'coverage/', '.skewproof/', '**/node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    settings: {
      'import-x/resolver-next': [
        createNodeResolver({
          extensions: ['.ts', '.js', '.json'],
          extensionAlias: { '.js': ['.ts', '.js'] },
        }),
      ],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'import-x/no-extraneous-dependencies': [
        'error',
        {
          devDependencies: [
            '**/*.test.ts',
            'bench/**',
            'examples/**',
            'scripts/maintenance/tidy/**',
            'scripts/maintenance/documents/**',
            'scripts/maintenance/packages/**',
            // Bundled when the package is built.
            'reports/html/client/**',
          ],
        },
      ],
      'no-restricted-syntax': ['error', NO_IMPORT_TYPE, NO_DOUBLE_CAST],
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      // A mark that a function uses one type throughout is worth a type parameter used once.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Opaque times are plain integers at run time.
      '@typescript-eslint/no-base-to-string': [
        'error',
        { ignoredTypeNames: ['TrueMs', 'LocalMs', 'ElapsedMs', 'Error', 'RegExp', 'URL'] },
      ],
      // Index signatures: `record['key']` says that the key need not be there.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // Hot loops count.
      '@typescript-eslint/prefer-for-of': 'off',
      // JSON's recursive types cannot be a Record.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // A narrowing `as` after a check on the index reads better here than a branch never taken.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
    },
  },
  { files: DETERMINISTIC, rules: bans() },
  {
    files: PORTABLE,
    ignores: ['**/*.test.ts'],
    rules: bans([], true),
  },
  ...Object.entries(PACKAGES).map(([layer, packages]) => ({
    files: [`${layer}/**/*.ts`],
    ignores: ['**/*.test.ts'],
    rules: { ...onlyPackages(packages), 'no-restricted-syntax': ['error', ...syntaxOf(layer)] },
  })),
  ...Object.entries(PACKAGE_DOORS).map(([file, packages]) => ({
    files: [file],
    rules: onlyPackages(packages),
  })),
  {
    // What a shim does is compared with the host's own.
    files: ['hosting/**/*.test.ts', 'hosting/**/conformance.ts', 'hosting/_programs/**/*.ts'],
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-imports': 'off',
      'no-restricted-properties': 'off',
    },
  },
  {
    // Played as text on modules of both sides, or on packages that are not installed: no type is known.
    files: ['hosting/**/conformance.ts', ...STUDIED],
    rules: Object.fromEntries(
      [
        'no-confusing-void-expression',
        'no-explicit-any',
        'no-misused-promises',
        'no-unsafe-argument',
        'no-unsafe-assignment',
        'no-unsafe-call',
        'no-unsafe-member-access',
        'no-unsafe-return',
        'prefer-promise-reject-errors',
        'restrict-plus-operands',
        'restrict-template-expressions',
      ].map((rule) => [`@typescript-eslint/${rule}`, 'off']),
    ),
  },
  {
    // A study's function runs inside the program, where `require` is what is there.
    files: STUDIED,
    rules: {
      'import-x/no-extraneous-dependencies': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    // Node's modules are theirs; the host's clock, randomness and timers are not.
    files: NODES_SIDE,
    ignores: ['**/*.test.ts', 'hosting/**/conformance.ts'],
    rules: {
      ...bans([], false, true),
      'no-restricted-syntax': ['error', NO_IMPORT_TYPE, NO_DOUBLE_CAST],
    },
  },
  {
    files: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_IMPORT_TYPE] },
  },
  {
    files: CAST_DOORS,
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': ['error', NO_IMPORT_TYPE, NO_DEFERRED_BUILTIN, NO_GLOBAL_OBJECT],
    },
  },
  ...banned.doors.map(({ file, names }) => ({
    files: [file],
    rules: bans(names, !file.endsWith('.test.ts')),
  })),
  {
    // Shows what does not compile.
    files: ['sim/model/time.test.ts'],
    rules: { '@typescript-eslint/restrict-plus-operands': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.recommended],
  },
  {
    // A table of a test may be long; what a reader has to follow may not.
    files: ['**/*.{ts,js,mjs}'],
    ignores: ['**/*.test.ts'],
    rules: {
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
);
