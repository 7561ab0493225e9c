// How the program ends: each kind of failure has its documented code.

export const exitCodes = {
  done: 0,
  defect: 1,
  unusable: 2,
  refused: 3,
  wrong: 4,
  unreachable: 5,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What `--json` prints of a failure: the API's problem, or what the command line found itself. */
export type Problem = {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
};

/** Ends the program with a message for the person and a code for the script that called it; an empty message says nothing. */
export class Exit extends Error {
  readonly problem: Problem;

  constructor(
    readonly exitCode: ExitCode,
    message: string,
    problem?: Problem,
  ) {
    super(message);
    this.name = 'Exit';
    this.problem = problem ?? { code: nameOf(exitCode), detail: message };
  }
}

/** A failure without a code of its own is called as its exit code is. */
export function nameOf(exitCode: ExitCode): string {
  const [name = 'defect'] = Object.entries(exitCodes).find(([, code]) => code === exitCode) ?? [];
  return name;
}
