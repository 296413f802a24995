/**
 * A scenario as text to copy and paste: the whole scenario, packed, with the versions of what
 * gives it its meaning and a checksum. The one door to node:zlib.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { hashOf, inputError, STREAMS_VERSION } from '../sim/index.js';
import type { ScenarioBase } from './study.js';

const PREFIX = 'sk1';

/**
 * Raised whenever a model or the kernel changes what a scenario means (its trace hash), so that
 * an old token can say so.
 */
export const MODELS_VERSION = 1;

const meaning = `${STREAMS_VERSION}.${String(MODELS_VERSION)}`;

export const encodeToken = (scenario: ScenarioBase): string => {
  const text = JSON.stringify(scenario);
  const packed = deflateRawSync(Buffer.from(text, 'utf8'), { level: 9 }).toString('base64url');
  return `${PREFIX}.${meaning}.${hashOf(text).slice(0, 8)}.${packed}`;
};

export interface Decoded {
  readonly scenario: unknown;
  /** Set when the token was made by other models: the run may mean something else. */
  readonly warning?: string;
}

const bad = (got: string, expected: string): Error =>
  inputError({ place: 'token', expected, got, advice: 'Copy the whole token, from sk1. to its end.' });

/** @throws SkewproofError SKEW-101 for text that is not a whole token. */
export function decodeToken(token: string): Decoded {
  const [prefix, streams, models, checksum, packed, ...rest] = token.trim().split('.');
  if (prefix !== PREFIX || packed === undefined || rest.length > 0)
    throw bad(`"${token.slice(0, 24)}…"`, `text of the form ${PREFIX}.<versions>.<checksum>.<data>`);
  let text: string;
  try {
    text = inflateRawSync(Buffer.from(packed, 'base64url')).toString('utf8');
  } catch {
    throw bad('data that cannot be unpacked', 'an undamaged token');
  }
  if (hashOf(text).slice(0, 8) !== checksum) throw bad('a checksum that does not match', 'an undamaged token');
  const made = `${streams ?? ''}.${models ?? ''}`;
  const scenario: unknown = JSON.parse(text);
  if (made === meaning) return { scenario };
  return {
    scenario,
    warning: `this token was made under versions ${made}, this is ${meaning}: the run may mean something else`,
  };
}
