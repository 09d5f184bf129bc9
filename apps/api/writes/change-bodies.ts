/** What the announcement of a change takes, and the record of a notice. */
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsUUID } from 'class-validator';
import { CHANGE_KINDS, NOTIFIED, type ChangeKind, type Notified } from '#ledger/fund/changes/events.js';
import { ChoiceField, DateField, TextField } from '../http/fields.js';
import { ParametersBody } from './bodies.js';

export class AnnounceChangeBody extends ParametersBody {
  @ChoiceField(CHANGE_KINDS, { description: 'basis: calculationRate, mortality. terms: covers and their prices. No other ' +
    'parameters.', example: 'basis' })
  readonly kind!: ChangeKind;

  @ApiProperty({ type: 'boolean', description: 'Whether it moves payouts so much that the members must be told.' })
  @IsBoolean({ message: 'material must be true or false' })
  readonly material!: boolean;

  @TextField(500, { description: 'What the decision rests on: minutes, a letter.', example: 'board, 2023-10-02' })
  readonly reference!: string;

  @DateField({ optional: true, description: 'The supervisor was told on this day; later: POST /v1/funds/{id}/notices.' })
  readonly supervisorNotified?: string;

  @DateField({ optional: true, description: 'The members were told on this day; later: POST /v1/funds/{id}/notices.' })
  readonly membersNotified?: string;
}

export class GiveNoticeBody {
  @ApiProperty({ type: 'string', format: 'uuid', description: 'Id of the change: GET /v1/funds/{id}/changes.' })
  @IsUUID('all', { message: 'change must be the id of a change' })
  readonly change!: string;

  @ChoiceField(NOTIFIED, { description: 'Who has been told.', example: 'members' })
  readonly to!: Notified;

  @DateField({ description: 'The day.', example: '2023-11-15' })
  readonly on!: string;

  @TextField(500, { description: 'The letter.' })
  readonly reference!: string;
}
