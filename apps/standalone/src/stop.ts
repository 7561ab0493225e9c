// Ends the process as operators expect: the first signal finishes what was begun, the second or 10 seconds end it at once.
import { type Standalone } from './start.js';

const stopMsMax = 10_000;
const signals = ['SIGINT', 'SIGTERM'] as const;

export function stopOnSignal(standalone: Standalone, onStopping?: () => void): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    onStopping?.();
    setTimeout(() => process.exit(1), stopMsMax).unref();
    standalone.close().then(
      () => process.exit(0),
      (error: unknown) => {
        standalone.log.fatal({ err: error }, 'could not stop in order');
        process.exit(1);
      },
    );
  };
  for (const signal of signals) process.on(signal, stop);
}
