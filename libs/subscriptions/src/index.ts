export { LiveStreams, type LiveAnswer, type LiveQuestion } from './live-streams.js';
export { type Exchange } from './streams.js';
export { SubscriptionsController } from './subscriptions.controller.js';
export { SubscriptionsModule, type SubscriptionsOptions } from './subscriptions.module.js';
export { subscriptionsRejections } from './refusals.js';
