import { trace } from '@opentelemetry/api';
export const traced = trace;
