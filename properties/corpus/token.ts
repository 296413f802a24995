/**
 * A scenario as text to copy and paste. It holds the whole scenario, as its difference from the
 * study's simplest one, with the versions of what gives it its meaning and a checksum of the
 * scenario itself. The one door to node:zlib.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { hashOf } from '../../sim/hash/hash.js';
import { inputError } from '../../sim/model/errors.js';
import { STREAMS_VERSION } from '../../sim/model/random.js';
import { patched, patchOf } from '../json/patch.js';
import { checkedVariant, studyNamed } from '../studies.js';
import type { AnyStudy } from '../studies.js';
import type { ScenarioBase } from '../study/contract.js';

const PREFIX = 'sk1';

/**
 * Raised whenever a model or the kernel changes what a scenario means (its trace hash), so that
 * an old token can say so.
 */
const MODELS_VERSION = 4;

const meaning = `${STREAMS_VERSION}-${String(MODELS_VERSION)}`;

/** What a token needs of a study. Any study will do, whatever its types. */
type TokenStudy = Pick<AnyStudy, 'name' | 'variants' | 'simplest'>;

type Json = Parameters<typeof patchOf>[0];

/** Of the scenario, whatever the order in which its fields were written. */
const checksumOf = (scenario: unknown): string => hashOf(ordered(scenario)).slice(0, 8);

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.keys(value)
    .sort()
    .map((key) => [key, ordered((value as Record<string, unknown>)[key])]);
}

/** The study need not be one that the command line knows: then its name is part of what the reader needs. */
export function encodeToken(
  scenario: ScenarioBase,
  study: TokenStudy = studyNamed(scenario.study),
): string {
  const { study: name, variant } = scenario;
  const patch = patchOf(scenario as unknown as Json, study.simplest(variant) as unknown as Json);
  const text = JSON.stringify([name, variant, patch]);
  const packed = deflateRawSync(Buffer.from(text, 'utf8'), { level: 9 }).toString('base64url');
  return `${PREFIX}.${meaning}.${checksumOf(scenario)}.${packed}`;
}

interface Decoded {
  readonly scenario: unknown;
  /** Set when the token was made by other models: the run may mean something else. */
  readonly warning?: string;
}

const bad = (got: string, expected: string): Error =>
  inputError({
    place: 'token',
    expected,
    got,
    advice: 'Copy the whole token, from sk1. to its end.',
  });

function unpacked(packed: string): [string, string, Json] {
  let value: unknown;
  try {
    value = JSON.parse(inflateRawSync(Buffer.from(packed, 'base64url')).toString('utf8'));
  } catch {
    throw bad('data that cannot be unpacked', 'an undamaged token');
  }
  const [name, variant, patch] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof name === 'string' && typeof variant === 'string' && typeof patch === 'object')
    return [name, variant, patch as Json];
  throw bad('data of another form', 'an undamaged token');
}

/**
 * @param studyOf finds the study by the name in the token; by default among those that the
 *   command line knows.
 * @throws SkewproofError SKEW-101 for text that is not a whole token, SKEW-102 for a study or
 *   variant that is not known here.
 */
export function decodeToken(
  token: string,
  studyOf: (name: string) => TokenStudy = studyNamed,
): Decoded {
  const [prefix, versions, checksum, packed, ...rest] = token.trim().split('.');
  if (prefix !== PREFIX || packed === undefined || rest.length > 0)
    throw bad(
      `"${token.slice(0, 24)}…"`,
      `text of the form ${PREFIX}.<versions>.<checksum>.<data>`,
    );
  const [name, variant, patch] = unpacked(packed);
  const study = studyOf(name);
  checkedVariant(study, variant);
  const scenario = patched(study.simplest(variant) as unknown as Json, patch);
  const changed = versions !== meaning;
  if (checksumOf(scenario) !== checksum && !changed)
    throw bad('a checksum that does not match', 'an undamaged token');
  if (!changed) return { scenario };
  return {
    scenario,
    warning: `this token was made under versions ${versions ?? ''}, this is ${meaning}: the run may mean something else`,
  };
}
