/**
 * The page's client as text. The build bundles `client/` and writes
 * dist/reports/html/built-client.js over the output of tsc for this file, so that a page is made
 * without reading a file.
 */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
  /** Source expression of a content security policy that admits this script alone: `sha256-…`. */
  readonly scriptHash: string;
}

/** Undefined if only tsc was run. */
export const BUILT_CLIENT: PageAssets | undefined = undefined;
