export const slices = [];
