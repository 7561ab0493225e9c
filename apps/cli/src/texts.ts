// Every text of the command line: each command's stand beside it. A key without its pair does not compile.
import { programTexts } from './program.texts.js';
import { errorTexts } from './error.texts.js';
import { outputTexts } from './output.texts.js';
import { initTexts } from './commands/init.texts.js';
import { serveTexts } from './commands/serve.texts.js';
import { demoTexts } from './commands/demo.texts.js';
import { importTexts } from './commands/import.texts.js';
import { leaderboardTexts } from './commands/leaderboard.texts.js';
import { auditTexts } from './commands/audit.texts.js';
import { exportTexts } from './commands/export.texts.js';
import { kpiTexts } from './commands/kpi.texts.js';
import { attainmentTexts } from './commands/attainment.texts.js';
import { targetTexts } from './commands/target.texts.js';
import { feedbackTexts } from './commands/feedback.texts.js';
import { verifyTexts } from './commands/verify.texts.js';
import { rebuildTexts } from './commands/rebuild.texts.js';
import { doctorTexts } from './commands/doctor.texts.js';
import { retireTexts } from './commands/retire.texts.js';
import { keysTexts } from './commands/keys.texts.js';

export const texts = {
  ...programTexts,
  ...errorTexts,
  ...outputTexts,
  ...initTexts,
  ...serveTexts,
  ...demoTexts,
  ...importTexts,
  ...leaderboardTexts,
  ...auditTexts,
  ...exportTexts,
  ...retireTexts,
  ...kpiTexts,
  ...attainmentTexts,
  ...targetTexts,
  ...feedbackTexts,
  ...verifyTexts,
  ...rebuildTexts,
  ...doctorTexts,
  ...keysTexts,
};

export type TextKey = keyof typeof texts;
