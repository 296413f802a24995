/** The marker of a record, as an adapter puts it into a property. */
export const markerOf = (record: number): string => `sk~${String(record)}~`;
