// What a caller says about people, teams and territories.
import { BusinessDate, FreeText, Id, OneOf, Words } from '../fields.js';
import { Provenance, SourceBody } from '../source.body.js';
import { type SalespersonRole } from './organization.events.js';

const salespersonRoles: readonly SalespersonRole[] = ['salesperson', 'manager'];
const roleText = 'Managers lead teams; they are ranked only where they hold credit themselves';

export class AddSalespersonBody {
  @Id({ optional: true, example: 'sp-7', description: 'Made where absent' })
  readonly salesperson?: string;
  @Words(120, { example: 'Darcel Schlecht', description: 'Kept sealed' })
  readonly name!: string;
  @Words(254, { optional: true, example: 'darcel@acme.example', description: 'Kept sealed' })
  readonly email?: string;
  @OneOf(salespersonRoles, { optional: true, example: 'salesperson', description: roleText })
  readonly role?: SalespersonRole;
  @EffectiveOn()
  readonly effectiveOn?: string;
  @Provenance()
  readonly source?: SourceBody;
}

export class ChangeSalespersonBody {
  @Words(120, { optional: true, example: 'Darcel Schlecht-Meyer', description: 'Kept sealed' })
  readonly name?: string;
  @Words(254, { optional: true, example: 'darcel@acme.example', description: 'Kept sealed' })
  readonly email?: string;
  @OneOf(salespersonRoles, { optional: true, example: 'manager', description: roleText })
  readonly role?: SalespersonRole;
  @EffectiveOn()
  readonly effectiveOn?: string;
  @Provenance()
  readonly source?: SourceBody;
}

export class DeactivateSalespersonBody {
  @BusinessDate({ example: '2026-07-01', description: 'The first day without them' })
  readonly effectiveOn!: string;
  @FreeText(500, { optional: true, example: 'Moved to another company' })
  readonly reason?: string;
}

export class AssignToTeamBody {
  @Id({ nullable: true, example: 'west-1', description: 'null: in no team from that day on' })
  readonly team!: string | null;
  @EffectiveOn()
  readonly effectiveOn?: string;
}

export class AssignTerritoryBody {
  @Id({ nullable: true, example: 'west', description: 'null: in no territory from that day on' })
  readonly territory!: string | null;
  @EffectiveOn()
  readonly effectiveOn?: string;
}

export class CreateTeamBody {
  @Id({ optional: true, example: 'west-1', description: 'Made where absent' })
  readonly team?: string;
  @Words(120, { example: 'West 1' })
  readonly name!: string;
  @Id({ optional: true, nullable: true, example: 'west-region', description: 'The team above' })
  readonly parent?: string | null;
  @EffectiveOn()
  readonly effectiveOn?: string;
}

export class MoveTeamBody {
  @Id({ nullable: true, example: 'west-region', description: 'null: at the top from that day on' })
  readonly parent!: string | null;
  @EffectiveOn()
  readonly effectiveOn?: string;
}

export class AssignManagerBody {
  @Id({ nullable: true, example: 'celia-rouche', description: 'null: nobody from that day on' })
  readonly manager!: string | null;
  @EffectiveOn()
  readonly effectiveOn?: string;
}

export class CreateTerritoryBody {
  @Id({ optional: true, example: 'west', description: 'Made where absent' })
  readonly territory?: string;
  @Words(120, { example: 'West' })
  readonly name!: string;
  @EffectiveOn()
  readonly effectiveOn?: string;
}

function EffectiveOn(): PropertyDecorator {
  const description = "The day from which it holds; absent: the ledger's first day";
  return BusinessDate({ optional: true, example: '2026-04-01', description });
}
