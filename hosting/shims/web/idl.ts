/** Conventions that all interfaces of the web share: conversion to text, and the tag of a class. */

/** A value as a text, whatever the program gave. */
export const domString = (value: unknown): string => String(value);

/** Names a class's objects, as `Object.prototype.toString` shows them. */
export function tagged(of: { readonly prototype: object }, name: string): void {
  Object.defineProperty(of.prototype, Symbol.toStringTag, { value: name, configurable: true });
}
