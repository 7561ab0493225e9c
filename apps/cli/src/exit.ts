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

/** Ends the program with a message for the person and a code for the script that called it. */
export class Exit extends Error {
  constructor(
    readonly exitCode: ExitCode,
    message: string,
  ) {
    super(message);
    this.name = 'Exit';
  }
}
