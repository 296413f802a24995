/**
 * Samples the whole plane: rows and columns of samples, every boundary they cross to the exact
 * unit, and both sides of each straight boundary as additional lines.
 */
import { Stream } from '../../sim/model/random.js';
import { Family } from './family.js';
import type { LinePoint } from './line.js';
import { samplesOf } from './scale.js';
import type {
  FrontierEdge,
  MonotonicityCheck,
  PlaneAxis,
  PlaneClass,
  PlanePoint,
} from './types.js';

interface Plane {
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  /** Samples along each axis. */
  readonly columns: number;
  readonly rows: number;
  /** Seed of the probes. */
  readonly seed: number;
  /** Called once for each point that is run. */
  classAt(x: number, y: number): PlaneClass;
}

export interface RefinedPlane {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly classes: readonly (readonly PlaneClass[])[];
  readonly edges: readonly FrontierEdge[];
  readonly checks: readonly MonotonicityCheck[];
}

/** Further straight boundaries get no additional lines. */
const STRAIGHT_MAX = 24;

const merged = (samples: readonly number[], more: readonly number[]): readonly number[] =>
  [...new Set([...samples, ...more.slice(0, 2 * STRAIGHT_MAX)])].sort((a, b) => a - b);

/** Runs each point once and remembers its class. */
function remembered(plane: Plane): (x: number, y: number) => PlaneClass {
  const known = new Map<number, Map<number, PlaneClass>>();
  return (x, y) => {
    let row = known.get(y);
    if (row === undefined) known.set(y, (row = new Map<number, PlaneClass>()));
    let found = row.get(x);
    if (found === undefined) row.set(x, (found = plane.classAt(x, y)));
    return found;
  };
}

export function refinePlane(plane: Plane): RefinedPlane {
  const { x, y, columns, rows, seed } = plane;
  const classAt = remembered(plane);
  const across = new Family('x', x, classAt, new Stream(seed, 'frontier: probes along x'));
  const upwards = new Family(
    'y',
    y,
    (position, at) => classAt(at, position),
    new Stream(seed, 'frontier: probes along y'),
  );
  const firstXs = samplesOf(x, columns);
  const firstYs = samplesOf(y, rows);
  across.add(firstYs, firstXs);
  across.refine(columns);
  const xs = merged(firstXs, across.straight());
  upwards.add(xs, firstYs);
  upwards.refine(rows);
  const ys = merged(firstYs, upwards.straight());
  across.add(ys, xs);
  across.sweep();
  upwards.add(xs, ys);
  upwards.sweep();
  return {
    xs,
    ys,
    classes: ys.map((row) => xs.map((column) => classAt(column, row))),
    edges: [
      ...across.edges().map(({ at, edge }): FrontierEdge => {
        const point = (one: LinePoint): PlanePoint => ({
          x: one.position,
          y: at,
          class: one.class,
        });
        return { along: 'x', low: point(edge.low), high: point(edge.high) };
      }),
      ...upwards.edges().map(({ at, edge }): FrontierEdge => {
        const point = (one: LinePoint): PlanePoint => ({
          x: at,
          y: one.position,
          class: one.class,
        });
        return { along: 'y', low: point(edge.low), high: point(edge.high) };
      }),
    ],
    checks: [...across.checks(), ...upwards.checks()],
  };
}
