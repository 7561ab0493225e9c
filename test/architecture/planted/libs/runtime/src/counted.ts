import { Counter } from 'prom-client';
export const counted = Counter;
