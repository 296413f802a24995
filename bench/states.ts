/**
 * Measures the cost of a new state with one field changed: a state of fifteen fields, spread and
 * overridden, and the same written out.
 */
interface State {
  readonly a: number;
  readonly b: string;
  readonly c: readonly number[];
  readonly d: number;
  readonly e: string;
  readonly f: readonly number[];
  readonly g: number;
  readonly h: string;
  readonly i: readonly number[];
  readonly j: number;
  readonly k: string;
  readonly l: readonly number[];
  readonly m: number;
  readonly n: string;
  readonly o: readonly number[];
}

const none: readonly number[] = [];
const FIRST: State = {
  a: 0,
  b: '',
  c: none,
  d: 0,
  e: '',
  f: none,
  g: 0,
  h: '',
  i: none,
  j: 0,
  k: '',
  l: none,
  m: 0,
  n: '',
  o: none,
};

const spread = (state: State, a: number): State => ({ ...state, a });

const writtenOut = (state: State, a: number): State => ({
  a,
  b: state.b,
  c: state.c,
  d: state.d,
  e: state.e,
  f: state.f,
  g: state.g,
  h: state.h,
  i: state.i,
  j: state.j,
  k: state.k,
  l: state.l,
  m: state.m,
  n: state.n,
  o: state.o,
});

/** Changes one field repeatedly; returns the number of changes. */
function changes(change: (state: State, a: number) => State, times: number): number {
  let state = FIRST;
  for (let time = 0; time < times; time += 1) state = change(state, state.a + 1);
  return state.a;
}

export const spreadStates = (times: number): number => changes(spread, times);
export const writtenStates = (times: number): number => changes(writtenOut, times);
