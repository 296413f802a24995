/** The content of the packed package: nothing that is not wanted, and all that its documents link to. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Build leftovers, tests, and what only the work on the package needs. */
const UNWANTED =
  /\.tsbuildinfo$|\.map$|^dist\/.*\.test\.|^dist\/(.*\/)?_[^/]*$|^dist\/(bench|examples|scripts\/maintenance)\/|(^|\/)bench-|\/golden\//;
const NEEDED = ['LICENSE', 'README.md', 'package.json', 'dist/scripts/skewproof.js'];

/** Lists source files for those who change the package; the package ships what was built from them. */
const LINKS_TO_SOURCES = ['docs/files.md'];

/** Returns complaints about a tarball's paths. */
export const wrongPaths = (paths, doors) => [
  ...[...NEEDED, ...doors]
    .filter((path) => !paths.includes(path))
    .map((path) => `${path} is missing`),
  ...paths.filter((path) => UNWANTED.test(path)).map((path) => `${path} is not wanted`),
];

const linksIn = (text) =>
  [...text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)]
    .map(([, link, source]) => link ?? source)
    .filter((link) => !/^[a-z]+:|^#/.test(link));

/** Returns links that lead nowhere, from README.md through every document that it leads to. */
export function deadLinks(root) {
  const dead = [];
  const seen = new Set();
  const waiting = ['README.md'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || LINKS_TO_SOURCES.includes(path)) continue;
    seen.add(path);
    for (const link of linksIn(readFileSync(join(root, path), 'utf8'))) {
      const target = normalize(join(dirname(path), link.split('#')[0] ?? ''));
      if (!existsSync(join(root, target))) dead.push(`${path}: ${link}`);
      else if (target.endsWith('.md')) waiting.push(target);
    }
  }
  return { dead, documents: seen.size };
}
