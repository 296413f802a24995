/**
 * Time zones of usage: fixed offsets, and zones of the IANA data base by name.
 *
 * The rules are those of @js-joda/timezone, a version of the data base that is installed with this
 * package. The host's own would give another answer on another machine (decision 48).
 */
import { createRequire } from 'node:module';
import type * as JsJoda from '@js-joda/core';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../sim/model/time.js';

export interface Zone {
  readonly name: string;
  /** Version of the data base of zones, for a zone by name. */
  readonly tzdb?: string;
  /**
   * Offsets ahead of UTC that a civil time has there, ms: one, or two where the clock was put back
   * (the earlier instant first), or none where it was put forward.
   */
  offsetsMs(localMs: number): readonly number[];
  /** Offset before the civil times that a change of clocks skips, ms. */
  beforeGapMs(localMs: number): number;
}

const FIXED = /^(?:Z|[+-]\d\d(?::?\d\d)?)$/i;

/** `+01:00`, `-0530`, `+02`, `Z` in ms, or undefined if there is no such offset. */
export function fixedZoneMs(zone: string): number | undefined {
  if (/^Z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  if (!FIXED.test(zone) || hours > 23 || minutes > 59) return undefined;
  const size = hours * HOUR_MS + minutes * MINUTE_MS;
  return zone.startsWith('-') ? -size : size;
}

const fixed = (name: string, aheadMs: number): Zone => ({
  name,
  offsetsMs: () => [aheadMs],
  beforeGapMs: () => aheadMs,
});

interface ProviderOfData {
  getTzdbData(): { readonly version: string };
}

/** Loaded for a zone by name, and never otherwise: the data is large. */
function joda(): typeof JsJoda {
  const require = createRequire(import.meta.url);
  const core = require('@js-joda/core') as typeof JsJoda;
  require('@js-joda/timezone');
  return core;
}

/** No rule changes within a minute: one question for each is enough. */
class NamedZone implements Zone {
  readonly name: string;
  readonly tzdb: string;
  readonly #joda: typeof JsJoda;
  readonly #rules: JsJoda.ZoneRules;
  readonly #known = new Map<number, readonly number[]>();

  constructor(name: string, core: typeof JsJoda) {
    this.name = name;
    this.#joda = core;
    this.#rules = core.ZoneId.of(name).rules();
    this.tzdb = (
      core.ZoneRulesProvider as typeof core.ZoneRulesProvider & ProviderOfData
    ).getTzdbData().version;
  }

  #at(localMs: number): JsJoda.LocalDateTime {
    const { LocalDateTime, ZoneOffset } = this.#joda;
    return LocalDateTime.ofEpochSecond(Math.floor(localMs / SECOND_MS), 0, ZoneOffset.UTC);
  }

  offsetsMs(localMs: number): readonly number[] {
    const minute = Math.floor(localMs / MINUTE_MS);
    let offsets = this.#known.get(minute);
    if (offsets === undefined) {
      offsets = this.#rules
        .validOffsets(this.#at(localMs))
        .map((offset) => offset.totalSeconds() * SECOND_MS)
        .sort((a, b) => b - a);
      this.#known.set(minute, offsets);
    }
    return offsets;
  }

  beforeGapMs(localMs: number): number {
    let before = localMs;
    // The longest gap is a day: a zone changed its side of the date line.
    for (let hours = 1; hours <= 25; hours += 1) {
      before = localMs - hours * HOUR_MS;
      const [offset] = this.offsetsMs(before);
      if (offset !== undefined) return offset;
    }
    return 0;
  }
}

/**
 * The zone of a name: `Z`, `UTC`, `+01:00`, or an area and a city (`Europe/Berlin`).
 * @returns undefined for a name without a rule of its own; abbreviations (CET) do not say whether
 *   they have summer time
 */
export function zoneOf(name: string): Zone | undefined {
  const aheadMs = fixedZoneMs(name) ?? (/^(?:UTC|GMT)$/i.test(name) ? 0 : undefined);
  if (aheadMs !== undefined) return fixed(name, aheadMs);
  if (!/^[A-Za-z_]+\/[\w+\-/]+$/.test(name)) return undefined;
  const core = joda();
  const known = core.ZoneRulesProvider.getAvailableZoneIds().find(
    (one) => one.toLowerCase() === name.toLowerCase(),
  );
  return known === undefined ? undefined : new NamedZone(known, core);
}
