// What a process is there for: deciding commands, folding entries, answering questions. All of it, where nothing else is said.
export const roles = ['command', 'projection', 'query'] as const;

export type Role = (typeof roles)[number];
