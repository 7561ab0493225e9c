import { type Slice } from '@ledger/ledger';
import { LeaderboardController, LeaderboardHandler } from './leaderboard.queries.js';
import { leaderboardRejections } from './leaderboard.rejections.js';
import { LiveLeaderboardController } from './leaderboard.stream.js';

export { type LeaderboardAnswer, type LeaderboardRow } from './leaderboard.answers.js';
export {
  GetLeaderboard,
  LeaderboardHandler,
  type LeaderboardQuery,
} from './leaderboard.queries.js';

export const leaderboardSlice: Slice = {
  name: 'leaderboard',
  events: {},
  subjects: [],
  guards: [],
  commands: [],
  decider: undefined,
  personal: {},
  projections: [],
  rejections: leaderboardRejections,
  invariants: [],
};

export const leaderboardControllers = [LeaderboardController, LiveLeaderboardController];
export const leaderboardQueryHandlers = [LeaderboardHandler];
