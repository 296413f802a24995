/**
 * Reads the debug log of a FlexNet licence server as usage: OUT and IN of a feature by `user@host`
 * are the start and the end of a use. Its times are of the server's own zone, and it states the date
 * in lines of its own only; a time of day that goes back is the next day.
 */
import { DAY_MS } from '../../../sim/model/time.js';
import { badRow, shown } from './bad-row.js';
import type { BadRow } from './bad-row.js';
import { civilMs } from './civil-time.js';
import { inZone } from './instant.js';
import type { UndatedRow, UsageSession } from './usage.js';
import type { Zone } from './zone.js';

const LINE = /^\s*(\d{1,2}):(\d\d):(\d\d) \(([^)]+)\) (.*)$/;
const TIMESTAMP = /^TIMESTAMP (\d{1,2})\/(\d{1,2})\/(\d{4})/;
const STARTED = /\((\d{1,2})\/(\d{1,2})\/(\d{4})(?:\)| at)/;
const MOVE = /^(OUT|IN): "([^"]+)" (\S+)@([^\s(]+)/;

export const isFlexnet = (text: string): boolean =>
  /^[ \t]*\d{1,2}:\d\d:\d\d \([^)\n]+\) (?:OUT|IN|TIMESTAMP)\b/m.test(text);

interface Out {
  readonly line: number;
  readonly startMs: number;
}

interface FlexnetUsage {
  readonly sessions: readonly UsageSession[];
  readonly bad: readonly BadRow[];
  readonly undated: readonly UndatedRow[];
  readonly odd: readonly { readonly line: number; readonly odd: 'fold' | 'gap' }[];
}

class Log {
  readonly sessions: UsageSession[] = [];
  readonly bad: BadRow[] = [];
  readonly undated: UndatedRow[] = [];
  readonly odd: { line: number; odd: 'fold' | 'gap' }[] = [];
  readonly #open = new Map<string, Out[]>();
  readonly #zone: Zone | undefined;
  #dayMs: number | undefined;
  #lastMs = 0;

  constructor(zone: Zone | undefined) {
    this.#zone = zone;
  }

  line(text: string, line: number): void {
    const found = LINE.exec(text);
    if (found === null) return;
    const [, hour, minute, second, , rest = ''] = found;
    const ofDay = Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1_000;
    const date = TIMESTAMP.exec(rest) ?? (rest.includes('started on') ? STARTED.exec(rest) : null);
    if (date !== null) {
      const [, month, day, year] = date.map(Number) as [number, number, number, number];
      const ms = civilMs({ year, month, day, hour: 0, minute: 0, second: 0, fraction: '' }, rest);
      if (typeof ms !== 'number') this.bad.push({ line, reason: ms });
      else this.#dayMs = ms;
    } else if (this.#dayMs !== undefined && ofDay < this.#lastMs) this.#dayMs += DAY_MS;
    this.#lastMs = ofDay;
    const move = MOVE.exec(rest);
    if (move !== null) this.#moved(move, ofDay, line, text);
  }

  #moved(
    [, kind, feature = '', user = '', host = '']: RegExpExecArray,
    ofDay: number,
    line: number,
    text: string,
  ): void {
    if (this.#dayMs === undefined) {
      this.bad.push(badRow(line, 'a line TIMESTAMP with the date before it', shown(text.trim())));
      return;
    }
    const key = `${host}\n${user}\n${feature}`;
    const outs = this.#open.get(key) ?? [];
    const at = inZone(this.#dayMs + ofDay, text.trim(), 'FlexNet log', {
      zone: this.#zone,
      ...(kind === 'IN' && outs[0] !== undefined ? { notBeforeMs: outs[0].startMs } : {}),
    });
    if (!('ms' in at)) {
      this.bad.push({ line, reason: at });
      return;
    }
    if (at.odd !== undefined) this.odd.push({ line, odd: at.odd });
    if (kind === 'OUT') {
      outs.push({ line, startMs: at.ms });
      this.#open.set(key, outs);
      return;
    }
    const out = outs.shift();
    if (out === undefined)
      this.undated.push({ line, why: `its OUT is not in the log: ${shown(text.trim())}` });
    else
      this.sessions.push({
        line: out.line,
        ...{ client: host, user, program: feature },
        startMs: out.startMs,
        endMs: Math.max(out.startMs, at.ms),
      });
  }

  end(): FlexnetUsage {
    for (const [key, outs] of this.#open) {
      const [host = '', user = '', feature = ''] = key.split('\n');
      for (const { line } of outs)
        this.undated.push({
          line,
          why: `its IN is not in the log: ${shown(`${feature} ${user}@${host}`)}`,
        });
    }
    this.undated.sort((a, b) => a.line - b.line);
    this.sessions.sort((a, b) => a.line - b.line);
    const { sessions, bad, undated, odd } = this;
    return { sessions, bad, undated, odd };
  }
}

export function parseFlexnet(lines: readonly string[], zone: Zone | undefined): FlexnetUsage {
  const log = new Log(zone);
  lines.forEach((text, at) => {
    log.line(text, at + 1);
  });
  return log.end();
}
