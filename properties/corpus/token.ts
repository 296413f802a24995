/**
 * A scenario as text to copy and paste.
 *
 * It holds the whole scenario, as its difference from the study's simplest one, the versions that
 * determine its meaning, and a checksum of the scenario.
 */
import { hashOf } from '../../sim/hash/hash.js';
import { inputError } from '../../sim/model/errors.js';
import { STREAMS_VERSION } from '../../sim/model/random.js';
import { packedText, TooLarge, UNPACKED_MAX, unpackedText, urlSafe } from '../json/packed.js';
import { patched, patchOf } from '../json/patch.js';
import { plainFault } from '../json/plain.js';
import { jsonOf } from '../json/scenario.js';
import { cut } from '../json/shortly.js';
import { without } from '../json/tree.js';
import type { Json } from '../json/tree.js';
import type { ScenarioBase, Variant } from '../study/contract.js';
import { checkedVariant, variantOf } from '../study/variant.js';

const PREFIX = 'sk1';

/**
 * Incremented whenever the kernel, or a model that most variants share, changes the meaning of a
 * scenario (its trace hash), so that decoding an old token can warn. A change of one variant's models
 * increments its `revision` instead.
 */
const MODELS_VERSION = 4;

/** A planted defect of a variant has the revision of that variant. */
function meaningOf(study: TokenStudy, variant: string): string {
  const { revision = 0 } = variantOf(study, variant) ?? {};
  return `${STREAMS_VERSION}-${String(MODELS_VERSION + revision)}`;
}

/** The parts of a study that a token needs, independent of its types. */
interface TokenStudy {
  readonly name: string;
  readonly variants: Readonly<Record<string, Variant>>;
  simplest(variant: string): ScenarioBase;
  readonly identity?: string;
}

/**
 * The scenario from which a token states the difference.
 *
 * It does not have the identity of the system, so that a token always names its system.
 */
function baseOf(study: TokenStudy, variant: string): Json {
  const base = jsonOf(study.simplest(variant));
  return study.identity === undefined ? base : without(base, [study.identity]);
}

/** Checksum of a scenario, independent of the order of its fields. */
const checksumOf = (scenario: unknown): string => hashOf(ordered(scenario)).slice(0, 8);

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.keys(value)
    .sort()
    .map((key) => [key, ordered((value as Record<string, unknown>)[key])]);
}

/**
 * Returns the scenario as text of about 60 to 400 characters; decoding it needs the study.
 * @throws SkewproofError SKEW-102 for an unknown variant: no study could decode the token
 * @since 0.1.0
 */
export function encodeToken(study: TokenStudy, scenario: ScenarioBase): string {
  const { study: name, variant } = scenario;
  checkedVariant(study, variant);
  const patch = patchOf(jsonOf(scenario), baseOf(study, variant));
  const packed = urlSafe(packedText(JSON.stringify([name, variant, patch])));
  return `${PREFIX}.${meaningOf(study, variant)}.${checksumOf(scenario)}.${packed}`;
}

/**
 * The command that runs a token's scenario again.
 * @param options arguments that locate the token's study, if any: `--study <file>`
 */
export const reproduceCommand = (token: string, options = ''): string =>
  `npx skewproof reproduce ${token}${options === '' ? '' : ` ${options}`}`;

interface Decoded {
  readonly scenario: unknown;
  /** Present if the token was made by other versions: its run may have another meaning. */
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
    value = JSON.parse(unpackedText(packed));
  } catch (error) {
    if (error instanceof TooLarge)
      throw bad('more than that', `a token of at most ${String(UNPACKED_MAX >> 20)} MiB unpacked`);
    throw bad('data that cannot be unpacked', 'an undamaged token');
  }
  const fault = plainFault(value);
  if (fault !== undefined) {
    // The outer list belongs to the token, not to the scenario.
    const path = cut(fault.path.slice(1).join('.'));
    throw inputError({ ...fault, place: path === '' ? 'token' : `token, field ${path}` });
  }
  const [name, variant, patch] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof name === 'string' && typeof variant === 'string' && typeof patch === 'object')
    return [name, variant, patch as Json];
  throw bad('data of another form', 'an undamaged token');
}

/**
 * Returns the scenario of a token, and a warning if the token was made by other versions.
 * @param studyOf finds the study by the name in the token
 * @throws SkewproofError SKEW-101 for text that is not a whole token, SKEW-102 for an unknown study
 *   or variant
 * @since 0.1.0
 */
export function decodeToken(token: string, studyOf: (name: string) => TokenStudy): Decoded {
  const [prefix, versions, checksum, packed, ...rest] = token.trim().split('.');
  if (prefix !== PREFIX || packed === undefined || rest.length > 0)
    throw bad(
      `"${token.slice(0, 24)}…"`,
      `text of the form ${PREFIX}.<versions>.<checksum>.<data>`,
    );
  const [name, variant, patch] = unpacked(packed);
  const study = studyOf(name);
  checkedVariant(study, variant);
  const scenario = patched(baseOf(study, variant), patch);
  const meaning = meaningOf(study, variant);
  const changed = versions !== meaning;
  if (checksumOf(scenario) !== checksum && !changed)
    throw bad('a checksum that does not match', 'an undamaged token');
  if (!changed) return { scenario };
  return {
    scenario,
    warning: `this token was made under versions ${versions ?? ''}, this is ${meaning}: the run may mean something else`,
  };
}
