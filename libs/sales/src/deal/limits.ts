// How large one deal can be, so that an entry that holds it twice (was and is) stays under the ledger's bound.
export const productsMax = 50;
/** Of each kind, primary and overlay. */
export const creditsMax = 10;
