/** Names of mutants that survive edits of other lines, and the sample that a seed draws. */
import { createHash } from 'node:crypto';

/** A mutant as the instrumenter states it: places count from 0. */
export interface RawMutant {
  readonly id: string;
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status?: string | undefined;
  readonly location: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
}

export interface Mutant {
  /** Number by which the instrumented code knows it. */
  readonly id: string;
  /** Name that holds while its own text and the equal ones before it stay. */
  readonly key: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly original: string;
  readonly replacement: string;
}

const TEXT_MAX = 90;

const shortened = (text: string): string => {
  const squeezed = text.replaceAll(/\s+/g, ' ').trim();
  return squeezed.length <= TEXT_MAX ? squeezed : `${squeezed.slice(0, TEXT_MAX - 1)}…`;
};

function textAt(text: string, { start, end }: RawMutant['location']): string {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  const last = lines.length - 1;
  return lines
    .map((line, at) =>
      line.slice(at === 0 ? start.column : 0, at === last ? end.column : line.length),
    )
    .join('\n');
}

/** Mutations that are no arrays without their elements are refused by the compiler. */
const isTried = ({ mutatorName, replacement, status }: RawMutant): boolean =>
  status !== 'Ignored' && (mutatorName !== 'ArrayDeclaration' || replacement === '[]');

/** @param texts contents of the mutated files, by name */
export function mutantsOf(
  raw: readonly RawMutant[],
  texts: ReadonlyMap<string, string>,
): readonly Mutant[] {
  const equal = new Map<string, number>();
  return raw.filter(isTried).map((one) => {
    const { id, fileName: file, location } = one;
    const original = shortened(textAt(texts.get(file) ?? '', location));
    const replacement = shortened(one.replacement);
    const name = `${file}: ${original} → ${replacement}`;
    const number = (equal.get(name) ?? 0) + 1;
    equal.set(name, number);
    const key = number === 1 ? name : `${name} (${String(number)})`;
    return { id, key, file, line: location.start.line + 1, original, replacement };
  });
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Short hash of a source, by which a result is known to be of this text. */
export const versionOf = (text: string): string => hashOf(text).slice(0, 12);

/** `count` mutants in an order that the seed draws; others that come or go leave the order as it is. */
export const sampleOf = (
  mutants: readonly Mutant[],
  seed: number,
  count: number,
): readonly Mutant[] =>
  mutants
    .map((mutant) => ({ mutant, rank: hashOf(`${String(seed)} ${mutant.key}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, count)
    .map(({ mutant }) => mutant);

export const mutantsIn = (
  mutants: readonly Mutant[],
  files: readonly string[],
): readonly Mutant[] => mutants.filter(({ file }) => files.includes(file));
