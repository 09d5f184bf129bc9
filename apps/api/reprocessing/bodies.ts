/** What comes in to approve and to commit. */
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

const DIGEST = /^[0-9a-f]{64}$/;
const ofPlan = { type: 'string', pattern: DIGEST.source, description: 'Digest of the plan, as its report and the state name it.' } as const;
const LONGEST_NOTE = 2000;

export class ReprocessingPath {
  @ApiProperty({
    type: 'string',
    pattern: '^[0-9a-f]{16}$',
    description: 'Id of the reprocessing: the first 16 digits of the SHA-256 of its file.',
  })
  @IsString()
  readonly id!: string;
}

export class ApprovalBody {
  @ApiProperty(ofPlan)
  @Matches(DIGEST, { message: 'digest must be the digest of the plan, 64 hex digits' })
  readonly digest!: string;

  @ApiProperty({
    type: 'string',
    maxLength: LONGEST_NOTE,
    required: false,
    description: 'What was looked at, and why it is right; needed where roles are on.',
  })
  @IsOptional()
  @IsString({ message: 'note must be a text' })
  @MaxLength(LONGEST_NOTE, { message: `note must have at most ${LONGEST_NOTE} characters` })
  readonly note?: string;
}

export class CommitBody {
  @ApiProperty(ofPlan)
  @Matches(DIGEST, { message: 'digest must be the digest of the plan, 64 hex digits' })
  readonly digest!: string;

  @ApiProperty({
    type: 'boolean',
    required: false,
    description: 'Plan those again whose streams have moved since the plan; the new plan is to be approved like any other.',
  })
  @IsOptional()
  @IsBoolean({ message: 'replan must be true or false' })
  readonly replan?: boolean;
}
