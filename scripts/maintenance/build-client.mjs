/**
 * Bundles the report page's client into the module that puts it into each page,
 * dist/reports/html/built-client.js. The layers are bundled from their sources, and package.json
 * states that they have no side effects; what the page does not use falls away, and this fails when
 * something else came along.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const KIB_MAX = 150;

/** Packages of the client are bundled; those of the layers must fall away with what imports them. */
const packages = {
  name: 'packages',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || /^(d3-|internmap)/.test(path)
        ? undefined
        : { path, external: true, sideEffects: false },
    );
  },
};

const result = await build({
  absWorkingDir: ROOT,
  entryPoints: ['reports/html/client/index.ts', 'reports/html/client/style.css'],
  outdir: 'client',
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['chrome110', 'firefox113', 'safari16.4'],
  plugins: [packages],
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'error',
});

/** The bundle that lies at this place of the metafile. */
const textOf = (place) =>
  result.outputFiles.find(({ path }) => path.replaceAll('\\', '/').endsWith(`/${place}`)).text;

/** The licences of the packages that are bundled, as they ask to be kept with every copy. */
function licences() {
  const folders = new Set(
    Object.values(result.metafile.outputs)
      .flatMap(({ inputs }) => Object.keys(inputs))
      .flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input) ?? []),
  );
  const texts = [...folders].sort().map((folder) => {
    const text = readFileSync(resolve(ROOT, folder, 'LICENSE'), 'utf8').trim();
    return `${folder.replace(/^.*node_modules\//, '')}: ${text}`;
  });
  return texts.length === 0 ? '' : `/*!\n${texts.join('\n\n')}\n*/\n`;
}

const problems = [];
for (const [path, output] of Object.entries(result.metafile.outputs)) {
  if (output.bytes > KIB_MAX * 1_024)
    problems.push(`${path}: ${Math.ceil(output.bytes / 1_024)} KiB, at most ${KIB_MAX}`);
  const found = [
    ...Object.keys(output.inputs).filter((input) => /^(models|properties\/sms2)\//.test(input)),
    ...output.imports.map((one) => one.path),
  ];
  for (const input of found) problems.push(`${path}: holds ${input}, which no page needs`);
  const endTag = path.endsWith('.css') ? /<\/style/i : /<\/script|<!--/i;
  if (endTag.test(textOf(path)))
    problems.push(`${path}: holds an end tag, which would end it inside a page`);
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
} else {
  const script = licences() + textOf('client/index.js');
  const client = {
    script,
    style: textOf('client/style.css'),
    // Made here: a page is written where no module of Node is.
    scriptHash: `sha256-${createHash('sha256').update(script).digest('base64')}`,
  };
  writeFileSync(
    new URL('../../dist/reports/html/built-client.js', import.meta.url),
    `/** The page's client, built from client/. */\nexport const BUILT_CLIENT = ${JSON.stringify(client)};\n`,
  );
}
