/** Numbers with their digits in groups of three, independent of the machine's locale. */

/** 1234567.25 → `1,234,567.25`. */
export function grouped(value: number | bigint): string {
  const [whole = '', fraction] = String(value).split('.');
  const digits = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}
