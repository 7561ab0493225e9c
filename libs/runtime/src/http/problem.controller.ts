// Explains a problem's code to who follows its `type`.
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@ledger/openapi';
import { EdgeProblem } from './edge-problem.js';
import { type ProblemTexts } from './http.texts.js';

export const problemTextsToken = Symbol('problem texts');

export class ProblemBody {
  @ApiProperty({ example: 'deal-already-won' })
  readonly code!: string;
  @ApiProperty({ example: 409 })
  readonly status!: number;
  @ApiProperty({ description: 'English; {name} stands for a value of the occurrence' })
  readonly en!: string;
  @ApiProperty({ description: 'Simplified Chinese' })
  readonly zh!: string;
}

@ApiTags('problems')
@Controller('problems')
export class ProblemController {
  constructor(@Inject(problemTextsToken) private readonly texts: ProblemTexts) {}

  @Get()
  @ApiOperation({ summary: 'Every code that an answer can be refused with' })
  @ApiResponse({ status: 200, type: [ProblemBody] })
  list(): readonly ProblemBody[] {
    return Object.keys(this.texts)
      .sort()
      .map((code) => this.explain(code));
  }

  @Get(':code')
  @ApiOperation({ summary: 'What a code means' })
  @ApiResponse({ status: 200, type: ProblemBody })
  explain(@Param('code') code: string): ProblemBody {
    const text = Object.hasOwn(this.texts, code) ? this.texts[code] : undefined;
    if (text === undefined) throw new EdgeProblem('problem-not-found', { code: code.slice(0, 64) });
    return { code, status: text.status, en: text.en, zh: text.zh };
  }
}
