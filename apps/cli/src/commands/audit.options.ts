// `sales-ledger audit`: its options and help. What it does is loaded when it runs.
import { type Command } from 'commander';
import { add } from '../adding.js';
import { atLeastOne, checked } from '../arguments.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import { type AuditOptions } from './audit.js';

export function addAudit(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'audit',
    about: 'auditAbout',
    examples: [
      'sales-ledger audit deal/D-1001',
      'sales-ledger audit --person sp-7 --type DealCorrected',
      'sales-ledger audit --by user/u-7 --from 2026-03-01 --to 2026-03-31',
      'sales-ledger --json audit --text engaging --limit 20',
    ],
  })
    .argument('[subject]', speak('auditSubject'))
    .option('--ledger <id>', speak('optLedger'))
    .option('--by <actor>', speak('auditBy'))
    .option('--person <salesperson>', speak('auditPerson'))
    .option('--command <id>', speak('auditCommand'))
    .option('--type <type>', speak('auditType'))
    .option('--from <moment>', speak('auditFrom'))
    .option('--to <moment>', speak('auditTo'))
    .option('--occurred-from <date>', speak('auditOccurredFrom'))
    .option('--occurred-to <date>', speak('auditOccurredTo'))
    .option('--text <text>', speak('auditText'))
    .option('--limit <entries>', speak('auditLimit'), checked(speak, 'mustCount', atLeastOne), 100)
    .action(async (subject: string | undefined, options: AuditOptions) =>
      (await import('./audit.js')).audit(given(), subject, options),
    );
}
