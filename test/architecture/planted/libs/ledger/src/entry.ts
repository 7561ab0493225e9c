export type Entry = { readonly sequence: number };
