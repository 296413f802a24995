/** Stands for modules that no page has, and that packages ask for where they might be in Node. */
export {};
