/** The name of a variant: `<base>+<deviation>+…`, where each deviation replaces some rules of the base. */

/** `fixed+dates-not-corrected` → `fixed`. */
export const baseOf = (variant: string): string => variant.split('+', 1)[0] ?? '';

/** `fixed+a+b` → `['a', 'b']`. */
export const deviationsOf = (variant: string): readonly string[] => variant.split('+').slice(1);
