// What a leaderboard can't answer is what no question for figures can be answered with.
export { readingRejections as leaderboardRejections } from '../kpi/reading.rejections.js';
