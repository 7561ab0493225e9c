import { type CustomerEvent } from '../customer/customer.events.js';
export type Seen = CustomerEvent;
