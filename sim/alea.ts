/**
 * Baagøe's Alea, as in seedrandom: a multiply-with-carry generator whose state is three fractions
 * and a carry. The fractions are whole numbers of 2^-32, so here they are kept as those whole
 * numbers: the same values with nothing but integers, and no closure for each generator. A test
 * holds it to seedrandom's, number by number.
 *
 * The algorithm is by Johannes Baagøe, copyright 2010, under the MIT licence.
 */
const TWO_32 = 4294967296;
const MULTIPLIER = 2091639;
const MASH_FIRST = 0xefc8249d;

/** The mash's state with one more character in it. */
function mashed(state: number, code: number): number {
  let n = state + code;
  let h = 0.02519603282416938 * n;
  n = h >>> 0;
  h -= n;
  h *= n;
  n = h >>> 0;
  h -= n;
  return n + h * TWO_32;
}

function mashedText(state: number, text: string): number {
  let n = state;
  for (let i = 0; i < text.length; i += 1) n = mashed(n, text.charCodeAt(i));
  return n;
}

/** Every seed comes after three blanks, of which each gives one fraction its first value. */
const BLANK = ' '.charCodeAt(0);
const BLANK_1 = mashed(MASH_FIRST, BLANK);
const BLANK_2 = mashed(BLANK_1, BLANK);
const BLANK_3 = mashed(BLANK_2, BLANK);

export class Alea {
  #s0: number;
  #s1: number;
  #s2: number;
  #carry = 1;

  constructor(seed: string) {
    // Signed, as everywhere here: the engine keeps those in place.
    const first = mashedText(BLANK_3, seed);
    const second = mashedText(first, seed);
    const third = mashedText(second, seed);
    this.#s0 = ((BLANK_1 >>> 0) - (first >>> 0)) | 0;
    this.#s1 = ((BLANK_2 >>> 0) - (second >>> 0)) | 0;
    this.#s2 = ((BLANK_3 >>> 0) - (third >>> 0)) | 0;
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    const product = MULTIPLIER * (this.#s0 >>> 0) + this.#carry;
    const bits = product >>> 0;
    this.#carry = (product - bits) / TWO_32;
    this.#s0 = this.#s1;
    this.#s1 = this.#s2;
    this.#s2 = bits | 0;
    return bits;
  }
}
