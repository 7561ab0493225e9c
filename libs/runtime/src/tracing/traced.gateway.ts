// The way to the writer of a ledger, each command under a span; stands there only where spans are wanted.
import { type Acknowledgement, type CommandGateway, GatewayError, Rejection } from '@ledger/ledger';
import { causeOf } from './spans.js';
import { type SpanEnd, type Tracing } from './tracing.js';

export function tracedGateway(gateway: CommandGateway, tracing: Tracing): CommandGateway {
  if (!tracing.isOn) return gateway;
  return {
    submit: async (submission) => {
      const { type, ledger } = submission.command;
      const end = tracing.command(causeOf(submission), `command ${type}`, {
        'sales_ledger.ledger': ledger,
        'sales_ledger.command': type,
      });
      return ended(() => gateway.submit(submission), end);
    },
  };
}

/** Ends the span with what came of the command. */
export async function ended(
  submit: () => Promise<Acknowledgement>,
  end: (how: SpanEnd) => void,
): Promise<Acknowledgement> {
  try {
    const answer = await submit();
    const outcome = answer.entries === 0 ? 'unchanged' : 'recorded';
    const { entries, sequence } = answer;
    end({
      attributes: {
        'sales_ledger.outcome': outcome,
        'sales_ledger.entries': entries,
        'sales_ledger.sequence.last': sequence,
      },
    });
    return answer;
  } catch (error) {
    end(failureOf(error));
    throw error;
  }
}

function failureOf(error: unknown): SpanEnd {
  if (error instanceof Rejection) {
    return { attributes: { 'sales_ledger.outcome': 'refused', 'sales_ledger.code': error.rule } };
  }
  const outcome = error instanceof GatewayError ? error.code : 'failed';
  return { failed: true, attributes: { 'sales_ledger.outcome': outcome } };
}
