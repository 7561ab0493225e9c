// What a caller says about leads: request bodies over HTTP, the same classes for an import's rows.
import { BusinessDate, Id, Words } from '../fields.js';
import { Provenance, SourceBody } from '../source.body.js';

export class ReceiveLeadBody {
  @Words(64, { example: 'web', description: 'How it came; figures are shown by it' })
  readonly channel!: string;
  @Words(64, { optional: true, example: 'spring-fair', description: 'Kept in clear' })
  readonly campaign?: string;
  @Id({ optional: true, example: 'sp-7', description: 'Who looks after it' })
  readonly salesperson?: string;
  @Words(120, { example: 'Li Wei', description: 'Kept sealed' })
  readonly name!: string;
  @Words(254, { optional: true, example: 'li.wei@konex.example', description: 'Kept sealed' })
  readonly email?: string;
  @Words(200, { optional: true, example: 'Konex', description: 'Kept sealed' })
  readonly company?: string;
  @Id({ optional: true, example: 'konex', description: 'Where it is one already' })
  readonly customer?: string;
  @BusinessDate({ example: '2026-03-02' })
  readonly receivedOn!: string;
  @Provenance()
  readonly source?: SourceBody;
}

export class QualifyLeadBody {
  @BusinessDate({ example: '2026-03-09' })
  readonly qualifiedOn!: string;
  @Provenance()
  readonly source?: SourceBody;
}

export class DisqualifyLeadBody {
  @BusinessDate({ example: '2026-03-09' })
  readonly disqualifiedOn!: string;
  @Words(64, { example: 'no budget', description: 'A category, kept in clear: of no person' })
  readonly reason!: string;
  @Provenance()
  readonly source?: SourceBody;
}

export class ConvertLeadBody {
  @BusinessDate({ example: '2026-03-16' })
  readonly convertedOn!: string;
  @Id({ optional: true, example: 'D-1001', description: 'What came of it' })
  readonly deal?: string;
  @Id({ optional: true, example: 'konex', description: "Absent: the deal's, or the lead's own" })
  readonly customer?: string;
  @Provenance()
  readonly source?: SourceBody;
}
