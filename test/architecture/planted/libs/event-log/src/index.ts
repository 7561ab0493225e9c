export const eventLog = 1;
