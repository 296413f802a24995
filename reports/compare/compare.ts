/** Compares two reports of one study: findings that are new or gone, and boundaries that moved. */
import type { FrontierEdge, FrontierMap } from '../../properties/frontier/types.js';
import type { ReportData, ReportFinding } from '../document/data.js';
import { bySeverity } from '../words/severity.js';

/** A boundary that lies elsewhere than before, on one line of a map. */
export interface MovedEdge {
  readonly title: string;
  readonly map: FrontierMap;
  readonly along: 'x' | 'y';
  /** Value of the other axis. */
  readonly line: number;
  readonly classes: readonly [low: string, high: string];
  /** The last value before the boundary: absent where there was none, or is none now. */
  readonly before?: number;
  readonly after?: number;
}

/**
 * The differences of two reports.
 * @since 0.1.0
 */
export interface ReportComparison {
  readonly study: string;
  /** Findings of the new report alone, the worst first. */
  readonly found: readonly ReportFinding[];
  /** Findings of the old report alone, the worst first. */
  readonly gone: readonly ReportFinding[];
  /** Number of findings in both. */
  readonly same: number;
  readonly moved: readonly MovedEdge[];
  /** Number of boundary points that lie where they did. */
  readonly unmoved: number;
  /** Titles of maps in only one of the reports: nothing is said of their boundaries. */
  readonly unmatched: readonly string[];
}

/** One kind of failure of one variant. */
const keyOf = ({ variant, fingerprint }: ReportFinding): string => `${variant} ${fingerprint}`;

function without(
  findings: readonly ReportFinding[],
  others: readonly ReportFinding[],
): readonly ReportFinding[] {
  const known = new Set(others.map(keyOf));
  return findings.filter((finding) => !known.has(keyOf(finding))).sort(bySeverity);
}

const sideOf = ({ along, low }: FrontierEdge): readonly [line: number, at: number] =>
  along === 'x' ? [low.y, low.x] : [low.x, low.y];

/** Boundaries of one line and one pair of classes: usually one, sometimes several, in order. */
function edgesOf(map: FrontierMap): ReadonlyMap<string, readonly number[]> {
  const edges = new Map<string, number[]>();
  for (const edge of map.edges) {
    const [line, at] = sideOf(edge);
    const key = JSON.stringify([edge.along, line, edge.low.class, edge.high.class]);
    edges.set(
      key,
      [...(edges.get(key) ?? []), at].sort((a, b) => a - b),
    );
  }
  return edges;
}

/** Lines that both maps have: a boundary of another line cannot be compared. */
function linesOf({ xs, ys }: FrontierMap): ReadonlySet<string> {
  return new Set([...ys.map((y) => `x ${String(y)}`), ...xs.map((x) => `y ${String(x)}`)]);
}

function movedOf(title: string, old: FrontierMap, map: FrontierMap) {
  const [before, after] = [edgesOf(old), edgesOf(map)];
  const [oldLines, lines] = [linesOf(old), linesOf(map)];
  let unmoved = 0;
  const moved: MovedEdge[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [along, line, low, high] = JSON.parse(key) as ['x' | 'y', number, string, string];
    const name = `${along} ${String(line)}`;
    if (!oldLines.has(name) || !lines.has(name)) continue;
    const [was, is] = [before.get(key) ?? [], after.get(key) ?? []];
    for (let at = 0; at < Math.max(was.length, is.length); at += 1) {
      const [from, to] = [was[at], is[at]];
      if (from === to) unmoved += 1;
      else
        moved.push({
          ...{ title, map, along, line, classes: [low, high] as const },
          ...(from === undefined ? {} : { before: from }),
          ...(to === undefined ? {} : { after: to }),
        });
    }
  }
  return { moved, unmoved };
}

/**
 * Compares two reports of one study.
 * @since 0.1.0
 */
export function compareReports(old: ReportData, now: ReportData): ReportComparison {
  const found = without(now.findings, old.findings);
  const pairs = now.maps.flatMap(({ title, map }) => {
    const match = old.maps.find((one) => one.title === title);
    return match === undefined ? [] : [movedOf(title, match.map, map)];
  });
  const titles = (data: ReportData): ReadonlySet<string> =>
    new Set(data.maps.map(({ title }) => title));
  const [oldTitles, newTitles] = [titles(old), titles(now)];
  return {
    study: now.study,
    found,
    gone: without(old.findings, now.findings),
    same: now.findings.length - found.length,
    moved: pairs.flatMap(({ moved }) => moved),
    unmoved: pairs.reduce((sum, { unmoved }) => sum + unmoved, 0),
    unmatched: [
      ...[...oldTitles].filter((title) => !newTitles.has(title)),
      ...[...newTitles].filter((title) => !oldTitles.has(title)),
    ],
  };
}
