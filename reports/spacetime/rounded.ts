/** Rounds to one decimal, so that a file does not depend on the last bit of a quotient. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;

/** About the width of a text of small letters, px. */
export const textWidth = (text: string, size = 10.5): number => text.length * size * 0.56;
