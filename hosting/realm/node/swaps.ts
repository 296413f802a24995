/**
 * Exchanges the values of shared properties by code made for exactly these properties. A store under a
 * name that is only known as a value takes the engine ten times as long, and each task makes two dozen.
 */
import { compileFunction } from 'node:vm';

/** A property of an object that all programs share. */
interface Place {
  readonly on: object;
  readonly key: string;
}

/** Puts these values into the places, in order. @returns what was there */
type Exchange = (values: readonly unknown[]) => readonly unknown[];

type OfObjects = (values: readonly unknown[], objects: readonly object[]) => readonly unknown[];

/** By the places' text: pages of one program, and mostly of all programs, have the same. */
const known = new Map<string, OfObjects>();

/** The places as JavaScript; objects are numbered in the order in which they come. */
function textOf(places: readonly Place[], objects: readonly object[]): readonly string[] {
  return places.map(({ on, key }) => `o${String(objects.indexOf(on))}[${JSON.stringify(key)}]`);
}

function compiled(texts: readonly string[], objects: number): OfObjects {
  const names = Array.from({ length: objects }, (_, at) => `o${String(at)}`);
  const stores = texts.map((place, at) => `${place} = values[${String(at)}];`);
  const body = `"use strict"; const [${names.join()}] = objects; const before = [${texts.join()}]; ${stores.join(' ')} return before;`;
  return compileFunction(body, ['values', 'objects']) as OfObjects;
}

/** A function for these places; it is compiled once for all lists of the same ones. */
export function exchangeOf(places: readonly Place[]): Exchange {
  const objects = [...new Set(places.map(({ on }) => on))];
  const texts = textOf(places, objects);
  const text = texts.join();
  const exchange = known.get(text) ?? compiled(texts, objects.length);
  known.set(text, exchange);
  return (values) => exchange(values, objects);
}
