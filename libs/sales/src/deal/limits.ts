// How large one deal can be. An entry may hold it twice (was and is): these keep it under the bound of an entry with ids and
// names of usual length; the writer refuses what is larger still.
export const productsMax = 50;
/** Of each kind, primary and overlay. */
export const creditsMax = 10;
