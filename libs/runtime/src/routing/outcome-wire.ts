// How the outcome of a command travels from the service that decided it to the one that was asked.
import {
  type Acknowledgement,
  GatewayError,
  Rejection,
  type RejectionText,
  type TextValues,
} from '@ledger/ledger';

type Wire =
  | { readonly kind: 'acknowledged'; readonly acknowledgement: Acknowledgement }
  | {
      readonly kind: 'refused';
      readonly rule: string;
      readonly text: RejectionText;
      readonly detail: TextValues;
      readonly pointer?: string;
    }
  | {
      readonly kind: 'undecided';
      readonly code: GatewayError['code'];
      readonly message: string;
      readonly retryAfterSeconds: number;
    }
  | { readonly kind: 'defect'; readonly message: string };

export async function written(outcome: Promise<Acknowledgement>): Promise<string> {
  const wire = await outcome.then(acknowledged, failed);
  return JSON.stringify(wire);
}

/** Rejects as the writer did. */
export async function read(body: string): Promise<Acknowledgement> {
  const wire = JSON.parse(body) as Wire; // only a service of this installation writes them
  switch (wire.kind) {
    case 'acknowledged':
      return wire.acknowledgement;
    case 'refused':
      throw new Rejection(wire.rule, wire.text, wire.detail, wire.pointer);
    case 'undecided':
      throw new GatewayError(wire.code, wire.message, wire.retryAfterSeconds);
    case 'defect':
      throw new Error(`the service that decides this command failed: ${wire.message}`);
  }
}

function acknowledged(acknowledgement: Acknowledgement): Wire {
  return { kind: 'acknowledged', acknowledgement };
}

function failed(error: unknown): Wire {
  if (error instanceof Rejection) {
    const { rule, text, detail, pointer } = error;
    return { kind: 'refused', rule, text, detail, ...(pointer === undefined ? {} : { pointer }) };
  }
  if (error instanceof GatewayError) {
    const { code, message, retryAfterSeconds } = error;
    return { kind: 'undecided', code, message, retryAfterSeconds };
  }
  return { kind: 'defect', message: error instanceof Error ? error.message : String(error) };
}
